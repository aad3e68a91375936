"""The structural place of a finding: what still names it after the bot was exported anew and its lists moved."""

from __future__ import annotations

from xogen.formats.pointers import split_pointer
from xogen.lint.facts import TaskFacts
from xogen.model.pointers import escape

_SCRIPTS = frozenset({"script", "pre_processor", "post_processor"})


def anchor(pointer: str, facts: TaskFacts | None, node: str | None) -> str:
    """Return dialog, component and field as a pointer: ``/<refId or name>/<component>/prompt/text/en``.

    Args:
        pointer: the finding's, into the dialog, or into the export where there is no dialog.
        facts: the dialog.
        node: the node's id.
    """
    if facts is None:
        return "//" + _named(pointer)
    place = facts.by_id.get(node) if node else None
    component, field = "", pointer
    if place is not None:
        component, inside = place.node.component, pointer.removeprefix(place.pointer)
        field = inside if pointer.startswith(place.pointer) and inside[:1] in {"", "/"} else pointer
    return f"/{escape(facts.task.ref_id or facts.task.name)}/{escape(component)}{_named(field)}"


def script_line(pointer: str) -> int | None:
    """Return the line (from 1) of a script that a pointer into a dialog names; ``None`` when it names none."""
    if not pointer[-1:].isdigit():
        return None
    keys = split_pointer(pointer)
    is_line = len(keys) > 2 and keys[-1].isdigit() and (keys[-2] in _SCRIPTS or keys[-3] == "script")
    return int(keys[-1]) + 1 if is_line else None


def _named(pointer: str) -> str:
    """Return a pointer without the indices."""
    return "/".join([step for step in pointer.split("/") if not step.isdigit()])
