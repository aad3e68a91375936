"""Salesforce orgs: signing in to one, asking it, and the embedded one that works offline.

The only room that speaks HTTP or keeps tokens. ``cli`` joins what it finds out with ``project``.
"""
