"""Where a sign-in is kept, and how it is renewed: one at a time, and saved before it is used.

The operating system's keyring keeps it. Where there is none, a file does, only when the user asked for that.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Literal, Protocol

from pydantic import ValidationError

from xogen.errors import ActionError, InputError, MachineError, XogenError
from xogen.model.base import Owned
from xogen.org.oauth import Tokens
from xogen.org.private import home, one_at_a_time, read_private, write_private
from xogen.org.problems import ExpiredError, said
from xogen.org.redact import REDACTOR
from xogen.org.shield import shielded

SERVICE = "xogen"
"""The name under which the keyring lists us."""


class Session(Owned):
    """A sign-in as it is kept. Times live here, and not in the lock file; milliseconds since 1970.

    ``renewing`` is set while a new token is on its way: found set, an earlier run was cut off then.
    """

    version: Literal[1] = 1
    tokens: Tokens
    login: str
    revoke_url: str
    username: str | None = None
    since: int = 0
    renewing: bool = False


class TokenStore(Protocol):
    """A place for sign-ins, each under the key of its action."""

    @property
    def place(self) -> str:
        """What to call it in front of people."""

    def load(self, key: str) -> Session | None:
        """Return the sign-in, ``None`` when there is none; an ``XogenError`` when it cannot be read."""

    def save(self, key: str, session: Session) -> None:
        """Keep the sign-in, in place of the one before; ``MachineError`` when it cannot be kept."""

    def delete(self, key: str) -> None:
        """Forget the sign-in; none is no error."""


class KeyringStore:
    """The keyring of the operating system."""

    place = "the keyring"

    def load(self, key: str) -> Session | None:
        """See ``TokenStore``."""
        import keyring
        from keyring.errors import KeyringError

        try:
            text = keyring.get_password(SERVICE, key)
        except (KeyringError, OSError, RuntimeError) as error:
            raise _keyring_fails(error) from None
        return _read(text, self.place) if text else None

    def save(self, key: str, session: Session) -> None:
        """See ``TokenStore``."""
        import keyring
        from keyring.errors import KeyringError

        try:
            keyring.set_password(SERVICE, key, session.model_dump_json())
        except (KeyringError, OSError, RuntimeError) as error:
            raise _keyring_fails(error) from None

    def delete(self, key: str) -> None:
        """See ``TokenStore``."""
        import keyring
        from keyring.errors import KeyringError, PasswordDeleteError

        try:
            keyring.delete_password(SERVICE, key)
        except PasswordDeleteError:
            return
        except (KeyringError, OSError, RuntimeError) as error:
            raise _keyring_fails(error) from None


class FileStore:
    """A file for each sign-in, readable by its owner alone, but not encrypted."""

    def __init__(self, folder: Path | None = None) -> None:
        """Take the folder; the user's own when left out."""
        self._folder = folder or home() / "tokens"

    @property
    def place(self) -> str:
        """See ``TokenStore``."""
        return str(self._folder)

    def load(self, key: str) -> Session | None:
        """See ``TokenStore``."""
        data = read_private(self._path(key))
        return None if data is None else _read(data.decode("utf-8", "replace"), str(self._path(key)))

    def save(self, key: str, session: Session) -> None:
        """See ``TokenStore``."""
        write_private(self._path(key), session.model_dump_json().encode())

    def delete(self, key: str) -> None:
        """See ``TokenStore``."""
        try:
            self._path(key).unlink(missing_ok=True)
        except OSError as error:
            raise MachineError(f"cannot forget the token: {error.strerror}", where=str(self._path(key))) from None

    def _path(self, key: str) -> Path:
        return self._folder / f"{_digest(key)}.json"


def has_keyring() -> bool:
    """Whether this machine has a keyring that keeps secrets (and not one that writes them to a plain file)."""
    import keyring
    from keyring.core import recommended

    return bool(recommended(keyring.get_keyring()))


