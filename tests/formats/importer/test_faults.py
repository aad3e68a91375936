"""Where a value of another form stands: told by the object that holds it, found when the error is reported."""

from __future__ import annotations

import pytest

from xogen.formats.importer import ExportError, import_bot
from xogen.formats.importer.faults import refused

WRONG = {"x": 1}


def bot(**others):
    component = {"_id": "dc-1", "type": "message", "name": "said"}
    return {"dialogs": [{"_id": "dg-1", "nodes": []}], "dialogComponents": [component], **others}


@pytest.mark.parametrize(
    ("data", "config", "pointer", "in_config"),
    [
        ({"a": [{"x": 1}, WRONG]}, None, "/a/1/x", False),
        (WRONG, {}, "/x", False),
        ({"a/b": {"~": WRONG}}, {}, "/a~1b/~0/x", False),
        ({"a": {"x": 1}}, {"x": 1, "entries": [[], WRONG]}, "/entries/1/x", True),
        ({}, {}, "/x", False),
    ],
    ids=["of equal ones that one", "the file itself", "escaped keys", "the configuration", "an object of neither file"],
)
def test_a_value_is_found_by_the_object_that_holds_it(data, config, pointer, in_config):
    error = refused(WRONG, ("x",), "a text", WRONG["x"])
    error.find(data, config)
    assert (error.pointer, error.config) == (pointer, in_config)
    assert error.message == f"{pointer} holds a number; here the platform writes a text"


def test_a_file_that_is_no_object_is_called_the_file():
    with pytest.raises(ExportError, match="the file holds a list; here the platform writes an object") as error:
        import_bot([], path="bot.json")
    assert error.value.where == "bot.json: /"


def test_a_fault_of_the_configuration_is_placed_in_its_file():
    config = {"name": {"en": "Sales"}, "envVariables": []}
    with pytest.raises(ExportError) as error:
        import_bot(bot(_id="st-1"), config, path="bot.json", config_path="config.json")
    assert (error.value.where, error.value.pointer, error.value.config) == ("config.json: /name", "/name", True)


def test_a_deep_file_is_searched_without_recursion():
    deep = wrong = {"x": []}
    for _ in range(20_000):
        deep = [deep]
    error = refused(wrong, ("x",), "a text", wrong["x"])
    error.find(deep, None)
    assert error.pointer == "/0" * 20_000 + "/x"
