import pytest
from hypothesis import given, settings

from tests.formats.importer import exports
from tests.tools.damage import case, check
from xogen.errors import XogenError
from xogen.formats.importer import import_bot
from xogen.formats.json_source import read_json
from xogen.formats.pointers import split_pointer
from xogen.lint.report import Report


@settings(max_examples=2000, deadline=None)
@given(exports.seeds)
def test_whatever_is_damaged_gives_a_report_or_one_error_with_its_place(seed):
    answer = check(*case(seed))
    assert isinstance(answer, Report) or answer.where.startswith(("bot.json", "config.json"))


@settings(max_examples=200, deadline=None)
@given(exports.seeds)
def test_valid_exports_are_read_whole(seed):
    data = exports.export(exports.dice(seed))
    bot = import_bot(data, path="bot.json")
    inner = data.get("appDefinition", data)
    assert bot.data is inner
    assert [dialog.task.ref_id for dialog in bot.dialogs] == [each["refId"] for each in inner["dialogs"]]
    for dialog, wire in zip(bot.dialogs, inner["dialogs"], strict=True):
        stubs = wire.get("nodes", [])
        assert dialog.flows == ("nodes" in wire)
        assert [node.id for node in dialog.task.nodes] == [stub["nodeId"] for stub in stubs]
        ways = [len(stub["transitions"]) for stub in stubs]
        assert [len(node.transitions) for node in dialog.task.nodes] == ways


@settings(max_examples=100, deadline=None)
@given(exports.seeds)
def test_every_place_in_a_dialog_has_one_in_the_export(seed):
    data = exports.export(exports.dice(seed))
    lost = [
        (pointer, dialog.locate(pointer))
        for dialog in import_bot(data, path="bot.json").dialogs
        for pointer in _pointers(dialog.task.model_dump(mode="json", warnings=False))
        if not _stands(data, dialog.locate(pointer))
    ]
    assert lost == []


def _stands(data, pointer):
    try:
        resolve(data, pointer)
    except (KeyError, IndexError, TypeError, ValueError):
        return False
    return True


def test_an_error_of_an_export_names_the_value(tmp_path):
    text = '{"dialogs": [],\n "dialogComponents": {"a": 1}}'
    with pytest.raises(XogenError) as error:
        import_bot(read_json(text, "b.json"), path="b.json")
    assert error.value.where == "b.json: /dialogComponents"


def resolve(data, pointer):
    value = data
    for key in split_pointer(pointer):
        value = value[int(key)] if isinstance(value, list) else value[key]
    return value


def _pointers(data):
    todo = [("", data)]
    while todo:
        pointer, value = todo.pop()
        yield pointer
        inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        todo += [(f"{pointer}/{str(key).replace('~', '~0').replace('/', '~1')}", item) for key, item in inside]
