import json
from pathlib import Path

import pytest

from tests.formats.importer import exports
from xogen.errors import InputError
from xogen.formats.changes.dialogs import put_dialog, wire_ids
from xogen.formats.changes.difference import first_difference
from xogen.formats.changes.draft import Draft
from xogen.formats.dialog_json import dump_dialog, load_dialog
from xogen.formats.edits import apply_edits
from xogen.formats.importer import import_bot
from xogen.formats.importer.readable import readable
from xogen.formats.json_source import read_json

FIXTURES = Path(__file__).parents[2] / "fixtures"
BOTS = sorted(FIXTURES.glob("exports/*/botDefinition.json")) + sorted(FIXTURES.glob("exports-made/*/[!c]*.json"))


def edited(name, change, at=0):
    """Return the text of an export before and after an edit of a dialog file, and the first place that was lost."""
    text = (FIXTURES / name).read_text(encoding="utf-8-sig")
    bot = import_bot(read_json(text, "b.json"), path="b.json")
    data = json.loads(dump_dialog(readable(bot.dialogs[at], bot)))
    change(data)
    task = load_dialog(json.dumps(data), "d.json")
    draft = Draft(read_json(text, "b.json"))
    written = put_dialog(draft, bot, bot.dialogs[at], task)
    after = apply_edits(text, draft.edits)
    again = import_bot(read_json(after, "b.json"), path="b.json")
    return text, after, difference(written, again, at)


def difference(written, again, at):
    found = readable(again.dialogs[at], again)
    ids = (written.ids, wire_ids(again.dialogs[at], found))
    return first_difference(written.task, found, ids=ids, renamed={})


def node(data, node_id):
    inner = [each for outer in data["nodes"] for each in outer.get("nodes", ())]
    return next(each for each in [*data["nodes"], *inner] if each["id"] == node_id)


def put(path, value):
    """Return an edit: ``put("AskPriority prompt 0 text en", "Which?")``."""
    first, *keys = path.split()

    def change(data):
        holder = data if first == "." else node(data, first)
        for key in keys[:-1]:
            holder = holder[int(key) if key.isdecimal() else key]
        key = int(keys[-1]) if keys[-1].isdecimal() else keys[-1]
        if value is None:
            del holder[key]
        elif isinstance(holder, list) and key == len(holder):
            holder.append(value)
        else:
            holder[key] = value

    return change


G1, G2, G4 = (
    f"exports-made/{name}" for name in ("g1/botDefinition.json", "g2/botDefinition.json", "g4/appDefinition.json")
)
DESK = "exports/service-now-integration/botDefinition.json"


