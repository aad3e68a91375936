"""An org like Salesforce's, on this machine: OAuth and the REST API, driven by describes, over SQLite.

It answers as the facts of the real API say (codes, messages, forms of ids); what is inferred is said where it stands.
"""
