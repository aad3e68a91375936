"""The platform's own JSON: tables, ids, encodings and the objects of a package."""
