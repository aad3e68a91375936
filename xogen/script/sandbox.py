"""The child process in which scripts run: one request a line in, one answer a line out, both JSON.

Run as a file by ``engine.py``, with nothing of xogen imported, so that it starts fast. Some built-ins of the engine
never look at the time limit (sorting a sparse array, searching a long text); for these the parent ends the process.
"""

from __future__ import annotations

import json
import sys
from typing import Any

import quickjs

STACK = 512 * 1024


def run(request: dict[str, Any]) -> dict[str, Any]:
    """Run one script in a fresh context and return ``{"context", "printed", "error"}``."""
    context = quickjs.Context()
    context.set_memory_limit(request["memory"])
    context.set_max_stack_size(STACK)
    error = None
    try:
        context.eval(request["prelude"])
        context.eval(f"globalThis.xogen_begin({json.dumps(json.dumps(request['data']))})")
        context.set_time_limit(request["time_limit"])
        context.eval(f"(function(){{{request['source']}\n}})()")
    except (quickjs.JSException, MemoryError) as problem:
        error = str(problem) or "an error without a message"
    try:
        answer: dict[str, Any] = json.loads(context.eval("globalThis.xogen_end()"))
    except (quickjs.JSException, MemoryError, ValueError, RecursionError, TypeError) as problem:
        return {"context": None, "printed": [], "error": error or f"the context cannot be kept: {problem}"}
    return {**answer, "error": error}


def main() -> None:
    """Say that we are there, then answer requests until the input ends."""
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    print("ready", flush=True)  # noqa: T201
    for line in sys.stdin:
        answer = json.dumps(run(json.loads(line)), ensure_ascii=False)
        print(answer.encode("utf-8", "replace").decode(), flush=True)  # noqa: T201 - half an emoji becomes "?"


if __name__ == "__main__":
    main()
