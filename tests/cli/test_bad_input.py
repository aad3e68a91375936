"""Bad input: one clear error each, the right exit code, and nothing half-written."""

from __future__ import annotations

from pathlib import Path

import pytest

from xogen.errors import MachineError
from xogen.project import drawing
from xogen.project.generate import generate

INSTALL = '\n[[install]]\ntemplate = "{}"\n'

PACK = """\
name = "tiny"
version = "1.0.0"
title = "Tiny"
action = "salesforce"
authorizations = ["oauth"]
"""
TASK = """\
[task]
title = "Say hello"

[intent]
name = "SayHello"
utterances = ["hello"]
next = "Hello"

[nodes.Hello]
type = "message"
text = "Hello <%= task.title %>"
next = "end"
"""
URL = "https://login.salesforce.com/services/oauth2/token"
PROFILE = f"""
[profiles.x]
callback_url = "{URL}"
identity_provider = "Salesforce"
client_id = "{{{{env.ID}}}}"
client_secret = "hunter2"
authorization_url = "{URL}"
token_request_url = "{URL}"
scope = ["api"]
refresh_token_url = "{URL}"
"""


def tree():
    return {str(path): path.read_bytes() for path in sorted(Path("bot").rglob("*")) if path.is_file()}


def toml(old, new=""):
    path = Path("bot/xogen.toml")
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def add(text):
    with Path("bot/xogen.toml").open("a") as file:
        file.write(text)


def pack(manifest=PACK, task=TASK):
    folder = Path("bot/packs/tiny/tasks/hello")
    folder.mkdir(parents=True)
    (folder / "task.toml").write_text(task)
    (folder.parent.parent / "pack.toml").write_text(manifest)
    add(INSTALL.format("tiny/hello"))


def no_renderer(monkeypatch):
    def absent(*_args, **_options):
        raise MachineError("there is no renderer", hint="install graphviz-pure")

    monkeypatch.setattr(drawing, "draw", absent)


CASES = {
    "broken TOML": (
        lambda _: toml("[lint]", "[lint"),
        3,
        ": this is not valid TOML: expected ']' at the end of a table declaration",
        "look at the line that starts with: [lint",
    ),
    "an unknown key": (
        lambda _: toml("edition =", "editoin ="),
        3,
        "actions.salesforce.editoin: unknown key; did you mean 'edition'?",
        None,
    ),
    "a literal secret": (
        lambda _: add(PROFILE),
        3,
        'profiles.x.client_secret: must be a reference like "{{env.NAME}}"; a literal value does not belong in a file',
        None,
    ),
    "a missing pack": (
        lambda _: add(INSTALL.format("hubspot/create-deal")),
        3,
        "install[1].template: there is no template 'hubspot/create-deal'",
        "see: xogen templates list",
    ),
    "a missing template": (
        lambda _: add(INSTALL.format("salesforce/create-leed")),
        3,
        "install[1].template: there is no template 'salesforce/create-leed'; did you mean 'salesforce/create-lead'?",
        "see: xogen templates list",
    ),
    "an override of a node that is not there": (
        lambda _: add('[install.override.nodes.IDD]\nprompt = "x"\n'),
        3,
        "install[0].override.nodes.IDD:",
        None,
    ),
    "a pack that needs a newer xogen": (
        lambda _: pack(manifest=PACK + 'requires_xogen = "99.0"\n'),
        3,
        "packs/tiny/pack.toml:6: requires_xogen: the tiny pack needs xogen 99.0 or newer",
        "upgrade xogen: pip install --upgrade xogen",
    ),
    "a pack for an action without OAuth": (
        lambda _: pack(manifest=PACK.replace('"oauth"', '"basic"')),
        3,
        "basic authorization: OAuth only, for now",
        None,
    ),
    "a template error names pack, task, node and key": (
        lambda _: pack(task=TASK.replace("task.title", "task.titel")),
        3,
        "packs/tiny/tasks/hello/task.toml:11: nodes.Hello.text",
        None,
    ),
    "a file in place of a folder": (
        lambda _: Path("bot/package").write_text("a file"),
        4,
        "bot/package/botDefinition.json: cannot write: not a directory",
        "nothing was changed",
    ),
    "a file of someone else": (
        lambda _: (Path("bot/dialogs").mkdir(), Path("bot/dialogs/delete-lead.json").write_text("{}\n")),
        3,
        "xogen.lock does not know what stands there, so nothing was written: dialogs/delete-lead.json",
        "move it away, or overwrite: xogen generate --force",
    ),
    "an output that was edited by hand": (
        lambda _: (generate(Path("bot"), draw=False), Path("bot/dialogs/delete-lead.json").write_text("{}\n")),
        3,
        "edited by hand, so nothing was written: dialogs/delete-lead.json",
        "say it in xogen.toml instead ([install.override]), or overwrite: xogen generate --force",
    ),
    "no renderer": (no_renderer, 4, "there is no renderer", "install graphviz-pure"),
    "a lock with merge markers": (
        lambda _: Path("bot/xogen.lock").write_text("{\n<<<<<<< ours\n}\n"),
        3,
        "bot/xogen.lock:2:1: this is not valid JSON: the file holds the markers of an unfinished merge",
        "keep one of the two versions whole, then run: xogen generate",
    ),
}


@pytest.mark.parametrize(("spoil", "code", "message", "hint"), CASES.values(), ids=CASES)
def test_one_clear_error_and_nothing_half_written(xogen, bot, monkeypatch, spoil, code, message, hint):
    add(INSTALL.format("salesforce/delete-lead"))
    spoil(monkeypatch)
    before = tree()
    done = xogen("-C bot generate")
    assert (done.code, done.out) == (code, "")
    errors = done.err[done.err.index("Error: ") :].splitlines()
    assert message in errors[0]
    assert len(errors) <= 2
    if hint is not None:
        assert errors[-1] == f"  {hint}"
    assert "hunter2" not in done.err
    assert tree() == before


def test_a_sound_pack_of_the_project_is_used(xogen, bot):
    pack()
    assert xogen("-C bot generate --no-draw").code == 0
    assert "Hello Say hello" in Path("bot/dialogs/hello.json").read_text()