@pytest.mark.parametrize(
    ("name", "change", "places"),
    [
        (G1, put(". title en", "Open a Ticket"), ["/dialogs/0/localeData/en/name", "/dialogs/0/lname"]),
        (G1, put(". hidden", True), ["/dialogs/0/isHidden"]),
        (G1, put("AskPriority prompt 0 text en", "What?"), ["/dialogComponents/1/message/0/localeData/en/text"]),
        (
            G1,
            put("AskPriority prompt 0", {"script": {"en": "print(1)"}}),
            ["/dialogComponents/1/message/0/localeData/en/text", "/dialogComponents/1/message/0/localeData/en/type"],
        ),
        (G1, put("Done responses 1", {"text": {"en": "More"}}), ["/dialogComponents/3/message/1"]),
        (G1, put("AskPriority retries", 5), ["/dialogs/0/nodes/1/nodeOptions/eventOptions"]),
        (G1, put("AskPriority required", "optional"), ["/dialogs/0/nodes/1/nodeOptions/promptOptions"]),
        (G1, put("AskPriority entity_type", "string"), ["/dialogComponents/1/entityType"]),
        (G1, put("AskPriority personal_data", True), ["/dialogComponents/1/piiDataEnabled"]),
        (
            G1,
            put("AskPriority values 1 value", "4"),
            ["/dialogComponents/1/localeData/en/allowedValues/values/1/value"],
        ),
        (
            G1,
            put("AskPriority values 2", {"value": "2", "label": {"en": "Mid"}}),
            ["/dialogComponents/1/localeData/en/allowedValues/values/2"],
        ),
        (G1, put("AskPriority transitions 0 to", "Done"), ["/dialogs/0/nodes/1/transitions/0/then"]),
        (G1, put("AskPriority transitions 2 to", "not-connected"), ["/dialogs/0/nodes/1/transitions/2/default"]),
        (G1, put("AskPriority transitions 0 when value", "Low"), ["/dialogs/0/nodes/1/transitions/0/if/value"]),
        (G1, put("AskPriority transitions 0 label", "soon"), ["/dialogs/0/nodes/1/transitions/0/metadata/pathName"]),
        (G1, put("CreateTicket path", "{{env.DESK}}/t?a=1"), ["/dialogComponents/2/endPoint/path"]),
        (
            G1,
            put("CreateTicket host", "a.example.com:81"),
            ["/dialogComponents/2/endPoint/host", "/dialogComponents/2/endPoint/port"],
        ),
        (G1, put("CreateTicket method", "PATCH"), ["/dialogComponents/2/endPoint/method"]),
        (G1, put("CreateTicket body", None), ["/dialogComponents/2/payload/value"]),
        (G1, put("CreateTicket headers Accept", "*/*"), ["/dialogComponents/2/headers/value"]),
        (G1, put("CreateTicket timeout", 60), ["/dialogComponents/2/serviceAPITimeout"]),
        (G1, put("CreateTicket close_on_timeout", True), ["/dialogComponents/2/timeOutError"]),
        (G1, put("CreateTicket pre_processor", "context.a = 1;"), ["/dialogComponents/2/preProcessor"]),
        (G1, put("Open_Ticket utterances en 1", "help me"), ["/sentences/1"]),
        (G1, put("Open_Ticket patterns", {"en": ["* ticket"]}), ["/patterns"]),
        (
            G1,
            put("Open_Ticket utterances en 0", "please open a [High](AskPriority) ticket"),
            ["/sentences/0/sentence", "/sentences/0/entities/0/startIndex", "/sentences/0/entities/0/endIndex"],
        ),
        (G2, put("Sure yes_synonyms en", ["yep", "ok"]), ["/dialogComponents/1/localeData/en/synonyms/yes/1"]),
        (G2, put("Sure prompt 0 text en", "Really?"), ["/dialogComponents/1/message/0/localeData/en/text"]),
        (G2, put("Sure prompt 0 text en", None), ["/dialogComponents/1/message/0/localeData/en"]),
        (G2, put("Sure prompt 1 script en", "print(2)"), ["/dialogComponents/1/message/1/localeData/en"]),
        (G2, put("AskDay inputs x", "context.y"), ["/dialogs/0/nodes/2/contextMap"]),
        (G2, put("AskDay dialog", "予約"), ["/dialogs/0/nodes/2/flowTaskId", "/dialogs/0/nodes/2/componentId"]),
        (G2, put("Book patterns ja 0", "予約 *"), ["/patterns/0/localeData/ja/patterns/0"]),
        (G2, put("DayForm properties rtmRenderType", "pop-up"), ["/dialogComponents/4/rtmRenderType"]),
        (G4, put("Deck raw beam up 1", 3), ["/dialogComponents/7/beam/up/1"]),
        (G4, put("Deck raw beam", None), ["/dialogComponents/7/beam"]),
        (G4, put("Count script", ["context.n = 1;", "context.m = '50%';"]), ["/dialogComponents/8/script"]),
        (G4, put("FindOrder properties payload name", "rows"), ["/dialogComponents/2/payload/name"]),
        ("exports-made/wrapped/export.json", put("Count script", "x"), ["/appDefinition/dialogComponents/8/script"]),
        (
            "exports-made/single-2017/BookFlight.json",
            put("Seats prompt 0 text en", "How many seats?"),
            ["/components/1/message/0/text"],
        ),
    ],
)
def test_an_edit_changes_its_own_places_and_no_other(name, change, places):
    before, after, lost = edited(name, change)
    assert sorted(_differences(json.loads(before), json.loads(after))) == sorted(places)
    assert lost is None
    lines = set(before.splitlines())
    assert (
        len([line for line in after.splitlines() if line.rstrip(",") not in {each.rstrip(",") for each in lines}]) < 30
    )


def test_texts_keep_their_spelling_around_the_change():
    _, after, _ = edited(G4, put("Count script", ["context.n = 1;", "context.m = '50%';"]))
    assert "\"context.n%20%3D%201%3B%0Acontext.m%20%3D%20'50%25'%3B\"" in after
    assert "1e3" in after
    assert "12345678901234567890" in after


def remove(name):
    def change(data):
        data["nodes"].remove(node(data, name))
        for each in data["nodes"]:
            each["transitions"] = [way for way in each["transitions"] if way["to"] != name]

    return change


def test_a_node_that_is_gone_goes_with_its_component_and_its_entries():
    before, after, lost = edited(G4, remove("Deck"))
    old, new = json.loads(before), json.loads(after)
    assert [each["name"] for each in old["dialogComponents"] if each not in new["dialogComponents"]] == ["Deck"]
    assert "nd-new-1" not in after
    assert lost is None


