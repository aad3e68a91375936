from __future__ import annotations

from pathlib import Path

import pytest

from xogen.errors import NotFoundError
from xogen.packs.check import check_pack

FIXTURES = Path(__file__).parent / "fixtures"
BUNDLED = sorted(path.parent for path in (FIXTURES.parent.parent.parent / "template_packs").glob("*/pack.toml"))

MANIFEST = """\
name = "tiny"
version = "1.0"
title = "Tiny"
action = "tiny"
authorizations = ["oauth"]
"""
UTTERANCES = ", ".join(f'"say {word}"' for word in ("one", "two", "three", "four", "five", "six", "seven", "eight"))
TASK = f"""\
[task]
title = "Do"
[intent]
name = "Do"
utterances = [{UTTERANCES}]
next = "A"
[nodes.A]
type = "message"
text = "x"
next = "end"
"""
LOUD = '[parameters.loud]\ntype = "boolean"\ndefault = true\n[nodes.A]'
FREE = '[nodes.B]\ntype = "message"\nscript = "b.js"\nnext = "A"\n[parameters.free]\ntype = "string"\ndefault = ""\n'
FRAGMENT = 'entry = "F"\n[nodes.F]\ntype = "logic"\nnext = "next"\n'
UNDECLARED = "warning pack/undeclared-variable uses"
AT_LEAST = "the platform tells intents apart by at least 8"
NO_OAUTH = "the tiny action (pack tiny) takes api-key authorization: OAuth only, for now"
AT = "tiny/do, node A, text:"
UNUSED = "warning pack/unused-file no task, fragment or case uses this file"


def task(*edits, name="do", case="", **more):
    """Return the files of a task: the sound one, with some texts replaced."""
    text = TASK
    for old, new in edits:
        text = text.replace(old, new)
    return {f"tasks/{name}/task.toml": text, f"tasks/{name}/cases/a.toml": case, **more}


def lines(folder, shown="tiny"):
    found = check_pack(folder, shown=shown)
    return [f"{item.path}:{item.line} {item.severity.word} {item.rule} {item.message}" for item in found]


@pytest.mark.parametrize("folder", [FIXTURES / "tickets", *BUNDLED], ids=lambda folder: folder.name)
def test_sound_pack_has_no_findings(folder):
    assert lines(folder, folder.name) == []


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        pytest.param(task(), [], id="sound"),
        pytest.param({}, ["pack.toml:1 error pack/invalid the pack has no tasks/<task>/task.toml"], id="no-task"),
        pytest.param(
            {
                **task(('next = "end"', 'next = "B"\nnxt = 1')),
                **task(('"end"', '"B"'), ("say", "so"), name="so"),
            },
            [
                "tasks/do/task.toml:11 error pack/invalid nodes.A.nxt: unknown key; did you mean 'next'?",
                "tasks/so/task.toml:10 error pack/invalid nodes.A.next: there is no node 'B'; there are: A, end",
            ],
            id="two-tasks-do-not-load",
        ),
        pytest.param(
            task(('"x"', '"<%= action.nme %>"')),
            [f"tasks/do/task.toml:9 error pack/expansion {AT} unknown name 'nme'; did you mean 'name'?"],
            id="one-fault-for-all-pairs-is-said-once",
        ),
        pytest.param(
            task(("[nodes.A]", LOUD), ('"x"', '"<% if not parameters.loud %><%= tsk %><% endif %>"')),
            [f"tasks/do/task.toml:12 error pack/expansion {AT} unknown variable 'tsk'; did you mean 'task'?"],
            id="a-boolean-the-other-way",
        ),
        pytest.param(
            {"tasks/do/task.toml": TASK},
            ["tasks/do/task.toml:1 warning pack/missing-cases the task has no cases/*.toml: nothing tests it"],
            id="no-case",
        ),
        pytest.param(
            {**task(case="[parameters]\nx = 1\n"), "tasks/do/cases/b.toml": "app = 1\n"},
            [
                "tasks/do/cases/a.toml:2 error pack/expansion tiny/do has no parameter 'x'; it takes none",
                "tasks/do/cases/b.toml:1 error pack/invalid app: must be one of 'system' or 'custom'",
            ],
            id="wrong-cases",
        ),
        pytest.param(
            {**task((UTTERANCES, '"do", "Do!", "go"')), **task(('"say one"', '"[do](A)"'), name="so")},
            [
                f"tasks/do/task.toml:5 warning pack/few-utterances 2 different utterances; {AT_LEAST}",
                "tasks/do/task.toml:5 error pack/shared-utterance the utterance 'Do!' stands twice in this task",
                "tasks/so/task.toml:5 error pack/shared-utterance the utterance '[do](A)' stands in do, too",
            ],
            id="training",
        ),
        pytest.param(
            {
                **task((TASK, TASK + FREE)),
                "README.md": "",
                "fragments/f.toml": FRAGMENT,
                "shared/used.js": '<% include "shared/too.js" %>',
                "shared/too.js": "",
                "shared/not.js": "",
                "tasks/do/b.js": '<% include "shared/used.js" %>',
                "tasks/do/c.js": "",
                "tasks/do/cases/spare.json": "{}",
            },
            [
                f"fragments/f.toml:1 {UNUSED}",
                f"shared/not.js:1 {UNUSED}",
                f"tasks/do/c.js:1 {UNUSED}",
                f"tasks/do/cases/spare.json:1 {UNUSED}",
                "tasks/do/task.toml:11 error pack/unreachable-node nothing leads to the node 'B'",
                "tasks/do/task.toml:15 warning pack/unused-parameter nothing uses the parameter 'free'",
            ],
            id="unused",
        ),
        pytest.param(
            {
                **task(('"x"', '"{{env.KEY}} {{context.env.no}}"')),
                "pack.toml": MANIFEST + 'host = "{{env.HOTS}}"\n[env.HOST]\n',
            },
            [
                f"pack.toml:6 {UNDECLARED} {{{{env.HOTS}}}}, which no [env.HOTS] declares; did you mean 'HOST'?",
                "pack.toml:7 warning pack/unused-variable no template uses env.HOST",
                f"tasks/do/task.toml:1 {UNDECLARED} env.KEY, which no [env.KEY] of pack.toml declares; there are: HOST",
            ],
            id="variables",
        ),
        pytest.param(
            {**task(), "pack.toml": MANIFEST.replace("oauth", "api-key")},
            [f"pack.toml:5 error pack/invalid authorizations: {NO_OAUTH}"],
            id="no-oauth",
        ),
    ],
)
def test_findings(make_pack, files, expected):
    assert lines(make_pack(files)) == [f"tiny/{line}" for line in expected]


def test_a_folder_that_is_no_pack(tmp_path):
    with pytest.raises(NotFoundError) as caught:
        check_pack(tmp_path / "nowhere", shown="nowhere")
    assert str(caught.value) == "nowhere: there is no pack.toml\n  a pack is a folder with a pack.toml"
