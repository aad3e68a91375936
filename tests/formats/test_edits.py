from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.formats.values import edited, parsed
from xogen.formats.edits import Edit, EditError, Insertion, Move, Removal, apply_edits, compatible
from xogen.formats.members import containers
from xogen.formats.pointers import to_pointer

TEXT = """\
{
  "name": "a",
  "big": 1.50,
  "nodes": [
    {"id": "a", "transitions": []},
    {
      "id": "b",
      "transitions": [ {"to": "end"},
        {"to": "a"} ]
    }
  ],
  "empty": [],
  "one": {"a":1},
  "many": [
    1,
    2,

    3
  ]
}
"""


@pytest.mark.parametrize(
    ("edit", "old", "new"),
    [
        pytest.param(Edit("/name", "b"), '"name": "a"', '"name": "b"', id="a text"),
        pytest.param(Edit("/name", ["b"]), '"name": "a"', '"name": [\n    "b"\n  ]', id="a text by a list"),
        pytest.param(
            Edit("/nodes/1", None), TEXT[TEXT.index('{\n      "id"') : TEXT.index("\n  ],")], "null", id="null"
        ),
        pytest.param(Edit("/one", {"b": [2]}), '{"a":1}', '{"b": [2]}', id="one line for one line"),
        pytest.param(Removal("/name"), '  "name": "a",\n', "", id="the first member"),
        pytest.param(Removal("/big"), '  "big": 1.50,\n', "", id="a member"),
        pytest.param(Removal("/one/a"), '{"a":1}', "{}", id="the only member"),
        pytest.param(Removal("/many/2"), "2,\n\n    3", "2", id="the last item"),
        pytest.param(Removal("/many/1"), "    2,\n\n", "\n", id="an item: the empty line stays before its item"),
        pytest.param(Removal("/many"), TEXT[TEXT.index(',\n  "many"') :], "\n}\n", id="the last member"),
        pytest.param(Insertion("/many/0", 0), "    1,", "    0,\n    1,", id="before the first item"),
        pytest.param(Insertion("/many/-", 4), "    3\n", "    3,\n    4\n", id="behind the last item"),
        pytest.param(Insertion("/many/3", 4), "    3\n", "    3,\n    4\n", id="behind the last item, by its number"),
        pytest.param(
            Insertion("/empty/-", {"a": 1}),
            '"empty": []',
            '"empty": [\n    {\n      "a": 1\n    }\n  ]',
            id="into an empty list",
        ),
        pytest.param(
            Insertion("/nodes/0/transitions/-", {"to": "b"}),
            '"transitions": []',
            '"transitions": [{"to": "b"}]',
            id="into an empty list of one line",
        ),
        pytest.param(
            Insertion("/nodes/1/transitions/0", {"to": "b"}),
            '[ {"to": "end"},',
            '[ {"to": "b"},\n        {"to": "end"},',
            id="a value of one line beside values of one line",
        ),
        pytest.param(
            Insertion("/nodes/1/label", {"en": "B"}, before=("prompt", "transitions")),
            '      "transitions": [ ',
            '      "label": {\n        "en": "B"\n      },\n      "transitions": [ ',
            id="a member before another",
        ),
        pytest.param(Insertion("/one/é", 2), '{"a":1}', '{"a":1, "é": 2}', id="a member at the end"),
        pytest.param(
            Move("/nodes/1/transitions/1", "/nodes/1/transitions/0"),
            '{"to": "end"},\n        {"to": "a"}',
            '{"to": "a"},\n        {"to": "end"}',
            id="an item to the front",
        ),
        pytest.param(Move("/many/0", "/many/-"), "1,\n    2,\n\n    3", "2,\n\n    3,\n    1", id="an item to the end"),
        pytest.param(Move("/many/1", "/many/1"), "1,\n    2,\n\n    3", "1,\n    2,\n    3", id="nowhere"),
    ],
)
def test_what_is_spliced(edit, old, new):
    assert TEXT.count(old) == 1
    assert apply_edits(TEXT, [edit]) == TEXT.replace(old, new)


