"""A task with every kind of node, condition and field."""

from __future__ import annotations

from xogen.model.conditions import AnswerTest, AnyOf, ContextTest, EntityTest, IntentTest, RawTest
from xogen.model.dialog import ActionUse, DialogTask, Source
from xogen.model.nodes import (
    BotActionNode,
    ConfirmationNode,
    DialogCallNode,
    EntityNode,
    IntentNode,
    ListValue,
    LogicNode,
    MessageNode,
    OpaqueNode,
    PlatformNode,
    RecordCall,
    Response,
    ScriptNode,
    ServiceNode,
    Transition,
)

EVERYTHING = DialogTask(
    name="create-lead",
    title={"en": "Create a Lead", "de": "Lead anlegen"},
    description={"en": "Zoë's “lead”"},
    languages=("en", "de"),
    hidden=True,
    ref_id="1b538077-da87-5612-98c6-5fe5b934b85d",
    source=Source(
        pack="salesforce", template="create-lead", version="1.0.0", parameters={"confirm": True, "n": [1, None]}
    ),
    action=ActionUse(name="salesforce", authorization="pre-authorize", app="custom", profile="acme"),
    nodes=(
        IntentNode(id="Createlead", utterances={"en": ("log [Acme](companyName)",)}, transitions=(Transition(to="a"),)),
        EntityNode(
            id="a",
            name="stage0001",
            label={"en": "Stage"},
            entity_type="list-of-values",
            prompt=(Response(text={"en": "Which?"}), Response(channel="rtm", script={"en": "print(1)\nprint(2)"})),
            values=(ListValue(value="Open", label={"en": "Open"}, synonyms={"en": ("new",)}),),
            rules={"x": {"deep": [1.5, True]}},
            transitions=(Transition(to="b", when=EntityTest(entity="a", op="eq", value="x")), Transition(to="b")),
        ),
        BotActionNode(
            id="b",
            nodes=(
                ServiceNode(
                    id="S",
                    method="POST",
                    body='{"a": "b"}',
                    pre_processor="let a = 1;\nlet b = 2;",
                    headers={"Z": "1", "A": "2"},
                    timeout=None,
                    record=RecordCall(object="Lead", operation="create", fields={"LastName": "{{context.entities.a}}"}),
                    transitions=(Transition(to="inner"),),
                ),
                BotActionNode(id="inner", nodes=(LogicNode(id="l", transitions=(Transition(to="end"),)),)),
            ),
            transitions=(
                Transition(to="c", when=AnyOf(any=(ContextTest(context="context.x"),)), label="maybe"),
                Transition(to="c", when=RawTest(raw={"if": {"odd": 1}})),
                Transition(to="c"),
            ),
        ),
        ConfirmationNode(
            id="c",
            yes_synonyms={"en": ("sure",)},
            transitions=(
                Transition(to="d", when=AnswerTest(answer="yes")),
                Transition(to="end", when=AnswerTest(answer="no")),
            ),
        ),
        DialogCallNode(
            id="d", dialog="other", inputs={"context.entities.x": "context.y"}, transitions=(Transition(to="f"),)
        ),
        PlatformNode(id="f", type="form", properties={"resourceId": "frm-1"}, transitions=(Transition(to="o"),)),
        OpaqueNode(
            id="o",
            wire_type="novelty",
            raw={"a": 1},
            transitions=(Transition(to="s", when=IntentTest(intent="Createlead")),),
        ),
        ScriptNode(id="s", script="\n", transitions=(Transition(to="m"),)),
        MessageNode(
            id="m",
            responses=(Response(text={"en": "line 1\nline 2 \u2028 \U0001f600"}),),
            transitions=(Transition(to="end"),),
        ),
    ),
)
