"""Makes ``tests/formats/importer/wrong_types.json``: what import says when the value at a key path has another type.

    python -m tests.tools.wrong_types

Each key path of the exports at hand (named as in ``key_inventory``) once: values of other types stand in the place of a
real one. ``refused``: one error at the place, or above it; ``kept``: nothing of ours looks there; where it differs, the
types that are refused. A path that is new or that changes is to be judged: a value that a reader or a rule looks at is
not kept when it cannot be meant.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from tests.tools.key_inventory import DATA, kind_of
from xogen.errors import InputError
from xogen.formats.importer import ExportError, import_bot
from xogen.formats.pointers import to_pointer

TESTS = Path(__file__).parent.parent
FIXTURES = TESTS / "fixtures"
TARGET = TESTS / "formats" / "importer" / "wrong_types.json"
WRONG: Mapping[str, Any] = {"text": "x", "number": 7, "list": ["x"], "object": {"x": 1}}
_ALIKE = ({"text", "number", "boolean"}, {"list"}, {"object"})
"""A number that stands for a text is its text."""

Keys = tuple[str | int, ...]
Answers = dict[str, dict[str, str]]


@cache
def exports() -> tuple[Any, ...]:
    """Return the real exports and the ones made by hand, small ones first."""
    paths = [*FIXTURES.glob("exports/*/botDefinition.json"), *FIXTURES.glob("exports-made/*/[!c]*.json")]
    return tuple(json.loads(path.read_text(encoding="utf-8-sig")) for path in sorted(paths, key=_size))


def _size(path: Path) -> tuple[int, Path]:
    return path.stat().st_size, path


def places() -> Mapping[tuple[str, str], tuple[int, Keys]]:
    """Return where each key path has a value, by its kind and itself: the index of the export, and the keys."""
    found: dict[tuple[str, str], tuple[int, Keys]] = {}
    for index, export in enumerate(exports()):
        wrapper = next((key for key in ("appDefinition",) if key in export), None)
        base: Keys = (wrapper,) if wrapper else ()
        for kind, path, value, keys in _values(export[wrapper] if wrapper else export):
            if value not in (None, "", [], {}):
                found.setdefault((kind, path), (index, (*base, *keys)))
    return dict(sorted(found.items()))


def _values(bot: dict[str, Any]) -> Iterator[tuple[str, str, Any, Keys]]:
    todo: list[tuple[str, str, Any, Keys]] = [("bot", "", bot, ())]
    while todo:
        kind, path, item, keys = todo.pop()
        if isinstance(item, list):
            todo.extend((*kind_of(kind, path, child), child, (*keys, index)) for index, child in enumerate(item))
        elif isinstance(item, dict):
            data = path.rpartition(".")[2] in DATA and not (path.endswith("synonyms") and set(item) == {"yes", "no"})
            for key, child in item.items():
                below = f"{path}.{'*' if data else key}".removeprefix(".")
                yield kind, below, child, (*keys, key)
                todo.append((kind, below, child, (*keys, key)))


def answer(index: int, keys: Keys) -> str:
    """Return what import says of other types at a place.

    Raises:
        AssertionError: an error names another place.
    """
    holder: Any = exports()[index]
    for key in keys[:-1]:
        holder = holder[key]
    real = holder[keys[-1]]
    own = next(group for group in _ALIKE if _type(real) in group)
    wrong = {name: value for name, value in WRONG.items() if name not in own}
    refused = []
    for name, value in wrong.items():
        holder[keys[-1]] = value
        try:
            import_bot(exports()[index], path="bot.json")
        except InputError as error:  # without a pointer: it is not even taken for an export
            at = error.pointer if isinstance(error, ExportError) else to_pointer(keys)
            assert at.startswith(to_pointer(keys)), (keys, name, at)
            refused.append(name)
        finally:
            holder[keys[-1]] = real
    if len(refused) == len(wrong):
        return "refused"
    return f"refused: {', '.join(refused)}" if refused else "kept"


def _type(value: Any) -> str:
    if isinstance(value, bool):
        return "boolean"
    return {str: "text", int: "number", float: "number", list: "list", dict: "object"}[type(value)]


def answers() -> Answers:
    """Return the answers by kind and path."""
    found: Answers = {}
    for (kind, path), place in places().items():
        found.setdefault(kind, {})[path] = answer(*place)
    return found


def written(found: Answers) -> str:
    """Return the answers as the file has them: one line a path."""
    return json.dumps(found, indent=2) + "\n"


if __name__ == "__main__":
    TARGET.write_text(written(answers()), encoding="utf-8")