@pytest.mark.parametrize(
    ("text", "edits", "result"),
    [
        pytest.param('\ufeff{"a": 1}\r\n', [Edit("/a", 2)], '\ufeff{"a": 2}\r\n', id="a byte order mark"),
        pytest.param(
            '{\r\n\t"a": 1\r\n}',
            [Insertion("/b", [1])],
            '{\r\n\t"a": 1,\r\n\t"b": [\r\n\t\t1\r\n\t]\r\n}',
            id="CRLF, tabs",
        ),
        pytest.param('{"a":[1,2]}', [Insertion("/b", {"c": [1, 2]})], '{"a":[1,2],"b":{"c":[1,2]}}', id="compact"),
        pytest.param("{}", [Insertion("/b", [1, 2])], '{"b": [1, 2]}', id="an empty document"),
        pytest.param('{"a": "\\u00fc"}', [Edit("/a", "ä")], '{"a": "\\u00e4"}', id="a text of escapes"),
        pytest.param('{"a": "ü"}', [Edit("/a", "ä")], '{"a": "ä"}', id="a text without escapes"),
        pytest.param('{"a": "\\n"}', [Edit("/a", "ä")], '{"a": "ä"}', id="a line feed is no such escape"),
        pytest.param(" [1] ", [Edit("", {"a": 1})], ' {"a": 1} ', id="the whole document"),
        pytest.param('{"a/b~c": {"": 1}}', [Edit("/a~1b~0c/", 2)], '{"a/b~c": {"": 2}}', id="escaped keys"),
        pytest.param('{"\\u0061": 1}', [Edit("/a", 2)], '{"\\u0061": 2}', id="a key spelt by escapes"),
        pytest.param(
            '{"a": [1e5, -0.0, 12345678901234567890], "b": 1.10}',
            [Removal("/a/1"), Edit("/b", 2.5)],
            '{"a": [1e5, 12345678901234567890], "b": 2.5}',
            id="numbers as they are spelt",
        ),
        pytest.param(
            '["a", "b", "c", "d"]',
            [
                Removal("/1"),
                Insertion("/1", "x"),
                Insertion("/1", "y"),
                Edit("/2", "C"),
                Removal("/3"),
                Insertion("/-", 9),
            ],
            '["a", "x", "y", "C", 9]',
            id="several in one list",
        ),
        pytest.param("[1, 2, 3]", [Removal("/0"), Removal("/1"), Removal("/2")], "[]", id="all items"),
        pytest.param("[1, 2]", [], "[1, 2]", id="nothing"),
    ],
)
def test_how_it_looks(text, edits, result):
    assert apply_edits(text, edits) == result
    assert apply_edits(text, list(reversed(edits))) == result or len(edits) > 3


@pytest.mark.parametrize(
    ("edits", "words"),
    [
        ([Edit("/nothing", 1)], "there is nothing at /nothing"),
        ([Edit("/name/deeper", 1)], "there is nothing at /name/deeper"),
        ([Removal("/many/3")], "there is nothing at /many/3"),
        ([Removal("/many/01")], "there is nothing at /many/01"),
        ([Insertion("/many/4", 1)], "there is nothing at /many/4"),
        ([Insertion("/name", 1)], "there is something at /name already"),
        ([Move("/many/0", "/empty/0")], "/many/0 is no item that can go to /empty/0: items move within their list"),
        ([Move("/name", "/big")], "/name is no item that can go to /big: items move within their list"),
        ([Removal("")], "the document as a whole can be replaced, and nothing else"),
        ([Edit("/name", 1), Edit("/name", 2)], "two edits fall on one place: /name"),
        ([Removal("/nodes/0"), Edit("/nodes/0/id", "b")], "two edits fall on one place: /nodes/0/id"),
        ([Edit("/nodes/0/id", "b"), Removal("/nodes")], "two edits fall on one place: /nodes"),
        ([Insertion("/nodes/0/x", 1), Insertion("/nodes/0/x", 1)], "two edits fall on one place: /nodes/0/x"),
        ([Insertion("/one/7", 1), Insertion("/one/7", 1)], "two edits fall on one place: /one/7"),
        ([Edit("", 1), Edit("/name", 1)], "two edits fall on one place: /name"),
    ],
)
def test_what_is_refused(edits, words):
    with pytest.raises(EditError) as caught:
        apply_edits(TEXT, edits)
    assert str(caught.value) == words


