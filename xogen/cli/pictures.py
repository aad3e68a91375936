"""What reports show of the dialogs with findings: their canvases, and where their nodes stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from xogen.cli.output import progress

if TYPE_CHECKING:
    from xogen.cli.reporting import Makers
    from xogen.lint.facts import Document
    from xogen.lint.report import Report
    from xogen.model.finding import Finding
    from xogen.reporters.html.picture import Picture
    from xogen.reporters.sarif import Places

MOST_NODES = 150
"""Nodes of a dialog that a report draws: twice the greatest of 503 real ones. At 400 the renderer may take minutes."""


def makers(report: Report, documents: Iterable[Document]) -> Makers:
    """Return what reporters may ask for; nothing is read or drawn before one does."""
    return {"pictures": partial(_pictures, report, documents), "places": partial(_places, report, documents)}


def _with_findings(report: Report, documents: Iterable[Document]) -> Mapping[tuple[str, str], Document]:
    """Return the dialogs that have findings; of two with one name in one file the first."""
    named = {(finding.path, finding.dialog) for finding in report.findings}
    found: dict[tuple[str, str], Document] = {}
    for document in documents:
        key = (document.path, document.task.name)
        if key in named:
            found.setdefault(key, document)
    return found


def _pictures(report: Report, documents: Iterable[Document]) -> Sequence[Picture]:
    """Draw the dialogs, all in one go. What cannot be drawn has a note that says why."""
    from xogen.canvas.annotate import annotate
    from xogen.canvas.badges import notes_of
    from xogen.canvas.drawing import draw
    from xogen.errors import MachineError
    from xogen.reporters.html.picture import Picture

    found = _with_findings(report, documents)
    notes = {key: _undrawn(document) for key, document in found.items()}
    drawable = [key for key, note in notes.items() if not note]
    pictures: dict[tuple[str, str], Picture] = {key: Picture(*key, None, note) for key, note in notes.items()}
    progress(f"drawing {len(drawable)} canvases")
    try:
        drawings = draw([found[key].task for key in drawable]) if drawable else []
    except MachineError as error:
        return [Picture(*key, None, notes[key] or f"Not drawn: {error.message}.") for key in found]
    finally:
        progress("")
    of_dialog: dict[tuple[str, str | None], list[Finding]] = {}
    for finding in report.findings:
        of_dialog.setdefault((finding.path, finding.dialog), []).append(finding)
    for key, drawing in zip(drawable, drawings, strict=True):
        shown = notes_of(found[key].task, drawing.scene, of_dialog[key])
        pictures[key] = Picture(*key, annotate(drawing.svg, shown, drawing.theme, listed=False).decode())
    return list(pictures.values())


def _undrawn(document: Document) -> str:
    if not document.flows:
        return "Not drawn: the export holds no nodes of this dialog."
    if document.task.size > MOST_NODES:
        return f"Not drawn: {document.task.size} nodes are more than a report shows (xogen render draws them)."
    return ""


def _places(report: Report, documents: Iterable[Document]) -> Places:
    """Look up where the nodes stand on which paths lead to findings, in one pass over each file."""
    from xogen.formats.spans import places

    pointers: dict[str, dict[str, tuple[tuple[str, str], str]]] = {}
    texts: dict[str, str] = {}
    for key, document in _with_findings(report, documents).items():
        if document.text is not None:
            texts[document.path] = document.text
            asked = pointers.setdefault(document.path, {})
            for name, pointer in _nodes(document):
                asked.setdefault(pointer, (key, name))
    answer: dict[tuple[str, str], dict[str, tuple[int, int]]] = {}
    for path, asked in pointers.items():
        for pointer, place in places(texts[path], asked).items():
            key, name = asked[pointer]
            answer.setdefault(key, {}).setdefault(name, place)
    return answer


def _nodes(document: Document) -> Iterable[tuple[str, str]]:
    """Yield name and pointer of each node, those inside bot actions, too."""
    from xogen.lint.facts import TaskFacts
    from xogen.lint.known import Known

    locate = document.locate
    for placed in TaskFacts(document, Known()).placed:
        yield placed.node.component, locate(placed.pointer) if locate is not None else placed.pointer
