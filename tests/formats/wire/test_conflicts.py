from __future__ import annotations

import pytest

from tests.formats.samples import bot, start_task
from xogen.errors import InputError
from xogen.formats.package import PackagedTask, build_package
from xogen.model.nodes import MessageNode, ServiceNode

SAME = "11111111-1111-5111-8111-111111111111"


def task(*nodes, name="a", title="A", start=None, **more):
    return PackagedTask(
        task=start_task(*nodes, name=name, title=title).model_copy(update=more),
        names={"Start": start} if start else {},
    )


def second(*nodes, name="b", title="B", **more):
    return task(*nodes, name=name, title=title, start="Start2", **more)


CASES = [
    pytest.param([task(), second(name="a")], "two dialogs are called 'a'", id="name"),
    pytest.param([task(), second(title="a")], "dialog b: the dialogs a and b have one title, 'a'", id="title"),
    pytest.param(
        [task(ref_id=SAME), second(ref_id=SAME)], f"dialog b: the dialogs a and b have one ref_id, {SAME}", id="ref_id"
    ),
    pytest.param(
        [task(MessageNode(id="m")), second(MessageNode(id="M"))],
        "dialog b: node M: the component name 'M' is taken by m of the dialog a",
        id="component",
    ),
    pytest.param(
        [task(MessageNode(id="m", ref_id=SAME)), second(MessageNode(id="n", ref_id=SAME))],
        f"dialog b: node n: the ref_id {SAME} is that of m of the dialog a, too",
        id="ref_id of a component",
    ),
    pytest.param(
        [task(ServiceNode(id="s", profile="tickets-aouth"))],
        "dialog a: node s: it uses the authorization profile 'tickets-aouth', which the bot does not have;"
        " did you mean 'tickets-oauth'?",
        id="profile",
    ),
    pytest.param(
        [task(ServiceNode(id="s", integration="ticket"))],
        "dialog a: node s: it uses the action 'ticket', which the bot does not have; did you mean 'tickets'?",
        id="action",
    ),
]


@pytest.mark.parametrize(("tasks", "message"), CASES)
def test_what_an_import_would_refuse_or_mix_up(tasks, message):
    with pytest.raises(InputError) as caught:
        build_package(bot(), tasks)
    assert str(caught.value).split("\n")[0].removeprefix("Error: ") == message