def test_no_number_that_json_has_not_is_written():
    with pytest.raises(ValueError, match="not JSON compliant"):
        apply_edits(TEXT, [Edit("/name", float("nan"))])


def test_a_group_comes_whole_or_not_at_all():
    groups = [
        [Edit("/a/b", 1), Removal("/c")],
        [Edit("/d", 1), Removal("/c/x")],
        [Edit("/d", 2)],
        [Removal("/a")],
        [Insertion("/a/c", 1)],
    ]
    assert compatible(groups) == [0, 2, 4]


# What must hold for any JSON, in any layout.

KEYS = st.sampled_from(["a", "b", "", "/", "~", "0", "-", 'q"', "é", "\\"])
SCALARS = (
    st.sampled_from(["1.50", "1E2", "-0", "0.1e-7", "12345678901234567890", "true", "false", "null"])
    | st.text(max_size=3).filter(str.isprintable).map(json.dumps)
    | st.sampled_from(['"a, {b} [c]"', '"\\u00e9\\n"', '"\\\\\\""', "[]", "{}", "[ \n ]"])
)
SPACE = st.sampled_from(["", "", " ", "\n  ", "\r\n\t", "\n\n"])


@st.composite
def texts(draw, depth: int = 3) -> str:
    """Return a JSON text with white space wherever it may stand."""
    kind = (
        draw(st.sampled_from(["scalar", "list", "object"] if depth < 3 else ["list", "object"])) if depth else "scalar"
    )
    if kind == "scalar":
        return draw(SCALARS)
    count = draw(st.integers(0, 4))
    around = [(draw(SPACE), draw(texts(depth=depth - 1)), draw(SPACE)) for _ in range(count)]
    if kind == "list":
        return f"[{','.join(map(''.join, around))}]"
    keys = draw(st.lists(KEYS, min_size=count, max_size=count, unique=True))
    members = [
        f"{before}{json.dumps(key)}{draw(SPACE)}:{value}{after}"
        for key, (before, value, after) in zip(keys, around, strict=True)
    ]
    return f"{{{','.join(members)}}}"


