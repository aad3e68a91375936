"""Snapshots of dialogs for syrupy, one file a case: the dialog as JSON, its canvas as Graphviz source or as SVG."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

if TYPE_CHECKING:
    from xogen.model.dialog import DialogTask

_PART = re.compile(
    r'<g id="(node|edge|mark|switch)-([^"]*)" class="\w+">.*?(?=<g id="(?:node|edge|mark|switch)-|\Z)', re.S
)


def _task(data: object) -> DialogTask:
    from xogen.model.dialog import DialogTask

    if not isinstance(data, DialogTask):
        raise TypeError(f"this snapshot is of dialogs, not of {type(data).__name__}: see the fixtures of xogen.testing")
    return data


class DialogExtension(SingleFileSnapshotExtension):
    """The dialog as its file has it: readable, in stable order, a script as a list of lines."""

    _write_mode = WriteMode.TEXT
    file_extension = "json"

    def serialize(self, data: object, **_: Any) -> str:  # noqa: ANN401 - syrupy's matchers have no use here
        """Return dialog JSON.

        Raises:
            TypeError: it is no dialog.
        """
        from xogen.formats.dialog_json import dump_dialog

        return dump_dialog(_task(data))


class CanvasExtension(SingleFileSnapshotExtension):
    """The canvas as Graphviz source: small, and a change of a text is a change of a line."""

    _write_mode = WriteMode.TEXT
    file_extension = "gv"

    def serialize(self, data: object, **_: Any) -> str:  # noqa: ANN401 - as above
        """Return DOT.

        Raises:
            TypeError: it is no dialog.
        """
        from xogen.canvas.dot import dot_source

        return dot_source(_task(data))

    @staticmethod
    def picture(serialized: str) -> str:
        """Return the SVG of what was serialized.

        Raises:
            MachineError: there is no renderer.
        """
        from xogen.canvas.renderer import render_many

        return render_many([serialized], "svg")[0].decode()


class PictureExtension(CanvasExtension):
    """The canvas as the SVG that reviewers see. A failure names the parts that differ, not lines of SVG."""

    file_extension = "svg"

    def serialize(self, data: object, **_: Any) -> str:  # noqa: ANN401 - as above
        """Return SVG: the same bytes on every machine.

        Raises:
            TypeError: it is no dialog.
            MachineError: there is no renderer.
        """
        from xogen.canvas.drawing import draw

        return draw([_task(data)])[0].svg.decode()

    def diff_lines(self, serialized_data: str | bytes, snapshot_data: str | bytes) -> Iterator[str]:
        """Yield what differs between two pictures, one part a line."""
        before, after = parts_of(str(snapshot_data)), parts_of(str(serialized_data))
        for part in (*before, *(part for part in after if part not in before)):
            if part not in after:
                yield f"- {part}"
            elif part not in before:
                yield f"+ {part}"
            elif before[part] != after[part]:
                yield f"~ {part}: drawn differently"
        if before == after and before:
            yield "~ the title, the legend or the size of the picture"

    @staticmethod
    def picture(serialized: str) -> str:
        """Return the SVG, which is what was serialized."""
        return serialized


def parts_of(svg: str) -> Mapping[str, str]:
    """Return the parts of a picture by what they are: ``node create-lead``."""
    return {f"{match[1]} {match[2]}": match[0] for match in _PART.finditer(svg)}
