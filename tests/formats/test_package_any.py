"""Whatever a dialog looks like, its package has what every real export has."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.formats.package_invariants import check_package
from tests.formats.package_keys import check_keys
from tests.formats.samples import PLATFORMS
from xogen.formats.package import BotSettings, PackagedTask, build_package
from xogen.model.conditions import AnswerTest, ContextTest, EntityTest
from xogen.model.dialog import DialogTask
from xogen.model.names import allocate
from xogen.model.nodes import (
    ConfirmationNode,
    EntityNode,
    IntentNode,
    LogicNode,
    MessageNode,
    Response,
    ScriptNode,
    ServiceNode,
    Transition,
)

COUNT = 5
IDS = ["Start", *(f"n{index}" for index in range(COUNT))]
TEXT = st.text(st.sampled_from("aä😀\"'<>&%+ \n{}[]()`$\\/"), min_size=1, max_size=12)
LANGUAGES = ("en", "de")
RESPONSES = st.lists(
    st.builds(
        Response,
        channel=st.sampled_from(["default", "rtm"]),
        text=st.dictionaries(st.sampled_from(LANGUAGES), TEXT, min_size=1),
        script=st.dictionaries(st.sampled_from(LANGUAGES), TEXT, max_size=1),
    ),
    min_size=1,
    max_size=3,
).map(tuple)
TARGET = st.sampled_from([*IDS[1:], "end", "not-connected", "return-to-flow"])


@st.composite
def ways(draw, entities):
    tests = [
        st.none(),
        st.builds(ContextTest, context=st.just("context.x"), op=st.sampled_from(["eq", "exists", "gt"])),
    ]
    if entities:
        tests.append(st.builds(EntityTest, entity=st.sampled_from(entities), op=st.just("eq"), value=TEXT))
    return tuple(draw(st.lists(st.builds(Transition, to=TARGET, when=st.one_of(tests)), max_size=3)))


@st.composite
def tasks(draw):
    kinds = draw(
        st.lists(
            st.sampled_from(["entity", "message", "service", "script", "logic", "confirmation"]),
            min_size=COUNT,
            max_size=COUNT,
        )
    )
    ids = dict(zip(IDS[1:], kinds, strict=True))
    entities = [id_ for id_, kind in ids.items() if kind == "entity"]
    marked = "".join(f"[{draw(st.sampled_from(['x', '😀y']))}]({entity}) and " for entity in entities)
    nodes = [
        IntentNode(id="Start", utterances={"en": (f"😀 {marked}", "plain")}, transitions=(Transition(to=draw(TARGET)),))
    ]
    nodes += [draw(node(id_, kind, entities)) for id_, kind in ids.items()]
    return DialogTask(name="t", title={"en": draw(st.sampled_from(["A", "Ä b"]))}, languages=LANGUAGES, nodes=nodes)


@st.composite
def node(draw, id_, kind, entities):
    more = {"id": id_, "transitions": draw(ways(entities))}
    match kind:
        case "entity":
            return EntityNode(**more, prompt=draw(RESPONSES), error_prompt=draw(RESPONSES))
        case "message":
            return MessageNode(**more, responses=draw(RESPONSES))
        case "service":
            body = draw(st.none() | TEXT)
            headers = draw(st.dictionaries(TEXT, TEXT, max_size=2))
            return ServiceNode(**more, host="example.org", path=f"/{draw(TEXT)}", body=body, headers=headers)
        case "script":
            return ScriptNode(**more, script=draw(TEXT))
        case "logic":
            return LogicNode(**more)
    answers = tuple(Transition(to=draw(TARGET), when=AnswerTest(answer=answer)) for answer in ("yes", "no"))
    given_answers = answers[: draw(st.integers(0, 2))]
    return ConfirmationNode(**{**more, "transitions": given_answers + more["transitions"]}, prompt=draw(RESPONSES))


@settings(deadline=None)
@given(tasks(), st.sampled_from(PLATFORMS))
def test_any_dialog_gives_a_package_like_every_export(task, platform):
    names, _ = allocate(task, {}, {})
    bot = BotSettings(id="x", name="Bot", platform=platform, languages=LANGUAGES)
    files = build_package(bot, [PackagedTask(task=task, names=names)])
    check_package(files, platform)
    check_keys(files, platform)