def paths(value: Any, above: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    if not isinstance(value, dict | list):
        return []
    found = []
    for key, child in value.items() if isinstance(value, dict) else ((str(i), v) for i, v in enumerate(value)):
        found += [(*above, key), *paths(child, (*above, key))]
    return found


def at(value: Any, path: tuple[str, ...]) -> Any:
    for key in path:
        value = value[int(key)] if isinstance(value, list) else value[key]
    return value


VALUES = st.sampled_from(["x", True, None, [], {}, ["x", {"y": "z"}], {"k": ["v"]}])


@st.composite
def edits_of(draw, value: Any) -> list[Any]:
    """Return edits that can be applied at once, in an order by chance."""
    there = paths(value)
    lists = [path for path in [(), *there] if isinstance(at(value, path), list)]
    objects = [path for path in [(), *there] if isinstance(at(value, path), dict)]
    proposed: list[Any] = []
    for _ in range(draw(st.integers(0, 5))):
        kind = draw(st.sampled_from(["edit", "remove", "item", "member", "move"]))
        if kind in {"edit", "remove"} and there:
            path = to_pointer(draw(st.sampled_from(there)))
            proposed.append(Edit(path, draw(VALUES)) if kind == "edit" else Removal(path))
        elif kind == "item" and lists:
            path = draw(st.sampled_from(lists))
            gap = draw(st.sampled_from([*range(len(at(value, path)) + 1), "-"]))
            proposed.append(Insertion(to_pointer((*path, gap)), draw(VALUES)))
        elif kind == "member" and objects:
            path = draw(st.sampled_from(objects))
            new = draw(st.sampled_from(["new", "n/w", "7"]))
            if new not in at(value, path):
                before = tuple(draw(st.lists(KEYS, max_size=2)))
                proposed.append(Insertion(to_pointer((*path, new)), draw(VALUES), before))
        elif kind == "move":
            full = [path for path in lists if at(value, path)]
            if full:
                path = draw(st.sampled_from(full))
                count = len(at(value, path))
                item, gap = draw(st.integers(0, count - 1)), draw(st.sampled_from([*range(count + 1), "-"]))
                proposed.append(Move(to_pointer((*path, item)), to_pointer((*path, gap))))
    chosen = [proposed[index] for index in compatible([edit] for edit in proposed)]
    return list({(type(edit), edit.pointer): edit for edit in chosen if edit.pointer.endswith("/7")}.values()) + [
        edit for edit in chosen if not edit.pointer.endswith("/7")
    ]


@given(data=st.data())
@settings(max_examples=400, deadline=None)
def test_editing_the_text_is_editing_the_value(data):
    text = data.draw(st.sampled_from(["", "\ufeff"])) + data.draw(texts()) + data.draw(SPACE)
    value = parsed(text)
    edits = data.draw(edits_of(value))

    after = parsed(apply_edits(text, edits))

    assert after == edited(value, edits)
    assert json.dumps(after) == json.dumps(edited(value, edits)), "the order of members"


@given(data=st.data())
@settings(max_examples=400, deadline=None)
def test_every_byte_outside_stays(data):
    text = data.draw(texts()) + data.draw(SPACE)
    value = parsed(text)
    there = paths(value)
    if not there:
        return
    path = data.draw(st.sampled_from(there))
    kind = data.draw(st.sampled_from(["edit", "remove", "insert"]))
    before = containers(text, [path[:-1]])[path[:-1]]
    index = before.find(path[-1])
    if kind == "edit":
        member = before.members[index]
        new = apply_edits(text, [Edit(to_pointer(path), "x")])
        assert new == text[: member.value] + '"x"' + text[member.end :]
        return
    if kind == "remove":
        new = apply_edits(text, [Removal(to_pointer(path))])
    elif isinstance(at(value, path[:-1]), list):
        new = apply_edits(text, [Insertion(to_pointer(path), ["x", {"y": 1}])])
    else:
        new = apply_edits(text, [Insertion(to_pointer((*path[:-1], "new")), ["x", {"y": 1}], (path[-1],))])
    after = containers(new, [path[:-1]])[path[:-1]]
    assert new[: before.start] == text[: before.start]
    assert new[after.end :] == text[before.end :]
    old_members = [text[member.start : member.end] for member in before.members]
    new_members = [new[member.start : member.end] for member in after.members]
    del (old_members if kind == "remove" else new_members)[index]
    assert new_members == old_members


@given(data=st.data())
@settings(max_examples=100, deadline=None)
def test_putting_in_and_taking_out_changes_nothing(data):
    text = data.draw(texts())
    value = parsed(text)
    lists = [path for path in [(), *paths(value)] if isinstance(at(value, path), list) and at(value, path)]
    if not lists:
        return
    path = data.draw(st.sampled_from(lists))
    gap = data.draw(st.integers(0, len(at(value, path)) - 1))
    there = to_pointer((*path, gap))
    assert parsed(apply_edits(apply_edits(text, [Insertion(there, {"x": [1]})]), [Removal(there)])) == value
