from pathlib import Path

import pytest

from tests.formats.importer.test_damaged import resolve
from xogen.formats.importer import import_bot
from xogen.formats.json_source import read_json
from xogen.formats.pointers import split_pointer

MADE = Path(__file__).parents[2] / "fixtures" / "exports-made"


def read(name):
    return import_bot(read_json((MADE / name).read_text(encoding="utf-8"), name), path=name)


@pytest.mark.parametrize(
    ("pointer", "place"),
    [
        ("", "/dialogs/0"),
        ("/name", "/dialogs/0/localeData/en/name"),
        ("/title/en", "/dialogs/0/localeData/en/name"),
        ("/description/en", "/dialogs/0/localeData/en/shortDesc"),
        ("/ref_id", "/dialogs/0/refId"),
        ("/hidden", "/dialogs/0"),
        ("/languages/0", "/dialogs/0/localeData"),
        ("/nodes", "/dialogs/0/nodes"),
        ("/nodes/99", "/dialogs/0/nodes"),
        ("/nodes/1", "/dialogs/0/nodes/1"),
        ("/nodes/1/id", "/dialogs/0/nodes/1/nodeId"),
        ("/nodes/1/name", "/dialogComponents/1/name"),
        ("/nodes/1/label/en", "/dialogComponents/1/localeData/en/label"),
        ("/nodes/1/required", "/dialogs/0/nodes/1/nodeOptions/promptOptions"),
        ("/nodes/1/retries", "/dialogs/0/nodes/1/nodeOptions"),
        ("/nodes/1/prompt/0/text/en", "/dialogComponents/1/message/0/localeData/en/text"),
        ("/nodes/1/prompt/7", "/dialogComponents/1/message"),
        ("/nodes/1/error_prompt/0/channel", "/dialogComponents/1/errorMessage/0/channel"),
        ("/nodes/1/values/1/value", "/dialogComponents/1/localeData/en/allowedValues/values/1/value"),
        ("/nodes/1/values/0/label/en", "/dialogComponents/1/localeData/en/allowedValues/values/0/title"),
        ("/nodes/1/values/0/synonyms/en/0", "/dialogComponents/1/localeData/en/allowedValues/values/0/synonyms/0"),
        ("/nodes/1/transitions/0/when", "/dialogs/0/nodes/1/transitions/0/if"),
        ("/nodes/1/transitions/0/when/entity", "/dialogs/0/nodes/1/transitions/0/if/field"),
        ("/nodes/1/transitions/0/when/value", "/dialogs/0/nodes/1/transitions/0/if/value"),
        ("/nodes/1/transitions/0/label", "/dialogs/0/nodes/1/transitions/0/metadata/pathName"),
        ("/nodes/1/transitions/0/to", "/dialogs/0/nodes/1/transitions/0/then"),
        ("/nodes/1/transitions/2/to", "/dialogs/0/nodes/1/transitions/2/default"),
        ("/nodes/2/transitions/2/when/any/1/op", "/dialogs/0/nodes/2/transitions/2/if/tests/1/op"),
        ("/nodes/2/transitions/3/when/raw/context", "/dialogs/0/nodes/2/transitions/3/if/context"),
        ("/nodes/2/host", "/dialogComponents/2/endPoint/host"),
        ("/nodes/2/headers/Content-Type", "/dialogComponents/2/headers/value"),
        ("/nodes/2/body", "/dialogComponents/2/payload/value"),
        ("/nodes/2/timeout", "/dialogComponents/2/serviceAPITimeout"),
        ("/nodes/2/pre_processor/4", "/dialogComponents/2"),
        ("/nodes/0/utterances/en/0", "/sentences/0/sentence"),
        ("/nodes/0/patterns/en/0", "/dialogComponents/0"),
    ],
)
def test_places_in_an_export(pointer, place):
    bot = read("g1/botDefinition.json")
    found = bot.dialogs[0].locate(pointer)
    assert found == place
    resolve(bot.data, found)


@pytest.mark.parametrize(
    ("dialog", "pointer", "place"),
    [
        (0, "/nodes/1/yes_synonyms/en/0", "/dialogComponents/1/localeData/en/synonyms/yes/0"),
        (0, "/nodes/1/prompt/1/script/ja/0", "/dialogComponents/1/message/1/localeData/ja/text"),
        (0, "/nodes/2/dialog", "/dialogs/0/nodes/2/flowTaskId"),
        (0, "/nodes/2/inputs/context.entities.Day", "/dialogs/0/nodes/2/contextMap"),
        (0, "/nodes/0/patterns/ja/0", "/patterns/0/localeData/ja/patterns/0"),
        (0, "/nodes/4/transitions/0/when/intent", "/dialogs/0/nodes/4/transitions/0/if/intent"),
        (0, "/nodes/3/properties/rtmRenderType", "/dialogComponents/4/rtmRenderType"),
        (1, "/nodes/1/values_from", "/dialogComponents/5/localeData/ja/allowedValues/variable"),
        (1, "/nodes/1/personal_data", "/dialogComponents/5/piiDataEnabled"),
    ],
)
def test_places_in_an_export_of_two_languages(dialog, pointer, place):
    assert read("g2/botDefinition.json").dialogs[dialog].locate(pointer) == place


def test_lines_of_scripts_are_in_their_script_and_places_start_at_the_file():
    dialog = read("wrapped/export.json").dialogs[0]
    assert dialog.pointer == "/appDefinition/dialogs/0"
    assert dialog.locate("/nodes/8/script/1") == "/appDefinition/dialogComponents/8/script"
    assert dialog.locate("/nodes/0/transitions/0/to") == "/appDefinition/dialogs/0/nodes/0/transitions/0/default"


def test_the_single_dialog_of_2017():
    dialog = read("single-2017/BookFlight.json").dialogs[0]
    assert dialog.locate("/nodes/1/prompt/0/text/en") == "/components/1/message/0/text"
    assert dialog.locate("/nodes/2/responses/0/script/en") == "/components/2/message/0/text"
    assert dialog.locate("/nodes/1/transitions/0/when/value") == "/nodes/1/transitions/0/if/value"


def test_nodes_inside_a_bot_action_are_those_of_its_component():
    path = Path(__file__).parents[2] / "fixtures" / "exports" / "twilio-sms" / "botDefinition.json"
    bot = import_bot(read_json(path.read_text(encoding="utf-8"), "b"), path="b")
    places = [
        (
            node.component,
            dialog.locate(f"/nodes/{at}/nodes/{inside}/transitions/0/to"),
            dialog.locate(f"/nodes/{at}/nodes/{inside}/name"),
        )
        for dialog in bot.dialogs
        for at, outer in enumerate(dialog.task.nodes)
        if outer.type == "bot-action"
        for inside, node in enumerate(outer.nodes)
    ]
    assert len(places) == 6
    for name, way, named in places:
        assert resolve(bot.data, named) == name
        assert split_pointer(way)[0] == "dialogComponents"
        assert resolve(bot.data, way) in {"end", ""} or resolve(bot.data, way).startswith("nd-")
