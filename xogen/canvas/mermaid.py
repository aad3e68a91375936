"""The Mermaid twin of a canvas: text that GitHub and GitLab draw in Markdown."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from xogen.canvas.build import build_scene
from xogen.canvas.scene import Branch, Card, Mark, Scene
from xogen.canvas.styles import KINDS, THEMES
from xogen.canvas.text import one_line
from xogen.model.dialog import DialogTask

_SHAPES: Mapping[str, tuple[str, str]] = {
    "intent": ("([", "])"),
    "entity": ("(", ")"),
    "confirmation": ("{{", "}}"),
    "service": ("[[", "]]"),
    "message": (">", "]"),
    "script": ("[/", "/]"),
    "logic": ("{", "}"),
    "dialog-call": ("[[", "]]"),
}
_BOX = ("[", "]")
_SPECIAL = re.compile(r'[#"&<>`\\{}\[\]()|;]')
_UNSAFE = re.compile(r"[^A-Za-z0-9_]")
_ARROWS = {"else": "-.->"}


def mermaid_source(task: DialogTask) -> str:
    """Write the canvas of ``task`` as a Mermaid flowchart.

    Args:
        task: as ``formats.for_platform`` returns it, or as its author wrote it.

    Returns:
        The text between the fences of a ``mermaid`` code block. Every sign that means something to Mermaid is written
        as a code, so no name can break the chart.
    """
    return scene_chart(build_scene(task))


def scene_chart(scene: Scene) -> str:
    """Write a scene, the overview of a bot for one, as a Mermaid flowchart."""
    return "\n".join(_lines(scene)) + "\n"


def _lines(scene: Scene) -> Iterator[str]:
    yield "---"
    yield f"title: {json.dumps(scene.title, ensure_ascii=False)}"
    yield "---"
    yield "flowchart TD"
    frames = {frame.key: frame for frame in scene.frames}
    after = {switch.key: switch.frame for switch in scene.switches}
    for key, cards in groupby(scene.cards, lambda card: card.frame):
        if key is None:
            yield from _nodes(cards, scene, "  ")
            continue
        yield f'  subgraph {_id(key)}["BOT ACTION #160;{_text(frames[key].title)}"]'
        yield from _nodes(cards, scene, "    ")
        yield "  end"
    yield from (f"  {_mark(mark)}" for mark in scene.marks if mark.source in after)
    for card in scene.cards:
        for branch in card.branches:
            # The end of a bot action is the edge of its frame, which its branches start from.
            if branch.to not in after:
                yield _edge(branch.leaves or card.key, branch)
    for switch in scene.switches:
        yield from (_edge(switch.frame, branch) for branch in switch.branches)
    yield from _classes(scene)


def _nodes(cards: Iterable[Card], scene: Scene, indent: str) -> Iterator[str]:
    for card in cards:
        left, right = _SHAPES.get(card.kind, _BOX)
        lines = [KINDS[card.kind].word, f"<b>{_text(card.title)}</b>", *map(_text, card.lines)]
        yield f'{indent}{_id(card.key)}{left}"{"<br/>".join(lines)}"{right}:::{_class(card.kind)}'
        yield from (f"{indent}{_mark(mark)}" for mark in scene.marks if mark.source == card.key)


def _mark(mark: Mark) -> str:
    match mark.form:
        case "end":
            return f'{_id(mark.key)}((("end")))'
        case "missing":
            return f'{_id(mark.key)}["no such node: {_text(mark.text)}"]:::missing'
        case form:
            return f'{_id(mark.key)}(("{form.replace("-", " ")}")):::missing'


def _edge(source: str, branch: Branch) -> str:
    arrow = _ARROWS.get(branch.tone, "-->")
    label = f'|"{_text(" ".join(branch.chip))}"|' if branch.chip else ""
    return f"  {_id(source)} {arrow}{label} {_id(branch.to)}"


def _classes(scene: Scene) -> Iterator[str]:
    theme = THEMES["light"]
    for kind in scene.kinds:
        yield f"  classDef {_class(kind)} fill:{theme.card},stroke:{KINDS[kind].light},color:{theme.ink}"
    if scene.frames:
        dashed = f"fill:{theme.frame},stroke:{theme.frame_line},color:{theme.ink},stroke-dasharray:5 3"
        yield f"  classDef frame {dashed}"
        yield f"  class {','.join(_id(frame.key) for frame in scene.frames)} frame"
    if any(mark.form != "end" for mark in scene.marks):
        yield f"  classDef missing fill:{theme.warn.chip},stroke:{theme.warn.line},color:{theme.warn.text}"


def _class(kind: str) -> str:
    return kind.replace("-", "_")


def _id(key: str) -> str:
    """Return a key as a Mermaid id: with a prefix, for ``end`` and other words mean something there."""
    return "n_" + _UNSAFE.sub(lambda match: f"_{ord(match[0]):x}_", key)


def _text(text: str) -> str:
    # Mermaid takes a backslash and n for a new line, even where the backslash is a code.
    plain = one_line(text).replace("\\n", "\\\u200bn")
    return _SPECIAL.sub(lambda match: f"#{ord(match[0])};", plain)
