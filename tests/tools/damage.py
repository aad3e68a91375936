"""Damage exports by hand, as many as you like: ``python -m tests.tools.damage 100000 [first seed]``.

Each seed builds an export, or takes a part of a real one, damages it and runs import and lint. Anything raised but an
``XogenError`` is shown with its seed, which names the case for good.
"""

from __future__ import annotations

import json
import sys
import time
import traceback
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

from tests.formats.importer import exports
from xogen.errors import XogenError
from xogen.formats.importer import import_bot
from xogen.formats.json_source import read_json
from xogen.lint.facts import Document
from xogen.lint.known import Known
from xogen.lint.report import Report
from xogen.lint.runner import lint

REAL = Path(__file__).parents[1] / "fixtures" / "exports"
SLOW = 5.0


def case(seed: int) -> tuple[bytes, Any]:
    """Return the bytes of a damaged definition, and a configuration that may be damaged, too."""
    random = exports.dice(seed)
    data = _part_of_a_real_one(random) if random.random() < 0.3 else exports.export(random)
    settings: Any = exports.config(random)
    kind = random.random()
    if kind < 0.1:
        return exports.cut(random, exports.written(data)), settings
    if kind < 0.15:
        return exports.written(data).encode(), exports.damaged(random, settings)
    return exports.written(exports.damaged(random, data)).encode(), settings


def check(raw: bytes, settings: Any) -> Report | XogenError:
    """Import and lint, and return what comes of it."""
    text = raw.decode(errors="replace").replace("\ufffd", "?")
    try:
        bot = import_bot(read_json(text, "bot.json"), settings, path="bot.json", config_path="config.json")
    except XogenError as error:
        return error
    documents = [Document(bot.path, dialog.task, text, dialog.locate, dialog.flows) for dialog in bot.dialogs]
    return lint(documents, known=Known(path=bot.path, complete=True, bot=bot, texts={bot.path: text}))


@cache
def _real() -> tuple[dict[str, Any], ...]:
    return tuple(json.loads(path.read_text(encoding="utf-8")) for path in sorted(REAL.glob("*/botDefinition.json")))


def _part_of_a_real_one(random: exports.Random) -> dict[str, Any]:
    """Return a real bot with one of its dialogs and that dialog's components."""
    bot = dict(random.choice(_real()))
    dialog = random.choice(bot["dialogs"])
    wanted = {node["componentId"] for node in dialog["nodes"]}
    inner = [node for part in bot["dialogComponents"] if part["_id"] in wanted for node in part.get("nodes", ())]
    wanted |= {node["componentId"] for node in inner}
    keep = ("_id", "refId", "defaultLanguage", "supportedLanguages", "localeData", "runCustomScript", "exportOptions")
    small = {key: bot[key] for key in keep if key in bot}
    small["dialogs"] = [dialog]
    small["dialogComponents"] = [part for part in bot["dialogComponents"] if part["_id"] in wanted]
    small["sentences"] = [each for each in bot["sentences"] if each["taskId"] in wanted]
    return small


def main() -> None:
    """Count through seeds."""
    count, first = int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 0
    seen: Counter[str] = Counter()
    for seed in range(first, first + count):
        start = time.perf_counter()
        try:
            answer = check(*case(seed))
            seen["error" if isinstance(answer, XogenError) else "report"] += 1
        except Exception:  # noqa: BLE001 - that is what is looked for
            seen["raised"] += 1
            if seen["raised"] <= 20:
                lines = traceback.format_exc().splitlines()
                print(f"seed {seed}:", *lines[-5:], sep="\n  ")  # noqa: T201 - a script
        if time.perf_counter() - start > SLOW:
            print(f"seed {seed}: slow, {time.perf_counter() - start:.1f} s")  # noqa: T201 - a script
    print(dict(seen))  # noqa: T201 - a script


if __name__ == "__main__":
    main()
