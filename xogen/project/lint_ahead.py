"""The scripts of a large export, analysed by a second process while the first still reads the bot."""

from __future__ import annotations

import gc
import pickle
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from xogen.formats.script_texts import script_texts
from xogen.project.bot_files import open_files
from xogen.project.processes import forked
from xogen.script.paths import context_paths
from xogen.script.reading import MOST_KEPT, keep, kept


@contextmanager
def scripts_ahead(export: Path) -> Iterator[Callable[[], None]]:
    """Analyse the scripts of an export while it is read. Needs ``fork``.

    Nothing hangs on it but time: what the other process did not find, or all, when it fails, is analysed when asked.

    Yields:
        What waits until the scripts are known.
    """
    with forked(lambda: _analysed(export)) as heard:

        def know() -> None:
            said = heard()
            if said is not None:
                keep(pickle.loads(said))  # noqa: S301 - from our own child

        yield know


def _analysed(export: Path) -> bytes:
    """Return the readings of what seem to be the scripts of the largest file, as many as are kept at a time."""
    gc.disable()
    files = open_files(export)
    data = max(map(files.bytes_of, files.names), key=len, default=b"")
    characters = 0
    for source in dict.fromkeys(script_texts(data.decode("utf-8-sig"))):
        characters += len(source)
        if characters > MOST_KEPT:
            break
        context_paths(source)
    return pickle.dumps(kept(), protocol=pickle.HIGHEST_PROTOCOL)
