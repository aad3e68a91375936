"""Keep secrets out of everything that people, files and logs get to see.

A secret is known by its value (what was read or answered), by the key in front of it (``refresh_token=``), or by its
shape (facts, salesforce section 1.2). The redactor stands before output, logging, warnings and tracebacks.
"""

from __future__ import annotations

import json
import logging
import re
import sys
import threading
import traceback
import warnings
from collections.abc import Callable, Iterable
from types import TracebackType
from typing import Any
from urllib.parse import quote, quote_plus

HIDDEN = "***"
LEAST = 6
"""A known value that is shorter hides nothing: it would blot out words."""

_SHAPES = (
    re.compile(r"\b00D\w{12,15}![\w.+/=-]+"),
    re.compile(r"\b5Aep861[\w.]{8,}"),
    re.compile(r"(?<![\w-])eyJ[\w-]{8,}(?:\.[\w-]+){1,4}"),
    re.compile(r"(?<=\bBearer )[^\s\"',;]{6,}", re.IGNORECASE),
    re.compile(r"(?<=\bBasic )[A-Za-z0-9+/]{8,}=*"),
)
_NAMES = "access_token|refresh_token|id_token|client_secret|code_verifier|session_?id|sid|assertion|password|token"
_KEYED = re.compile(
    rf"""((?:(?<![\w-])(?:{_NAMES})\\?["']?\s*[=:]|(?<=[?&\s"'(])code=|["']code\\?["']\s*:(?=\s*\\?["']))"""
    r"""\s*(?:b?\\?["'])?)"""
    # What follows a key in JSON and in settings without being a value: a structure, nothing, a reference to a variable.
    r"""(?!\{\{\s*env\.|[\[{]+(?:[\s"'}\]]|$)|(?:null|true|false)(?:[\s,}\]]|$))([^\s"'&,;}\\)]+)""",
    re.IGNORECASE,
)


class Redactor:
    """Takes secrets out of texts. It learns more of them as they are read or answered."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        """Start with the secrets that are known."""
        self._known: set[str] = set()
        self._pattern: re.Pattern[str] | None = None
        self._restore: list[Callable[[], None]] = []
        self.learn(*secrets)

    def learn(self, *secrets: str | None) -> None:
        """Remember secrets, and the forms they take in URLs and JSON."""
        for secret in secrets:
            if secret and len(secret) >= LEAST:
                self._known |= {secret, quote(secret, safe=""), quote_plus(secret), json.dumps(secret)[1:-1]}
        longest_first = sorted(self._known, key=lambda value: (-len(value), value))
        self._pattern = re.compile("|".join(map(re.escape, longest_first))) if longest_first else None

    def text(self, text: str) -> str:
        """Return a text without its secrets."""
        if self._pattern is not None:
            text = self._pattern.sub(HIDDEN, text)
        for shape in _SHAPES:
            text = shape.sub(HIDDEN, text)
        return _KEYED.sub(rf"\1{HIDDEN}", text)

    def install(self) -> None:
        """Stand before logging, warnings and the tracebacks of this process. A second call changes nothing."""
        if not self._restore:
            self._restore = [self._over_logging(), self._over_warnings(), self._over_tracebacks()]

    def uninstall(self) -> None:
        """Give back what ``install`` replaced."""
        for restore in self._restore:
            restore()
        self._restore = []

    def _over_logging(self) -> Callable[[], None]:
        make = logging.getLogRecordFactory()

        def record(*args: Any, **kwargs: Any) -> logging.LogRecord:  # noqa: ANN401 - as it replaces
            made = make(*args, **kwargs)
            made.msg, made.args = self.text(made.getMessage()), None
            if made.exc_info and made.exc_info[0] is not None:
                made.exc_text = self.text("".join(traceback.format_exception(*made.exc_info)).rstrip("\n"))
            return made

        logging.setLogRecordFactory(record)
        return lambda: logging.setLogRecordFactory(make)

    def _over_warnings(self) -> Callable[[], None]:
        form = warnings.formatwarning

        def formatted(*args: Any, **kwargs: Any) -> str:  # noqa: ANN401 - as it replaces
            return self.text(form(*args, **kwargs))

        warnings.formatwarning = formatted

        def restore() -> None:
            warnings.formatwarning = form

        return restore

    def _over_tracebacks(self) -> Callable[[], None]:
        before = (sys.excepthook, threading.excepthook, sys.unraisablehook)

        def show(kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
            sys.stderr.write(self.text("".join(traceback.format_exception(kind, error, trace))))

        sys.excepthook = show
        threading.excepthook = lambda args: show(args.exc_type, args.exc_value, args.exc_traceback)
        sys.unraisablehook = lambda args: show(args.exc_type, args.exc_value, args.exc_traceback)

        def restore() -> None:
            sys.excepthook, threading.excepthook, sys.unraisablehook = before

        return restore


REDACTOR = Redactor()
"""The one of this process: whoever reads a secret or gets one answered lets it know."""
