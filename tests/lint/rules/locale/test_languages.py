"""Languages: what is there in one and not in the other."""

from __future__ import annotations

import pytest

from xogen.lint.examples import dialog, entity, intent, message
from xogen.lint.export_examples import bot, component

TITLE = {"en": "Create Lead", "de": "Lead anlegen"}
INTENT = bot()["dialogComponents"][0]


def two(*texts):
    """A dialog in English and German, of one message for each text."""
    nodes = [
        message(f"m{at}", "", f"m{at + 1}" if at + 1 < len(texts) else "end", responses=[{"text": text}])
        for at, text in enumerate(texts)
    ]
    return dialog(intent("m0"), *nodes, languages=["en", "de"], title=TITLE)


def exported(*names, lacking=(), title="Say Hello"):
    """A bot in two languages with a message for each name."""
    both = {"en": {"text": "Hello there!", "type": "basic"}, "de": {"text": "Hallo!", "type": "basic"}}
    one = {"en": both["en"]}
    held = [
        component(at, "message", name, message=[{"channel": "default", "localeData": one if name in lacking else both}])
        for at, name in enumerate(names, 2)
    ]
    nodes = [
        {"type": "message", "nodeId": f"n{at}", "componentId": f"dc-{at}", "transitions": [{"default": "end"}]}
        for at in range(2, len(names) + 2)
    ]
    names_of = {"en": {"name": "Say Hello"}, "de": {"name": title}}
    own = {**bot()["dialogs"][0], "localeData": names_of, "isHidden": False}
    return bot(
        supportedLanguages=["en", "de"],
        dialogComponents=[INTENT, *held],
        dialogs=[{**own, "nodes": [own["nodes"][0], *nodes]}],
    )


SAID = {
    "equal words, references and single words": (
        "locale/untranslated-text",
        two(
            {"en": "OK", "de": "OK"},
            {"en": "{{context.entities.a}} {{context.b}}", "de": "{{context.entities.a}} {{context.b}}"},
        ),
        [],
    ),
    "two of three": (
        "locale/untranslated-text",
        two(
            {"en": "All is done.", "de": "All is done."},
            {"en": "See you soon!", "de": "See you soon!"},
            {"en": "Yes, thanks.", "de": "Ja, danke."},
        ),
        [("", "2 of 3 texts in de are the same as in en: m0, m1")],
    ),
    "one language": ("locale/untranslated-text", dialog(intent("m"), message("m", "All is done.")), []),
    "content of each language": (
        "locale/references-differ",
        two({"en": "{{content.greeting_en}} {{context.name}}", "de": "{{content.gruss}} {{context.name}}"}),
        [],
    ),
    "a value more is no fault of the first": (
        "locale/references-differ",
        two({"en": "Hello.", "de": "Hallo {{context.name}}."}),
        [],
    ),
    "a text that is not there is another rule's": (
        "locale/references-differ",
        two({"en": "Hello {{context.name}}."}),
        [],
    ),
    "labels in no language": (
        "locale/missing-list-label",
        dialog(
            intent("s"),
            entity("s", "end", entity_type="list-of-values", values=[{"value": "a"}, {"value": "b"}]),
            languages=["en", "de"],
        ),
        [],
    ),
    "no label in one language at all": (
        "locale/missing-list-label",
        dialog(
            intent("s"),
            entity(
                "s",
                "end",
                entity_type="list-of-values",
                values=[{"value": "a", "label": {"en": "A"}}, {"value": "b", "label": {"en": "B"}}],
            ),
            languages=["en", "de"],
        ),
        [],
    ),
    "a hidden dialog needs no name": (
        "locale/missing-dialog-name",
        dialog(intent("m"), message("m", "Hi."), languages=["en", "de"], hidden=True),
        [],
    ),
}

OF_EXPORT = {
    "a few texts are said one by one": (
        "message/missing-language",
        exported("a", "b", "c", lacking=("a", "c")),
        [
            ("/dialogComponents/1/message/0", "the text of a is not there in de"),
            ("/dialogComponents/3/message/0", "the text of c is not there in de"),
        ],
    ),
    "many are counted": (
        "message/missing-language",
        exported(*"abcdef", lacking=tuple("abcde")),
        [("", "5 texts are not there in de: e.g. a, b, c")],
    ),
    "none": ("message/missing-language", exported("a"), []),
    "a dialog that one language has no name for": (
        "locale/missing-dialog-name",
        exported("a", title=""),
        [("", "1 of 1 dialogs has no name in de: Say Hello")],
    ),
    "an export that names no languages": ("locale/default-language-unsupported", bot(supportedLanguages=[]), []),
    "texts of supported languages": ("locale/unsupported-language", exported("a"), []),
}


@pytest.mark.parametrize(("name", "data", "expected"), SAID.values(), ids=SAID)
def test_case(said, name, data, expected):
    assert said(name, data) == expected


@pytest.mark.parametrize(("name", "export", "expected"), OF_EXPORT.values(), ids=OF_EXPORT)
def test_case_of_an_export(said_of_export, name, export, expected):
    assert said_of_export(name, export) == expected
