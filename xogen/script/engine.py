"""Sandboxed runs of a script: context in, context and printed texts out.

Scripts run in a child process with quickjs-ng: a fresh context each, limits on time, memory and stack, no network, no
files, no clock of ours. The child is started once and ended when it does not answer, so a run never hangs.
"""

from __future__ import annotations

import atexit
import json
import os
import re
import subprocess
import sys
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

MEGABYTE = 2**20
GRACE = 5.0
"""Seconds that a run may take in all beyond its time limit; a busy machine needs them."""

_HERE = Path(__file__).parent
_BEFORE = "(function(){"
_FRAME = re.compile(r"^\s+at (?:(?P<name>\S+) \()?<input>:(?P<line>\d+):(?P<column>\d+)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class RunResult:
    """What a run gave. ``error`` is one line with the place in the script, or ``None``.

    After an error ``context`` and ``printed`` hold what was there until then; when nothing can be had, the context
    that went in.
    """

    context: dict[str, Any]
    printed: tuple[str, ...]
    error: str | None


class _Child:
    """The child process; one run at a time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[str] | None = None
        self._owner = 0

    def ask(self, request: Mapping[str, Any], seconds: float) -> dict[str, Any] | None:
        """Send a request; ``None`` when no answer came in time."""
        with self._lock:
            process = self._started()
            timer = threading.Timer(seconds, process.kill)
            timer.start()
            try:
                answer = self._exchange(process, json.dumps(request))
            finally:
                timer.cancel()
            if answer is None:
                self._close()
            return answer

    @staticmethod
    def _exchange(process: subprocess.Popen[str], line: str) -> dict[str, Any] | None:
        if process.stdin is None or process.stdout is None:
            return None
        try:
            process.stdin.write(line + "\n")
            process.stdin.flush()
            answer = process.stdout.readline()
        except OSError:  # the child ended while we wrote
            return None
        return json.loads(answer) if answer.endswith("\n") else None

    def _started(self) -> subprocess.Popen[str]:
        if self._process is None or self._owner != os.getpid() or self._process.poll() is not None:
            self._close()
            self._owner = os.getpid()
            self._process = subprocess.Popen(  # noqa: S603 - our own file, by our own interpreter
                [sys.executable, "-I", str(_HERE / "sandbox.py")],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                encoding="utf-8",
            )
            if self._process.stdout is not None:
                self._process.stdout.readline()
        return self._process

    def close(self) -> None:
        with self._lock:
            self._close()

    def _close(self) -> None:
        process, self._process = self._process, None
        if process is None or self._owner != os.getpid():
            return  # a forked process leaves its parent's child alone
        process.kill()
        process.communicate()


_CHILD = _Child()
atexit.register(_CHILD.close)


@cache
def _prelude() -> str:
    return (_HERE / "prelude.js").read_text(encoding="utf-8")


def run_script(
    source: str,
    context: Mapping[str, Any],
    *,
    env: Mapping[str, Any] | None = None,
    content: Mapping[str, Any] | None = None,
    options: Mapping[str, Any] | None = None,
    time_limit: float = 0.2,
    memory: int = 16 * MEGABYTE,
) -> RunResult:
    """Run a script as the platform does, offline.

    Args:
        source: JavaScript as a script node, a message or a processor holds it.
        context: the ``context`` object; it is not changed.
        env: the bot's environment variables, ``content``: its content variables.
        content: see ``env``.
        options: what ``koreUtil.getCurrentOptions()`` returns.
        time_limit: seconds of work.
        memory: bytes.

    Returns:
        The context afterwards, what was printed, and the error if there was one: nothing is raised for a script.
    """
    world = {"env": env, "content": content, "options": options}
    request = {
        "prelude": _prelude(),
        "data": {"context": dict(context), **{name: dict(values or {}) for name, values in world.items()}},
        "source": source.encode("utf-8", "replace").decode().replace("\0", " "),
        "time_limit": time_limit,
        "memory": memory,
    }
    answer = _CHILD.ask(request, time_limit + GRACE)
    if answer is None:
        return RunResult(dict(context), (), f"stopped: it ran longer than {time_limit:g} s")
    after = answer["context"] if isinstance(answer["context"], dict) else dict(context)
    return RunResult(after, tuple(answer["printed"]), _error(answer["error"], time_limit, memory))


def _error(text: str | None, time_limit: float, memory: int) -> str | None:
    """Say an engine's error as a person reads it: the message and the place."""
    if text is None:
        return None
    message = text.split("\n", 1)[0]
    if message == "InternalError: interrupted":
        message = f"stopped: it ran longer than {time_limit:g} s"
    elif message.endswith(": out of memory") or message == "[uninitialized]":
        message = f"stopped: it used more than {memory / MEGABYTE:g} MB"
    elif not re.match(r"\w*Error\b|the context cannot", message):
        message = f"the script threw {message}"
    for frame in _FRAME.finditer(text):
        name, line = frame["name"] or "", int(frame["line"])
        column = int(frame["column"]) - (len(_BEFORE) if line == 1 else 0)
        if not name.startswith("xogen") and name != "<eval>" and column > 0:
            return f"{message} (line {line}, column {column})"
    return message