def store_for_new(*, insecure_file: bool) -> TokenStore:
    """Return where a new sign-in goes.

    Raises:
        MachineError: there is no keyring, and a file was not asked for.
    """
    if insecure_file:
        return FileStore()
    if has_keyring():
        return KeyringStore()
    raise MachineError(
        "this machine has no keyring to keep the token in",
        hint="start one (Secret Service, KWallet), or accept a file that only you may read: --insecure-file",
    )


def stores() -> tuple[TokenStore, ...]:
    """Return where sign-ins may be: the keyring, if there is one, and the files."""
    return (KeyringStore(), FileStore()) if has_keyring() else (FileStore(),)


def find(key: str) -> tuple[TokenStore, Session] | None:
    """Return a sign-in and where it is kept; ``None`` when there is none.

    Raises:
        InputError: it is kept in a file that others may read, or is damaged.
        MachineError: the keyring or the file cannot be read.
    """
    for store in stores():
        session = store.load(key)
        if session is not None:
            return store, session
    return None


def keep(store: TokenStore, key: str, session: Session) -> None:
    """Keep a new sign-in in one place, and forget what other places have under its key."""
    with one_at_a_time(lock_path(key)), shielded():
        store.save(key, session)
        for other in stores():
            if other.place != store.place:
                other.delete(key)


def forget(key: str, revoke: Callable[[Session], None] | None) -> bool:
    """Revoke a sign-in, then forget it, wherever it is kept. Nobody renews it meanwhile.

    Args:
        key: under which it is kept.
        revoke: gives it back to the org; what it raises leaves the sign-in where it is. ``None`` forgets only,
            even what cannot be read.

    Returns:
        Whether there was one.
    """
    there = False
    with one_at_a_time(lock_path(key)):
        for store in stores():
            try:
                session = store.load(key)
            except XogenError:
                if revoke is not None:
                    raise
                session, there = None, True
            if session is not None:
                there = True
                if revoke is not None:
                    revoke(session)
            store.delete(key)
    return there


def renew(store: TokenStore, key: str, stale: Tokens, ask: Callable[[Tokens], Tokens]) -> Tokens:
    """Return tokens that are newer than the stale ones, and saved.

    With rotation each refresh token works once, so only one process at a time asks, and who waited for it takes what
    it saved. Ctrl-C waits until the answer is saved.

    Args:
        store: where the sign-in is kept.
        key: under which key.
        stale: the tokens that the org no longer took.
        ask: asks the org for new ones.

    Raises:
        ExpiredError: the org gives none any more.
        ActionError: the sign-in was forgotten meanwhile, or the org refuses the app.
        MachineError: the org does not answer, or the store cannot be written.
    """
    with one_at_a_time(lock_path(key)), shielded():
        session = store.load(key)
        if session is None:
            raise ActionError("the sign-in was deleted meanwhile", hint="authorize the action again")
        if session.tokens.access != stale.access:
            return session.tokens
        # Written first, because it shows that the store can be written before the old token is spent.
        store.save(key, session.model_copy(update={"renewing": True}))
        try:
            fresh = ask(session.tokens)
        except ExpiredError as error:
            raise _expired(error, session) from None
        store.save(key, session.model_copy(update={"tokens": fresh, "renewing": False}))
    return fresh


def lock_path(key: str) -> Path:
    """Return the file that is locked while the sign-in of a key changes."""
    return home() / "locks" / _digest(key)


def _expired(error: ExpiredError, session: Session) -> ExpiredError:
    if not session.renewing:
        return error
    return ExpiredError(f"{error.message}; an earlier run was cut off while it renewed the sign-in", hint=error.hint)


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()[:32]


def _read(text: str, where: str) -> Session:
    try:
        session = Session.model_validate_json(text)
    except ValidationError:
        # What pydantic says would show the value.
        raise InputError(
            "the sign-in kept here is damaged, or of a newer xogen", where=where, hint="authorize the action again"
        ) from None
    REDACTOR.learn(session.tokens.access, session.tokens.refresh)
    return session


def _keyring_fails(error: Exception) -> MachineError:
    return MachineError(
        f"the keyring does not work: {said(error) or type(error).__name__}", hint="unlock it, and retry"
    )
