"""The essence of a node: what its card says under the name, and the full text its tooltip holds."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple
from urllib.parse import unquote

from xogen.canvas.text import one_line
from xogen.canvas.words import Words, first_response, line_count, statuses
from xogen.diff.redact import redacted
from xogen.model.counted import counted
from xogen.model.nodes import (
    BotActionNode,
    ConfirmationNode,
    DialogCallNode,
    EntityNode,
    IntentNode,
    MessageNode,
    Node,
    OpaqueNode,
    PlatformNode,
    Response,
    ScriptNode,
    ServiceNode,
)
from xogen.model.secrets import may_hold

_SETS = re.compile(r"\bcontext\.([A-Za-z_$][\w$]*)\s*=(?!=)")
_SHOWN_VALUES = 5
_TOOLTIP_LINES = 24
_TOOLTIP_LINE = 400


class Line(NamedTuple):
    """One paragraph of a card, and on how many lines it may stand."""

    text: str
    lines: int = 2


class Essence(NamedTuple):
    """``meta`` stands beside the kind, ``lines`` under the name, ``detail`` in the tooltip."""

    meta: str = ""
    lines: tuple[Line, ...] = ()
    detail: tuple[str, ...] = ()


def essence(node: Node, words: Words) -> Essence:
    """Return what the card of ``node`` says. Pictures travel further than files: no secret of a file stands in it."""
    tell = _TELLERS.get(node.type)
    if tell is None:
        return Essence()
    told: Essence = tell(node, words)
    if not may_hold("\n".join(line.text for line in told.lines)):
        return told
    return told._replace(lines=tuple(Line(redacted(line.text), line.lines) for line in told.lines))


def tooltip(node: Node, name: str, told: Essence, branches: Iterable[str]) -> str:
    """Return the full text of a node: names, all that the card shortens, and where its branches lead."""
    head = node.type if node.component == node.id else f"{node.type}, component {node.component}"
    title = [name] if name != node.id else []
    return "\n".join([*title, *tooltip_lines([f"{node.id}: {head}", *told.detail, *branches])])


def tooltip_lines(texts: Iterable[str]) -> list[str]:
    """Return texts line by line, as many and as long as a tooltip holds, without the secrets in them."""
    shown = [one for text in texts for one in text.split("\n")]
    left_out = len(shown) - _TOOLTIP_LINES
    held = "\n".join(shown[:_TOOLTIP_LINES])
    kept = redacted(held).split("\n") if may_hold(held) else shown[:_TOOLTIP_LINES]
    cut = [line if len(line) <= _TOOLTIP_LINE else f"{line[:_TOOLTIP_LINE]}…" for line in kept]
    return [*cut, *([f"… {left_out} more lines"] if left_out > 0 else [])]


def _intent(node: IntentNode, words: Words) -> Essence:
    utterances = node.utterances.get(words.language) or next(iter(node.utterances.values()), ())
    if not utterances:
        return Essence("", (Line("no utterances"),))
    rest = f"and {len(utterances) - 1} more ways to say it" if len(utterances) > 1 else ""
    first = _quoted(_plain_utterance(utterances[0]))
    detail = tuple(f"“{utterance}”" for utterance in utterances)
    return Essence("", (Line(first), Line(rest, 1)) if rest else (Line(first),), detail)


def _plain_utterance(utterance: str) -> str:
    """Show ``log a lead for [Acme](companyName)`` as a person says it."""
    return re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", utterance)


def _entity(node: EntityNode, words: Words) -> Essence:
    meta = [node.entity_type.replace("-", " ")]
    if node.required != "required":
        meta.append(node.required)
    if node.multiple:
        meta.append("several")
    meta.append("1 try" if node.retries == 1 else f"{node.retries} tries")
    if node.personal_data:
        meta.append("personal data")
    lines = [*_said(node.prompt, words)]
    values = [words.text(value.label) or value.value for value in node.values]
    if values:
        more = len(values) - _SHOWN_VALUES
        lines.append(Line(" · ".join(values[:_SHOWN_VALUES]) + (f" · {more} more" if more > 0 else "")))
    detail = [*_full(node.prompt, words), *(f"on error: {text}" for text in _full(node.error_prompt, words))]
    if values:
        detail.append(f"values: {', '.join(values)}")
    if node.pattern:
        detail.append(f"pattern: {node.pattern}")
    return Essence(" · ".join(meta), tuple(lines), tuple(detail))


def _confirmation(node: ConfirmationNode, words: Words) -> Essence:
    return Essence("yes or no", _said(node.prompt, words), _full(node.prompt, words))


def _message(node: MessageNode, words: Words) -> Essence:
    channels = sorted({response.channel for response in node.responses} - {"default"})
    variants = sum(response.channel == "default" for response in node.responses)
    meta = [counted(variants, "variant")] if variants > 1 else []
    meta += [f"also {', '.join(channels)}"] if channels else []
    return Essence(" · ".join(meta), _said(node.responses, words), _full(node.responses, words))


def _service(node: ServiceNode, words: Words) -> Essence:
    meta = [node.integration] if node.integration else []
    if node.timeout is not None:
        meta.append(f"{node.timeout} s")
    host = "" if "{{" in node.host else node.host
    request = f"{node.method} {host}{words.chips(unquote(node.path))}"
    url = f"{node.protocol}://{node.host}{node.path}" if node.host else node.path
    detail = [f"{node.method} {url}"]
    if node.record:
        detail.append(f"{node.record.operation} {node.record.object}")
    if node.profile:
        detail.append(f"profile: {node.profile}")
    if node.headers:
        # Names only: a value may be a secret, and pictures travel further than the files they are made from.
        detail.append(f"headers: {', '.join(node.headers)}")
    if node.body:
        detail.append(f"body: {node.body}")
    detail += [
        f"{what}: {line_count(script)}"
        for what, script in (("pre-processor", node.pre_processor), ("post-processor", node.post_processor))
        if script
    ]
    return Essence(" · ".join(meta), (Line(request, 3),), tuple(detail))


def _script(node: ScriptNode, _: Words) -> Essence:
    lines = [Line(line_count(node.script), 1)]
    names = sorted(set(_SETS.findall(node.script)))
    if names:
        lines.append(Line(f"sets {', '.join(names)}"))
    return Essence("", tuple(lines), (node.script,) if node.script.strip() else ())


def _dialog_call(node: DialogCallNode, words: Words) -> Essence:
    passed = f"passes {counted(len(node.inputs), 'value')}" if node.inputs else ""
    called = f"calls {node.dialog}" if words.name(node) != node.dialog else ""
    lines = [*([Line(called)] if called else []), *([Line(passed, 1)] if passed else [])]
    detail = [f"{key} from {value}" for key, value in node.inputs.items()]
    return Essence("", tuple(lines), tuple(detail))


def _bot_action(node: BotActionNode, _: Words) -> Essence:
    return Essence("empty" if not node.nodes else "")


def _platform(node: PlatformNode, _: Words) -> Essence:
    return Essence("", (), tuple(f"{key}: {value}" for key, value in sorted(node.properties.items())))


def _opaque(node: OpaqueNode, _: Words) -> Essence:
    return Essence(node.wire_type, (Line("kept as it is"),))


def _quoted(text: str) -> str:
    return f"“{one_line(text)}”"


def _said(responses: Iterable[Response], words: Words) -> tuple[Line, ...]:
    """Return what the bot says: its words, or what its script is."""
    text, script = words.response(responses)
    if text:
        return (Line(_quoted(words.chips(text)), 3),)
    if not script:
        return ()
    handled = statuses(script)
    return (Line(" · ".join(["script", line_count(script), *([", ".join(handled)] if handled else [])])),)


def _full(responses: Iterable[Response], words: Words) -> tuple[str, ...]:
    """Return the whole of what the bot says on the default channel."""
    chosen = first_response(responses)
    if chosen is None:
        return ()
    return tuple(text for text in (words.text(chosen.text), words.text(chosen.script)) if text)


_TELLERS: Mapping[str, Callable[..., Essence]] = {
    "intent": _intent,
    "entity": _entity,
    "confirmation": _confirmation,
    "service": _service,
    "message": _message,
    "script": _script,
    "dialog-call": _dialog_call,
    "bot-action": _bot_action,
    "opaque": _opaque,
    **dict.fromkeys(
        ("form", "agent-transfer", "webhook", "process", "dynamic-intent", "generative", "search", "assist"), _platform
    ),
}