MESSAGE = {"type": "message", "id": "Bye", "responses": [{"text": {"en": "Bye"}}], "transitions": [{"to": "end"}]}


@pytest.mark.parametrize("name", [G1, G4, DESK, "exports/twilio-sms/botDefinition.json"])
def test_a_new_node_gets_a_stub_a_component_and_a_place(name):
    def change(data):
        data["nodes"].append(MESSAGE)
        data["nodes"][0]["transitions"][-1]["to"] = "Bye"

    before, after, lost = edited(name, change)
    old, new = json.loads(before), json.loads(after)
    (stub,) = new["dialogs"][0]["nodes"][len(old["dialogs"][0]["nodes"]) :]
    (component,) = new["dialogComponents"][len(old["dialogComponents"]) :]
    assert (stub["type"], component["name"], stub["componentId"]) == ("message", "Bye", component["_id"])
    assert new["dialogs"][0]["nodes"][0]["transitions"][-1]["default"] == stub["nodeId"]
    assert all(stub["positionMeta"] != each.get("positionMeta") for each in old["dialogs"][0]["nodes"])
    if "sequences" in old["dialogs"][0]:
        assert new["dialogs"][0]["sequences"][-1]["nodes"][-1]["nodeId"] == stub["nodeId"]
    assert lost is None


def test_a_new_entity_has_an_entry_of_patterns_and_can_be_tested():
    def change(data):
        ways = [{"to": "Done", "when": {"entity": "Why", "op": "eq", "value": "x"}}, {"to": "end"}]
        data["nodes"].append({"type": "entity", "id": "Why", "prompt": [{"text": {"en": "Why?"}}], "transitions": ways})

    _, after, lost = edited(G1, change)
    new = json.loads(after)
    assert new["patterns"] == [
        {
            "localeData": {"en": {}},
            "refId": new["dialogComponents"][-1]["refId"],
            "taskName": "Why",
            "taskType": "entity",
            "nodeType": "dialog",
        }
    ]
    assert new["dialogs"][0]["nodes"][-1]["transitions"][0]["if"]["field"] == new["dialogs"][0]["nodes"][-1]["nodeId"]
    assert lost is None


def test_what_no_node_has_is_refused():
    with pytest.raises(InputError, match="leads to 'Doen', which is no node of the dialog; did you mean 'Done'"):
        edited(G1, put("AskPriority transitions 0 to", "Doen"))
    with pytest.raises(InputError, match="name, ref_id and languages of an imported dialog cannot change"):
        edited(G1, put(". name", "Other"))


@pytest.mark.parametrize("path", BOTS, ids=lambda path: path.parent.name)
def test_no_edit_changes_nothing(path):
    text = path.read_text(encoding="utf-8-sig")
    bot = import_bot(read_json(text, "b.json"), path="b.json")
    draft = Draft(read_json(text, "b.json"))
    for dialog in bot.dialogs:
        put_dialog(draft, bot, dialog, load_dialog(dump_dialog(readable(dialog, bot)), "d.json"))
    assert draft.edits == ()


@pytest.mark.parametrize("seed", range(60))
def test_texts_and_ways_of_any_export_go_back(seed):
    dice = exports.dice(seed)
    data = exports.export(dice)
    text = exports.written(data)
    bot = import_bot(data, path="b.json")
    dialog = dice.choice(bot.dialogs)
    edited_task = json.loads(dump_dialog(readable(dialog, bot)))
    for each in edited_task["nodes"]:
        for response in [*each.get("responses", ()), *each.get("prompt", ())]:
            for words in (response.get("text", {}), response.get("script", {})):
                for language in words:
                    words[language] = "new\nü%20 text"
        each["transitions"] = each.get("transitions", [])[::-1]
    task = load_dialog(json.dumps(edited_task), "d.json")
    draft = Draft(json.loads(text))
    written = put_dialog(draft, bot, dialog, task)
    again = import_bot(json.loads(apply_edits(text, draft.edits)), path="b.json")
    assert difference(written, again, bot.dialogs.index(dialog)) is None


_NONE = object()


def _differences(old, new):
    todo = [("", old, new)]
    while todo:
        at, one, other = todo.pop()
        if isinstance(one, dict) and isinstance(other, dict):
            todo += [(f"{at}/{key}", one.get(key, _NONE), other.get(key, _NONE)) for key in {**one, **other}]
        elif isinstance(one, list) and isinstance(other, list):
            both = zip(one, other, strict=False)
            todo += [(f"{at}/{index}", *pair) for index, pair in enumerate(both)]
            yield from (f"{at}/{index}" for index in range(min(len(one), len(other)), max(len(one), len(other))))
        elif one != other:
            yield at
