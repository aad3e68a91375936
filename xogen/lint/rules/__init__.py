"""The rules: one file each, in the folder of their family. Adding a file adds a rule; no list is edited."""
