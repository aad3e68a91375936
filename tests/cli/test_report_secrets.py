"""No report holds a secret's value, in whatever place of a real bot it stands: not as a message, not on a canvas."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import quote

import pytest

from xogen.reporters import names

EXPORT = Path(__file__).parents[1] / "fixtures" / "exports" / "twilio-sms"
# Made up, and taken apart, so that nobody's scanner takes them for real ones.
SECRETS = {
    "bearer": "sk-" + "Zq8vT3mN1xW7yRb5KdPq2LhG",
    "salesforce": "00D5g000004cRoX!" + "AQcAQH0dMHZfz972Szmpkb58urFRkgeBGsxL4QJW",
    "password": "hunter2" + "Tr0ub4dor99",
    "aws": "AKIA" + "IOSFODNN7EXAMPLZ",
    "slack": "xoxb-" + "123456789012-abcdefghijkl",
    "github": "ghp_" + "16C7e42F292c6912E7710c838347Ae178B4a",
    "key": "qT7hV2mXw9Lp" + "B4zRk6Ns8Yd1",
}


def in_service(component):
    component["headers"]["value"] = json.dumps(
        {"Authorization": f"Bearer {SECRETS['bearer']}", "x-api-key": SECRETS["key"]}
    )
    component["endPoint"]["host"] = f"admin:{SECRETS['password']}@api.twilio.com"
    component["endPoint"]["path"] = f"/v1/send?api_key={SECRETS['key']}"
    component["payload"]["value"] = json.dumps({"password": SECRETS["password"], "token": SECRETS["salesforce"]})


def in_script(component):
    lines = f"var apiKey = '{SECRETS['aws']}';\ncontext.password = '{SECRETS['password']}';\n"
    component["script"] = quote(f"{lines}var t = '{SECRETS['salesforce']}';\n") + component["script"]


def in_texts(secret):
    def put(component):
        for message in component.get("message", []):
            for said in message.get("localeData", {}).values():
                if isinstance(said.get("text"), str):
                    said["text"] = quote(f"your token: {secret} ") + said["text"]

    return put


PLACES = {
    "service": in_service,
    "script": in_script,
    "message": in_texts(SECRETS["slack"]),
    "entity": in_texts(SECRETS["github"]),
}


@pytest.fixture
def leaking(tmp_path):
    """An export with secrets in services, scripts, texts, conditions and variables."""
    bot = json.loads((EXPORT / "botDefinition.json").read_text(encoding="utf-8"))
    for component in bot["dialogComponents"]:
        PLACES.get(component["type"], lambda _: None)(component)
    for transition in (way for dialog in bot["dialogs"] for node in dialog["nodes"] for way in node["transitions"]):
        if "op" in transition.get("if", {}):
            transition["if"]["value"] = SECRETS["github"]
    config = json.loads((EXPORT / "config.json").read_text(encoding="utf-8"))
    for variable in config["envVariables"]:
        variable.update(isSecured=False, value=SECRETS["key"])
    folder = tmp_path / "leaking"
    folder.mkdir()
    (folder / "botDefinition.json").write_text(json.dumps(bot), encoding="utf-8")
    (folder / "config.json").write_text(json.dumps(config), encoding="utf-8")
    return folder


def test_no_format_shows_a_secret(xogen, leaking):
    files = {name: Path(f"x.{name}") for name in names()}
    wanted = " ".join(f"--report {name}={file}" for name, file in files.items())
    assert xogen(f"lint {leaking} --fail-on never {wanted}").code == 0
    text = {name: file.read_text(encoding="utf-8") for name, file in files.items()}
    assert "security/secret-literal" in text["text"]
    assert "security/plain-variable" in text["text"]
    assert "<figure" in text["html"]
    shown = {
        (name, secret)
        for name, report in text.items()
        for secret, value in SECRETS.items()
        if value in report or value[:12] in report or value[-12:] in report
    }
    assert shown == set()


@pytest.mark.parametrize("form", ["svg", "gv", "mermaid"])
def test_no_canvas_shows_a_secret(xogen, leaking, form):
    assert xogen(f"render {leaking} -o pictures --format {form}").code == 0
    drawn = "".join(path.read_text(encoding="utf-8") for path in sorted(Path("pictures").rglob("*")) if path.is_file())
    assert "SignUp" in drawn
    assert [name for name, value in SECRETS.items() if value[:12] in drawn or value[-12:] in drawn] == []
