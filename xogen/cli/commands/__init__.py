"""The commands: one file each, found by name, imported when run."""
