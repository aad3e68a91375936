from __future__ import annotations

import pytest
from pydantic import Field

from xogen.errors import InputError
from xogen.formats.toml_source import read_toml, toml_line, validate
from xogen.model.action import ActionSettings
from xogen.model.base import Owned
from xogen.model.dialog import DialogTask

TEXT = '''# a project
[project]
name = "acme"
text = """
[not.a.table]
a = 1
"""

[actions.salesforce]
app = "custom"
list = [
  { a = 1 },
]
"quoted key" = 1
dotted.inner = 2

[[install]]
template = "a"

[[install]]
template = "b"
[install.override.nodes.firstName]
prompt = "x"
'''


@pytest.mark.parametrize(
    ("keys", "line"),
    [
        (("project",), 2),
        (("project", "text"), 4),
        (("actions", "salesforce", "app"), 10),
        (("actions", "salesforce", "list", 0, "a"), 11),
        (("actions", "salesforce", "quoted key"), 14),
        (("actions", "salesforce", "dotted", "inner"), 15),
        (("install", 0, "template"), 18),
        (("install", 1, "template"), 21),
        (("install", 1, "override", "nodes", "firstName", "prompt"), 23),
        (("nowhere",), 1),
        (("project", "missing"), 2),
    ],
)
def test_line_of_a_key(keys, line):
    assert toml_line(TEXT, keys) == line


def test_syntax_error_names_line_and_column_but_not_the_value():
    with pytest.raises(InputError) as caught:
        read_toml('a = 1\nclient_secret = "s3cr3t\n', "xogen.toml")
    assert caught.value.where == "xogen.toml:2:24"
    assert "s3cr3t" not in str(caught.value)
    assert caught.value.hint == "look at the line that starts with: client_secret"


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ('client_secret: "s3cr3t"', "look at the line that starts with: client_secret"),
        ('client_secret "s3cr3t"', "look at the line that starts with: client_secret"),
        ('[profiles.acme  # "s3cr3t"', "look at the line that starts with: [profiles.acme"),
        ('[profiles.acme] "s3cr3t"', "look at the line that starts with: [profiles.acme]"),
        ('"s3cr3t', None),
        ("s3cr3t", None),
    ],
)
def test_of_a_wrong_line_only_the_key_is_shown(line, hint):
    with pytest.raises(InputError) as caught:
        read_toml(f"a = 1\n{line}\n", "xogen.toml")
    assert (caught.value.hint, "s3cr3t" in str(caught.value)) == (hint, False)


@pytest.mark.parametrize(
    ("text", "what"),
    [("a = 1\na = 2\n", "this key stands twice in its table"), ("[a]\n[b]\n[a]\n", "this table stands twice")],
)
def test_what_stands_twice_is_said_in_words(text, what):
    with pytest.raises(InputError) as caught:
        read_toml(text, "x.toml")
    assert caught.value.message == f"this is not valid TOML: {what}"


def test_values_that_are_nested_too_deep_are_an_error_and_no_crash():
    with pytest.raises(InputError, match=r"^x\.toml: values are nested too deep"):
        read_toml(f"a = {'[' * 5000}{']' * 5000}", "x.toml")


def test_merge_markers_are_recognised():
    with pytest.raises(InputError, match="markers of an unfinished merge"):
        read_toml("<<<<<<< ours\na = 1\n=======\na = 2\n>>>>>>> theirs\n", "xogen.toml")


def test_a_byte_order_mark_is_accepted():
    assert read_toml("\ufeffa = 1\n", "xogen.toml") == {"a": 1}


class Tries(Owned):
    tries: int = Field(ge=1, le=5)


@pytest.mark.parametrize(("number", "what"), [(0, "must be at least 1"), (6, "must be at most 5")])
def test_a_number_out_of_its_limits(number, what):
    text = f"tries = {number}\n"
    with pytest.raises(InputError) as caught:
        validate(Tries, read_toml(text, "x.toml"), text=text, path="x.toml")
    assert str(caught.value) == f"x.toml:1: tries: {what}"


class Outer(Owned):
    action: ActionSettings
    name: str


def test_every_fault_is_listed_with_its_line_and_the_nearest_name():
    text = '[action]\nauthorization = "pre-authorise"\napp = "system"\neditoin = "developer"\n'
    with pytest.raises(InputError) as caught:
        validate(Outer, read_toml(text, "x.toml"), text=text, path="x.toml")
    assert str(caught.value).split("\n") == [
        "x.toml:1: name: is missing",
        "x.toml:2: action.authorization: must be one of 'pre-authorize' or 'allow-users'",
        "x.toml:4: action.editoin: unknown key; did you mean 'edition'?",
    ]


def test_a_key_below_a_discriminated_union_is_found():
    text = 'name = "a"\n[title]\nen = "A"\n[[nodes]]\ntype = "entity"\nid = "b"\npromt = []\n'
    with pytest.raises(InputError) as caught:
        validate(DialogTask, read_toml(text, "d.toml"), text=text, path="d.toml")
    assert str(caught.value) == "d.toml:7: nodes[0].promt: unknown key; did you mean 'prompt'?"


def test_a_literal_secret_is_never_printed():
    from xogen.model.action import AuthorizationProfile

    text = 'client_secret = "hunter2hunter2"\n'
    with pytest.raises(InputError) as caught:
        validate(AuthorizationProfile, read_toml(text, "x.toml"), text=text, path="x.toml")
    assert "hunter2" not in str(caught.value)
    assert 'x.toml:1: client_secret: must be a reference like "{{env.NAME}}"' in str(caught.value)
