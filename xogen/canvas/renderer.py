"""The only place that starts a renderer: DOT in, pictures out, many graphs in one process.

graphviz-pure draws a graph of a batch as it draws it alone (held by a contract test), so a long batch is shared out
among the machine's processors. Debian's ``dot`` renames ids and carries cluster order from graph to graph in a batch:
it gets a process for each graph.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import warnings
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import Literal

from xogen.errors import MachineError

Format = Literal["svg", "png", "json"]
RendererName = Literal["graphviz-pure", "dot"]

_LONGEST = 300
"""Seconds that one process may take; a share of large canvases takes a few."""
_SHARE = 12
"""Graphs that one process draws: enough to be worth its start, few enough to keep all processors busy."""
_ARGUMENTS: Mapping[Format, Sequence[str]] = {
    "svg": ("-Tsvg",),
    "png": ("-Tpng", "-Gdpi=144"),  # two pixels a point: sharp on the screens that people have
    "json": ("-Tjson",),
}
_PNG_SIGNATURE = 8
_MOST_KEPT = 256
_kept: dict[tuple[str, str, str], bytes] = {}
"""Pictures by renderer, format and source, the latest of this process."""
_KNOWN = re.compile(
    "no value for width of non-ASCII character"  # canvas.text measures better than the renderer
    "|not in any triangle|Could not create control points"  # it takes another route, at pinned positions
)


class RendererWarning(UserWarning):
    """Something the renderer had to say that we do not know."""


def render_many(sources: Sequence[str], fmt: Format, *, renderer: RendererName = "graphviz-pure") -> list[bytes]:
    """Draw each DOT source.

    Args:
        sources: DOT, one graph each.
        fmt: ``svg``, ``png``, or ``json`` (positions).
        renderer: ``graphviz-pure``, which xogen depends on, or ``dot`` from the machine.

    Returns:
        One picture for each source, in order, as the renderer made it. Equal sources give equal bytes, so a source
        that this process drew before is not drawn again.

    Raises:
        MachineError: the renderer is not there, or cannot draw a source.
    """
    known = {source: _kept[renderer, fmt, source] for source in sources if (renderer, fmt, source) in _kept}
    fresh = list(dict.fromkeys(source for source in sources if source not in known))
    if fresh:
        drawn = dict(zip(fresh, render_stream(fresh, fmt, renderer=renderer), strict=True))
        known |= drawn
        _keep({(renderer, fmt, source): picture for source, picture in drawn.items()})
    return [known[source] for source in sources]


def _keep(drawn: Mapping[tuple[str, str, str], bytes]) -> None:
    _kept.update(drawn)
    while len(_kept) > _MOST_KEPT:
        del _kept[next(iter(_kept))]


def render_stream(sources: Iterable[str], fmt: Format, *, renderer: RendererName = "graphviz-pure") -> Iterator[bytes]:
    """Draw sources while they are still being made; as ``render_many``.

    Sources are taken as fast as they come and drawn beside that; pictures come in the same order.
    """
    from concurrent.futures import ThreadPoolExecutor

    rest = iter(sources)
    first = list(islice(rest, 1))
    if not first:
        return
    program = find_renderer(renderer)
    rest = chain(first, rest)
    with ThreadPoolExecutor(max_workers=_processors()) as pool:
        shares = iter(lambda: list(islice(rest, 1 if renderer == "dot" else _SHARE)), [])
        running = deque(pool.submit(_draw, program, share, fmt) for share in shares)
        try:
            while running:
                yield from running.popleft().result()
        finally:
            for future in running:
                future.cancel()


def find_renderer(renderer: RendererName = "graphviz-pure") -> str:
    """Return the path of the renderer's program.

    Raises:
        MachineError: it is not installed; the hint says what to do.
    """
    from shutil import which

    if renderer == "graphviz-pure":
        beside = Path(sys.executable).parent / renderer
        found = str(beside) if beside.is_file() else which(renderer)
        hint = "reinstall xogen, or: pip install graphviz-pure; `--renderer dot` draws with the machine's own Graphviz"
    else:
        found = which(renderer)
        hint = (
            "install Graphviz (Debian: apt-get install graphviz), or leave out --renderer: graphviz-pure needs nothing"
        )
    if found is None:
        raise MachineError(f"there is nothing to draw with: the program {renderer!r} was not found", hint=hint)
    return found


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _draw(program: str, sources: Sequence[str], fmt: Format) -> list[bytes]:
    """Draw a share in one process."""
    name = Path(program).name
    command = [program, *_ARGUMENTS[fmt]]
    try:
        # The program was found beside this interpreter or on PATH, and its arguments are ours.
        done = subprocess.run(  # noqa: S603
            command, input="".join(sources).encode(), capture_output=True, check=False, timeout=_LONGEST
        )
    except subprocess.TimeoutExpired:
        raise MachineError(
            f"{name} was stopped after {_LONGEST} seconds: a canvas has too many ways that cross",
            hint="draw the dialogs one by one, or as --format mermaid",
        ) from None
    except OSError as error:
        raise MachineError(f"{name} cannot be started: {error.strerror}", where=program) from error
    said = [
        line for line in done.stderr.decode(errors="replace").splitlines() if line.strip() and not _KNOWN.search(line)
    ]
    pictures = _split(done.stdout, fmt)
    if done.returncode or len(pictures) != len(sources):
        why = said[0].removeprefix("Error: ") if said else f"exit code {done.returncode}"
        raise MachineError(
            f"{name} drew {len(pictures)} of {len(sources)} canvases: {why}",
            hint="write the DOT with --format gv and look at the place it names",
        )
    for line in said:
        warnings.warn(f"{name}: {line}", RendererWarning, stacklevel=2)
    return pictures


def _split(output: bytes, fmt: Format) -> list[bytes]:
    """Split what a process wrote into pictures. Text of ours never holds a mark: XML and JSON escape it."""
    if fmt == "png":
        return list(_png_files(output))
    mark = b"<?xml " if fmt == "svg" else b"{\n"
    parts = re.split(rb"^" + re.escape(mark), output, flags=re.MULTILINE)
    return [mark + part for part in parts[1:]]


def _png_files(output: bytes) -> Iterator[bytes]:
    """Split PNG files that stand one behind the other, chunk by chunk up to each IEND."""
    start = at = 0
    while at < len(output):
        at = start + _PNG_SIGNATURE
        kind = b""
        while kind != b"IEND" and at < len(output):
            kind = output[at + 4 : at + 8]
            at += 12 + int.from_bytes(output[at : at + 4], "big")  # length, kind, data, checksum
        yield output[start:at]
        start = at
