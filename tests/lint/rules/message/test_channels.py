"""Messages: channels, variants, what is spoken, braces and spaces."""

from __future__ import annotations

import pytest

from xogen.lint.examples import confirmation, dialog, entity, intent, message, say


def says(*responses, **more):
    return dialog(intent("m"), message("m", "", responses=list(responses), **more))


def on(channel, text):
    return says(say("Hello."), say(text, channel=channel))


CASES = {
    "single braces and JSON": ("message/unbalanced-reference", says(say('{"a": {"b": 1}} and {x')), []),
    "an error prompt": (
        "message/unbalanced-reference",
        dialog(intent("x"), entity("x", "end", error_prompt=[say("Not {{context.x")])),
        [("/nodes/1/error_prompt/0/text/en", "no }} closes '{{context.x'")],
    ),
    "a long text for all channels": ("message/too-long-for-channel", says(say("a" * 9000)), []),
    "just as long as it may be": ("message/too-long-for-channel", on("whatsapp", "a" * 4096), []),
    "references count as nothing": ("message/too-long-for-channel", on("sms", "a" * 1600 + "{{context.x}}"), []),
    "one character too many": (
        "message/too-long-for-channel",
        on("SMS", "a" * 1601),
        [("/nodes/1/responses/1/text/en", "this text has 1601 characters at least, and SMS takes 1600")],
    ),
    "nothing is said at all": ("message/missing-default-channel", says(), []),
    "error prompts count apart": (
        "message/missing-default-channel",
        dialog(intent("x"), entity("x", "end", error_prompt=[say("No.", channel="ivr"), say("No.", channel="ivr")])),
        [("/nodes/1/error_prompt", "x has a text for ivr, and none for all other channels")],
    ),
    "a channel nobody knows": ("message/unknown-channel", on("whatsapp", "Hello!"), []),
    "two letters that changed places": (
        "message/unknown-channel",
        on("rmt", "Hello!"),
        [("/nodes/1/responses/1/channel", "there is no channel 'rmt' that is known; did you mean 'rtm'?")],
    ),
    "a letter less": (
        "message/unknown-channel",
        on("korevg2", "Hello!"),
        [("/nodes/1/responses/1/channel", "there is no channel 'korevg2' that is known; did you mean 'korevg'?")],
    ),
    "the same text for two channels": ("message/repeated-variant", on("rtm", "Hello."), []),
    "two that are empty are another rule's": ("message/repeated-variant", says(say(""), say("")), []),
    "the same script twice": (
        "message/repeated-variant",
        says({"script": {"en": "print(1)"}}, {"script": {"en": "print(1)"}}),
        [("/nodes/1/responses/1", "this variant of m says the same as responses/0")],
    ),
    "marks in a chat": ("message/markup-in-voice", on("rtm", "See https://acme.example.com *now*"), []),
    "marks and an emoji in a call": (
        "message/markup-in-voice",
        on("audiocodes", "*Great* 😀"),
        [
            (
                "/nodes/1/responses/1/text/en",
                "this text is spoken on audiocodes, and holds an emoji and bold or heading marks",
            )
        ],
    ),
    "SSML and stars that mark nothing": (
        "message/markup-in-voice",
        on("ivr", "<speak>press * or #, 2 * 3 * 4</speak>"),
        [],
    ),
    "a question that says what to press": (
        "message/voice-question-mark",
        dialog(
            intent("q"),
            confirmation("q", "end", "end", prompt=[say("Really?"), say("Press 1 for yes.", channel="ivr")]),
        ),
        [],
    ),
    "a dialog that is an intent alone": ("message/dialog-says-nothing", dialog(intent("end")), []),
}


@pytest.mark.parametrize(("name", "data", "expected"), CASES.values(), ids=CASES)
def test_case(said, name, data, expected):
    assert said(name, data) == expected
