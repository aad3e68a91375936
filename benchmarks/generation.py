"""How long it takes to generate 100 dialogs with their Graphviz sources in one process."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from benchmarks.measure import Row, call

LIMIT = 0.40
PACK = Path(__file__).parent.parent / "template_packs" / "salesforce"


def rows() -> Iterator[Row]:
    """Read the pack, then expand, name, wrap, write and describe the canvas of 100 of the vendor's dialogs."""
    yield Row("100 dialogs with their .gv, in one process", call(_hundred), LIMIT)


def _hundred() -> None:
    from xogen.canvas.dot import dot_source
    from xogen.formats.dialog_json import dump_dialog
    from xogen.formats.platform import for_platform
    from xogen.model.names import allocate
    from xogen.packs.cases import load_cases

    cases = [case for case in load_cases(PACK) if not case.template.name.endswith("-record")]
    counters: Mapping[str, int] = {}
    for number in range(100):
        task = cases[number % len(cases)].expand()
        names, counters = allocate(task, counters, {})
        dump_dialog(task)
        dot_source(for_platform(task, "xo10", names))
