from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xogen.errors import InputError
from xogen.model.action import ActionRecord, ActionState, Evidence
from xogen.project.lock import DialogRecord, Lock, PackRecord, digest, read_lock, write_lock

FULL = Lock(
    actions={
        "salesforce": ActionRecord(
            state=ActionState.CONFIGURED, evidence=Evidence(kind="declared"), fingerprint="f" * 64
        ),
        "forgotten": ActionRecord(),
    },
    packs={"salesforce": PackRecord(version="1.0.0", digest="d" * 64)},
    dialogs={
        "b": DialogRecord(template="salesforce/b", names={"z": "z0001", "a": "a0001"}),
        "a": DialogRecord(template="salesforce/a", drawn="d" * 64),
    },
    counters={"z": 1, "a": 1},
    files={"dialogs/b.json": "1" * 64, "canvas/a.gv": "2" * 64},
)


def test_it_is_sorted_one_value_a_line_under_a_line_that_says_who_wrote_it():
    assert write_lock(FULL).split("\n") == [
        "{",
        '  "//": "written by xogen; keep it in version control, and let xogen change it",',
        '  "actions": {',
        '    "salesforce": {',
        '      "evidence": {',
        '        "kind": "declared"',
        "      },",
        f'      "fingerprint": "{"f" * 64}",',
        '      "state": "configured"',
        "    }",
        "  },",
        '  "counters": {',
        '    "a": 1,',
        '    "z": 1',
        "  },",
        '  "dialogs": {',
        '    "a": {',
        f'      "drawn": "{"d" * 64}",',
        '      "template": "salesforce/a"',
        "    },",
        '    "b": {',
        '      "names": {',
        '        "a": "a0001",',
        '        "z": "z0001"',
        "      },",
        '      "template": "salesforce/b"',
        "    }",
        "  },",
        '  "files": {',
        f'    "canvas/a.gv": "{"2" * 64}",',
        f'    "dialogs/b.json": "{"1" * 64}"',
        "  },",
        '  "packs": {',
        '    "salesforce": {',
        f'      "digest": "{"d" * 64}",',
        '      "version": "1.0.0"',
        "    }",
        "  },",
        '  "version": 1',
        "}",
        "",
    ]


def test_writing_and_reading_loses_nothing():
    text = write_lock(FULL)
    assert write_lock(read_lock(text, "xogen.lock")) == text


def test_an_empty_lock_says_only_who_wrote_it():
    assert json.loads(write_lock(Lock())).keys() == {"//", "version"}


RESTORE = "restore it from version control; without it, actions have to be authorized and enabled again"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"version": 2}', "xogen.lock: a newer xogen wrote this lock (version 2; this one knows 1)"),
        (
            write_lock(FULL).replace('"counters"', '"conters"'),
            "xogen.lock:12: conters: unknown key; did you mean 'counters'?",
        ),
        ('{\n"version": 1\n<<<<<<< ours\n}', "xogen.lock:3:1: this is not valid JSON: the file holds the markers of"),
        ("[]", f"xogen.lock:1: must be a table\n  {RESTORE}"),
        ("", f"xogen.lock: the file is empty\n  {RESTORE}"),
        ('{"version": 1', f"(expecting ',' delimiter)\n  {RESTORE}"),
        (
            '{"version": 1, "files": {"dialogs/../../precious": "0"}}',
            "files.dialogs/../../precious: is no generated file: they lie in dialogs/, canvas/ and package/",
        ),
    ],
)
def test_a_wrong_lock_is_named(text, message):
    with pytest.raises(InputError) as caught:
        read_lock(text, "xogen.lock")
    assert message in str(caught.value)


def test_line_ends_do_not_count():
    assert digest(b"a\r\nb\r\n") == digest(b"a\nb\n") != digest(b"a\nb")


def test_a_merge_that_kept_the_lower_counter_gives_no_name_twice():
    lock = Lock(
        counters={"firstname": 1, "id": 7},
        dialogs={
            "a": DialogRecord(template="p/a", names={"firstName": "firstName0012", "x": "CreateLead", "id": "Id0003"})
        },
    )
    assert lock.last_numbers() == {"firstname": 12, "id": 7, "createlead": 1}


@given(st.dictionaries(st.text(min_size=1), st.integers(1, 9999)), st.randoms())
def test_the_order_of_what_goes_in_does_not_show(counters, random):
    items = list(counters.items())
    random.shuffle(items)
    assert write_lock(Lock(counters=dict(items))) == write_lock(Lock(counters=counters))
