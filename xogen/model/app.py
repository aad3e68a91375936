"""Words of authorization: who authorizes an action, and whose OAuth app it is."""

from __future__ import annotations

from enum import StrEnum

LOOPBACK: frozenset[str] = frozenset({"localhost", "127.0.0.1", "::1"})
"""Hosts that are the machine itself."""


class AuthorizationType(StrEnum):
    """Who authorizes: the developer once for all, or each end user in the conversation."""

    PRE_AUTHORIZE = "pre-authorize"
    ALLOW_USERS = "allow-users"


class App(StrEnum):
    """Whose OAuth app: the platform vendor's own, or the customer's by an authorization profile."""

    SYSTEM = "system"
    CUSTOM = "custom"
