"""What is allowed, and settings for some dialogs only: left out where that was said, and told where it is of no use."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from xogen.errors import InputError
from xogen.formats.dialog_json import dump_dialog, load_dialog
from xogen.lint.examples import dialog, entity, intent, message
from xogen.lint.facts import Document
from xogen.lint.known import Known
from xogen.lint.registry import rules
from xogen.lint.runner import lint
from xogen.lint.settings import LintSettings, Source, wrong_setting
from xogen.model.dialog import DialogTask
from xogen.model.finding import Severity

RULE = "entity/never-used"
CHOSEN = {name: rules()[name] for name in (RULE, "project/unused-suppression")}
WHY = "the sales team reads it in the transcripts"
DONE = message("done", "Thank you.")


def document(name="ask", path=None, used=False, on_node=None, **more):
    last = message("done", "I noted {{context.entities.title}}.") if used else DONE
    nodes = [intent("title"), entity("title", "done", **({"allow": on_node} if on_node else {})), last]
    task = DialogTask.model_validate(dialog(*nodes, name=name, title=f"The {name}", **more))
    return Document(path or f"dialogs/{name}.json", task, dump_dialog(task))


def found(documents, known=None, **settings):
    report = lint(documents, LintSettings.model_validate(settings), known, rules=CHOSEN)
    return [(each.path, each.rule, each.severity.word, each.message) for each in report.findings]


FOUND = ("dialogs/ask.json", RULE, "info", "the value of the entity title is never used")


def test_what_nobody_allows_is_found():
    assert found([document()]) == [FOUND]


@pytest.mark.parametrize(
    "more",
    [
        pytest.param({"on_node": {RULE: WHY}}, id="a rule, on the node"),
        pytest.param({"on_node": {"entity": WHY}}, id="a family, on the node"),
        pytest.param({"allow": {RULE: WHY}}, id="a rule, on the dialog"),
        pytest.param({"allow": {"entity": WHY}}, id="a family, on the dialog"),
    ],
)
def test_what_is_allowed_is_left_out(more):
    assert found([document(**more)]) == []


@pytest.mark.parametrize(
    ("more", "line", "message"),
    [
        pytest.param({"on_node": {RULE: WHY}}, 26, f"{RULE} is allowed for title, and not found", id="on the node"),
        pytest.param({"allow": {RULE: WHY}}, 8, f"{RULE} is allowed for the dialog, and not found", id="on the dialog"),
    ],
)
def test_what_is_allowed_and_does_not_happen_is_found_at_its_line(more, line, message):
    (only,) = lint([document(used=True, **more)], rules=CHOSEN).findings
    assert (only.rule, only.line, only.message) == ("project/unused-suppression", line, message)


def test_what_was_not_checked_is_not_called_unused():
    unused = {"project/unused-suppression": CHOSEN["project/unused-suppression"]}
    assert lint([document(used=True, on_node={RULE: WHY})], rules=unused).findings == ()


def test_an_unknown_rule_is_refused_with_file_line_and_key():
    wrong = (
        r"^dialogs/ask\.json:26: /nodes/1/allow/entity~1never-use: there is no rule 'entity/never-use'; did you mean"
    )
    with pytest.raises(InputError, match=wrong):
        lint([document(on_node={"entity/never-use": WHY})], rules=CHOSEN)


def test_a_reason_is_asked_for():
    text = dump_dialog(document(on_node={RULE: WHY}).task).replace(WHY, " ")
    with pytest.raises(
        InputError, match=r"ask\.json:26: nodes\[1\]\.allow\.entity/never-used: needs a reason: say why"
    ):
        load_dialog(text, "ask.json")


def test_what_is_allowed_comes_back_from_the_file_as_it_was():
    text = dump_dialog(document(on_node={RULE: WHY}, allow={"flow": WHY}).task)
    assert dump_dialog(load_dialog(text, "ask.json")) == text


@pytest.mark.parametrize(
    ("override", "left"),
    [
        pytest.param({"paths": ["dialogs/old-*.json"], "ignore": [RULE]}, ["dialogs/ask.json"], id="a path"),
        pytest.param({"paths": ["old-*.json"], "ignore": ["entity"]}, ["dialogs/ask.json"], id="a path cut short"),
        pytest.param({"dialogs": ["The old*"], "ignore": [RULE]}, ["dialogs/ask.json"], id="a title"),
        pytest.param({"dialogs": ["old-one"], "severity": {RULE: "off"}}, ["dialogs/ask.json"], id="a name, off"),
        pytest.param(
            {"paths": ["*.json"], "dialogs": ["nobody"], "ignore": [RULE]},
            ["dialogs/ask.json", "dialogs/old-one.json"],
            id="both have to fit",
        ),
    ],
)
def test_an_override_holds_for_some_dialogs(override, left):
    documents = [document(), document(name="old-one")]
    assert [path for path, *_ in found(documents, overrides=[override])] == left


def test_the_last_override_wins_and_may_make_a_finding_worse():
    overrides = [
        {"paths": ["*"], "severity": {RULE: "error"}},
        {"dialogs": ["ask"], "severity": {"entity": "warning"}},
    ]
    documents = [document(), document(name="other")]
    assert [(path, word) for path, _, word, _ in found(documents, overrides=overrides)] == [
        ("dialogs/ask.json", "warning"),
        ("dialogs/other.json", "error"),
    ]


def test_a_rule_that_is_off_may_be_on_for_some_dialogs():
    override = {"dialogs": ["ask"], "severity": {RULE: "error"}}
    documents = [document(), document(name="other")]
    assert [path for path, *_ in found(documents, severity={RULE: "off"}, overrides=[override])] == ["dialogs/ask.json"]


@pytest.mark.parametrize(("complete", "count"), [(True, 1), (False, 0)])
def test_an_override_that_fits_nothing_is_found_where_all_dialogs_are_known(complete, count):
    override = {"paths": ["dialogs/gone-*.json"], "ignore": [RULE]}
    known = Known(path="xogen.toml", complete=complete)
    report = lint([document(used=True)], LintSettings.model_validate({"overrides": [override]}), known, rules=CHOSEN)
    said = [(each.path, each.line, each.message) for each in report.findings]
    assert said == [("xogen.toml", 1, "overrides[0] of the lint settings fits no dialog: dialogs/gone-*.json")] * count


def test_an_override_says_what_it_is_for():
    with pytest.raises(ValidationError, match="needs paths or dialogs"):
        LintSettings.model_validate({"overrides": [{"ignore": ["flow"]}]})


TEXT = 'ignore = ["flow"]\n\n[[overrides]]\npaths = ["a"]\nseverity = { flwo = "off" }\n'


def test_a_wrong_name_in_an_override_is_told_with_its_place():
    settings = LintSettings.model_validate({"overrides": [{"paths": ["a"], "severity": {"flwo": "off"}}]})
    said = str(wrong_setting(settings, rules(), Source("bot/.xogen-lint.toml", TEXT, ())))
    assert said == (
        "bot/.xogen-lint.toml:5: overrides[0].severity.flwo: there is no rule 'flwo'; did you mean 'flow'?\n"
        "  see: xogen rules"
    )


def test_severities_of_settings_win_over_a_problems_own():
    (only,) = lint([document()], LintSettings(severity={RULE: "error"}), rules=CHOSEN).findings
    assert only.severity is Severity.ERROR
