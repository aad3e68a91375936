"""Large bots made of the eleven real ones: their dialogs copied, with names, ids, scripts and utterances of their own.

A copy has the faults of its original and no others: findings cost time, and real bots have few.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

EXPORTS = Path(__file__).parent.parent / "tests" / "fixtures" / "exports"
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
Data = dict[str, Any]
_PARTS = ("dialogs", "dialogComponents", "sentences", "patterns")


def write_bots(folder: Path, bots: int, nodes: int) -> tuple[Path, ...]:
    """Write bots of so many nodes together, each a folder with its two files, and return the folders."""
    written = []
    for number in range(bots):
        base = _bases()[number % len(_bases())]
        target = folder / f"bot-{number:02}"
        _write(target, base, _filled(_read(base), nodes // bots, f"bot-{number}"))
        written.append(target)
    return tuple(written)


def write_long_dialog(folder: Path, nodes: int) -> Path:
    """Write a bot whose one large dialog has so many nodes: the dialogs of all exports, one after the other."""
    base = _bases()[0]
    bot = _read(base)
    last = bot["dialogs"][-1]
    since = 0
    for copy in _copies("long"):
        for dialog in copy["dialogs"]:
            since = _append(last, dialog, since)
        bot["dialogComponents"] += copy["dialogComponents"]
        if len(last["nodes"]) >= nodes:
            break
    _write(folder, base, bot)
    return folder


def write_data(folder: Path, nodes: int, size: int) -> Path:
    """Write a bot of so many nodes whose file has so many bytes, most of them training data."""
    base = _bases()[0]
    bot = _filled(_read(base), nodes, "data")
    intent = bot["dialogs"][0]["nodes"][0]["componentId"]
    count = max((size - len(json.dumps(bot, indent=4, ensure_ascii=False))) // 200, 0)
    bot["sentences"] += [_sentence(intent, f"i would like to know about order {n}") for n in range(count)]
    _write(folder, base, bot)
    return folder


def _sentence(intent: str, said: str) -> Data:
    return {"taskId": intent, "sentence": said, "type": "DialogIntent", "language": "en", "entities": []}


def _bases() -> list[Path]:
    return sorted(path.parent for path in EXPORTS.glob("*/botDefinition.json"))


def _read(base: Path, name: str = "botDefinition.json") -> Data:
    data: Data = json.loads((base / name).read_text(encoding="utf-8"))
    return data


def _write(target: Path, base: Path, bot: Data) -> None:
    target.mkdir(parents=True)
    (target / "botDefinition.json").write_text(json.dumps(bot, indent=4, ensure_ascii=False), encoding="utf-8")
    config = _read(base, "config.json")
    read = [variable for each in _bases() for variable in _read(each, "config.json")["envVariables"]]
    config["envVariables"] = list({variable["key"]: variable for variable in read}.values())
    (target / "config.json").write_text(json.dumps(config, indent=4, ensure_ascii=False), encoding="utf-8")


def _filled(bot: Data, nodes: int, key: str) -> Data:
    """Add copies until the bot has so many nodes, those inside bot actions too."""
    count = _count(bot["dialogs"], bot["dialogComponents"])
    for copy in _copies(key):
        if count >= nodes:
            break
        for part in _PARTS:
            bot[part] += copy[part]
        count += _count(copy["dialogs"], copy["dialogComponents"])
    return bot


def _count(dialogs: list[Data], components: list[Data]) -> int:
    inner = sum(len(each.get("nodes", ())) for each in components if each["type"] == "botAction")
    return inner + sum(len(each.get("nodes", ())) for each in dialogs)


def _copies(key: str) -> Iterator[Data]:
    """Yield each export's dialogs and what belongs to them, again and again, with other names, ids and scripts."""
    pool = [_read(base) for base in _bases()]
    for number, bot in enumerate(cycle(pool)):
        components = bot["dialogComponents"]
        copy = f"{key}/{number}"
        text = json.dumps({part: bot[part] for part in _PARTS})
        text = _UUID.sub(lambda match, copy=copy: str(uuid5(NAMESPACE_URL, f"{copy}/{match[0]}")), text)  # type: ignore[misc]
        names = "|".join(
            re.escape(name) for name in sorted({each["name"] for each in components}, key=len, reverse=True)
        )
        text = re.sub(rf"(?:(?<=%[0-9A-F]{{2}})|(?<![\w%]))({names})(?!\w)", rf"\1_{number}", text)
        made: Data = json.loads(text)
        for said in made["sentences"]:
            said["sentence"] += f" {number}"
        for dialog in made["dialogs"]:
            dialog["isHidden"] = False  # the events that start hidden ones are the bot's own, and not copied
            made["sentences"].append(_sentence(dialog["nodes"][0]["componentId"], f"start {dialog['lname']} {number}"))
            for local in dialog["localeData"].values():
                local["name"] = f"{local['name']} {number}"
            dialog["lname"] = dialog["localeData"]["en"]["name"].lower()
        for script in (found for component in made["dialogComponents"] for found in _scripts(component)):
            script["text" if "text" in script else "script"] += f"%0A//%20{copy}"
        yield made


def _scripts(component: Data) -> Iterator[Data]:
    if "script" in component:
        yield component
    for message in (*component.get("message", ()), *component.get("errorMessage", ())):
        yield from (said for said in message["localeData"].values() if said["type"] == "uxmap")


def _append(long: Data, dialog: Data, since: int) -> int:
    """Put a dialog behind another: what led nowhere since the last one leads to its first node now."""
    text = json.dumps(dialog["nodes"])
    mark = len(long["nodes"])
    for node in {node["nodeId"] for node in dialog["nodes"]}:
        text = text.replace(json.dumps(node), json.dumps(f"{node}-{mark}"))
    added = json.loads(text)[1:]
    if not added:
        return since
    for node in long["nodes"][since:]:
        for way in node["transitions"]:
            if way.get("default") in {"end", ""}:
                way["default"] = added[0]["nodeId"]
    test = {"context": "context.session.BotUserSession.part", "op": "eq", "value": str(mark)}
    long["nodes"][since or 1]["transitions"].insert(0, {"if": test, "then": added[0]["nodeId"]})
    long["nodes"] += added
    return mark
