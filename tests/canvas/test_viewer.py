"""The viewer in a real browser: search, click, keyboard, deep link, dark mode, print, and a bot that means harm."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.browsing import in_a_browser, violations
from tests.canvas.cases import task, ways
from xogen.canvas.badges import notes_of
from xogen.canvas.drawing import draw
from xogen.canvas.viewer import viewer
from xogen.canvas.viewer_data import Shown, dialog_data
from xogen.cli.drawing import Look, findings_of, page
from xogen.model.finding import Finding, Severity
from xogen.project.pictures import pictures

OK = {"context": "context.call.response.statusCode", "op": "eq", "value": "200"}
EXPORTS = Path(__file__).parents[1] / "fixtures" / "exports"


@pytest.fixture(scope="module")
def twilio():
    path = EXPORTS / "twilio-sms"
    return page(pictures([path]), Look("html", findings=findings_of([path], path)), "Twilio integration").decode()


def shown(made, *findings):
    return Shown(made, draw([made])[0].svg.decode(), "bot.json", findings)


def test_what_the_panel_knows_of_a_node():
    made = task(
        {"type": "intent", "id": "start", "utterances": {"en": ["hello"]}, "transitions": ways("call")},
        {
            "type": "service",
            "id": "call",
            "host": "api.example.com",
            "path": "/x?k={{context.entities.who}}",
            "headers": {"Authorization": "Bearer 8f4e2b1c9d7a6053e1f2", "Accept": "application/json"},
            "transitions": [
                {"to": "say", "when": OK},
                *ways("gone"),
            ],
        },
        {
            "type": "message",
            "id": "say",
            "responses": [{"text": {"en": "Hi"}, "channel": "ivr"}],
            "transitions": ways("end"),
        },
    )
    nodes = dialog_data(shown(made), {})["nodes"]
    assert nodes["call"]["facts"] == [
        ["request", "GET https://api.example.com/x?k={{context.entities.who}}"],
        ["header Authorization", "(secret)"],
        ["header Accept", "application/json"],
        ["timeout", "20 s"],
    ]
    assert nodes["call"]["ways"] == [
        {"when": "status is 200", "to": "say", "name": "say", "lost": False},
        {"when": "else", "to": "", "name": "gone", "lost": True},
    ]
    assert nodes["call"]["reads"] == ["context.call", "context.entities.who"]
    assert nodes["say"]["texts"] == [{"what": "message", "text": "Hi", "language": "en", "channel": "ivr"}]
    assert nodes["say"]["ways"] == [{"when": "", "to": "", "name": "end of the dialog", "lost": False}]


def test_data_cannot_end_its_element():
    made = task(
        {
            "type": "message",
            "id": "m",
            "responses": [{"text": {"en": "</script><!--<script>"}}],
            "transitions": ways("end"),
        }
    )
    html = viewer("x", [shown(made)])
    data = html.partition("data-bot>")[2].partition("</script>")[0]
    assert "<!--" not in data
    assert json.loads(data)["dialogs"][0]["nodes"]["m"]["texts"][0]["text"] == "</script><!--<script>"


def test_the_page_is_the_same_every_time(twilio):
    path = EXPORTS / "twilio-sms"
    again = page(pictures([path]), Look("html", findings=findings_of([path], path)), "Twilio integration").decode()
    assert again == twilio


def test_dialogs_of_one_name_have_links_of_their_own():
    made = task({"type": "message", "id": "m", "transitions": ways("end")})
    other = made.model_copy(update={"name": "sample (2)"})
    assert keys(viewer("x", [shown(made), shown(made), shown(other), shown(made)])) == [
        "sample",
        "sample (3)",
        "sample (2)",
        "sample (4)",
    ]


def keys(html):
    return [dialog["key"] for dialog in json.loads(data_of(html))["dialogs"]]


def data_of(html):
    return html.partition("data-bot>")[2].partition("</script>")[0]


def test_findings_of_dialogs_of_one_name_stay_apart(tmp_path):
    data = json.loads((EXPORTS / "otp-generation" / "botDefinition.json").read_text(encoding="utf-8"))
    asking = next(dialog for dialog in data["dialogs"] if len(dialog["nodes"]) > 5)
    for dialog in data["dialogs"]:
        dialog["localeData"] = asking["localeData"]
    file = tmp_path / "botDefinition.json"
    file.write_text(json.dumps(data), encoding="utf-8")
    html = page(pictures([file]), Look("html", findings=findings_of([file], tmp_path)), "x").decode()
    data = json.loads(data_of(html))
    assert len({dialog["name"] for dialog in data["dialogs"]}) == 1
    rules = {dialog["key"]: {finding["rule"] for finding in dialog["findings"]} for dialog in data["dialogs"]}
    assert [key for key, found in rules.items() if "security/weak-random" in found] == ["OTP generation (2)"]
    for dialog in data["dialogs"]:
        assert {finding["node"] for finding in dialog["findings"]} - {""} <= dialog["nodes"].keys()
    assert {finding["rule"] for finding in data["findings"]} >= {"naming/generated-name"}


def _box(element):
    return element.bounding_box()


class TestPage:
    pytestmark = in_a_browser

    def test_it_opens_with_the_overview(self, open_page, twilio):
        page = open_page(twilio)
        assert page.inner_text("[data-heading]") == "Overview"
        assert page.inner_text("[data-summary]").startswith("4 dialogs · 31 nodes · ")
        assert page.locator("nav li").count() == 5
        page.get_by_role("button", name="SendSms").first.click()
        assert page.inner_text("[data-heading]") == "SendSms"

    def test_a_card_of_the_overview_opens_its_dialog(self, open_page, twilio):
        page = open_page(twilio)
        page.locator("#o-node-SignUp").click()
        assert page.inner_text("[data-heading]") == "SignUp"

    def test_a_node_shows_its_properties_and_its_ways_can_be_followed(self, open_page, twilio):
        page = open_page(twilio, "#dialog=SignUp")
        page.get_by_role("button", name="confirmation ConfirmRetryOTP").click()
        assert page.locator("aside h2").inner_text() == "ConfirmRetryOTP"
        assert page.locator("aside .said").first.inner_text() == "Would you like to enter the passcode again?"
        page.locator("aside .way", has_text="yes").click()
        assert page.locator("aside h2").inner_text() == "ResetOTPEntityAction"
        page.go_back()
        assert page.locator("aside h2").inner_text() == "ConfirmRetryOTP"

    def test_a_script_has_numbered_lines_and_colours(self, open_page, twilio):
        page = open_page(twilio, "#dialog=SignUp")
        page.get_by_role("button", name="script ValidateOTPScript").click()
        assert page.locator("aside pre code").count() == 8
        assert page.locator("aside pre .word").first.inner_text() in {"if", "var", "let"}

    def test_who_else_uses_a_context_key(self, open_page, twilio):
        page = open_page(twilio, "#dialog=SignUp")
        page.get_by_role("button", name="script ValidateOTPScript").click()
        key = page.locator("aside details", has=page.get_by_text("context.otp", exact=True)).first
        key.locator("summary").click()
        used = key.locator(".way").all_inner_texts()
        assert "writes → SignUp: ValidateOTPScript" in [" ".join(line.split()) for line in used]

    def test_search_finds_dialogs_and_nodes(self, open_page, twilio):
        page = open_page(twilio)
        page.keyboard.press("/")
        page.keyboard.type("passcode")
        assert page.locator("nav .inner span").all_inner_texts() == ["ConfirmRetryOTP"]
        page.locator("nav .inner").click()
        assert page.locator("aside h2").inner_text() == "ConfirmRetryOTP"
        page.fill("[data-search]", "nobody says this")
        assert page.inner_text("nav ul") == "No dialog holds that."

    def test_findings_jump_to_their_node(self, open_page, twilio):
        page = open_page(twilio)
        page.get_by_role("button", name="Findings", exact=True).click()
        page.locator("nav .entry", has_text="sendSmsService0001").click()
        assert page.inner_text("[data-heading]") == "SendSms"
        assert page.locator("aside h2").inner_text() == "sendSmsMessage"

    def test_the_keyboard_is_enough(self, open_page, twilio):
        page = open_page(twilio, "#dialog=SignUp")
        page.locator("#d0-node-intent0").focus()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        assert page.locator("aside h2").inner_text() == "GetUserPhNoEntity"
        page.keyboard.press("Escape")
        assert page.locator("aside").is_hidden()
        page.keyboard.press("]")
        assert page.inner_text("[data-heading]") == "Welcome Task (hidden)"
        page.keyboard.press("?")
        assert page.locator("dialog").is_visible()
        page.keyboard.press("Escape")
        assert page.locator("dialog").is_hidden()

    def test_findings_about_the_bot_as_a_whole_stand_first(self, open_page):
        made = task({"type": "message", "id": "m", "transitions": ways("end")})
        whole = Finding(rule="naming/x", severity=Severity.INFO, message="names are long", path="bot.json")
        page = open_page(viewer("x", [shown(made)], None, [whole]))
        assert page.inner_text("[data-summary]") == "1 dialog · 1 node · 1 finding"
        page.get_by_role("button", name="Findings", exact=True).click()
        assert page.locator("nav ul .whole").inner_text() == "The bot as a whole"
        assert "names are long" in page.inner_text("nav ul")
        assert violations(page) == []

    def test_where_nobody_looked_for_findings_there_is_no_list_of_them(self, open_page):
        made = task({"type": "message", "id": "m", "transitions": ways("end")})
        page = open_page(viewer("x", [shown(made)], None, None))
        assert page.inner_text("[data-summary]") == "1 dialog · 1 node"
        assert page.locator("[data-tabs]").is_hidden()
        linted = open_page(viewer("x", [shown(made)]))
        linted.get_by_role("button", name="Findings", exact=True).click()
        assert linted.inner_text("nav ul") == "No findings."

    @pytest.mark.parametrize("width", [360, 700, 1400])
    def test_nothing_makes_the_page_wider_than_the_screen(self, open_page, twilio, width):
        page = open_page(twilio, "#dialog=SignUp")
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert all(box["x"] + box["width"] <= width for box in map(_box, page.locator("header button").all()))

    def test_zoom_and_pan(self, open_page, twilio):
        page = open_page(twilio, "#dialog=SignUp")
        before = page.locator("[data-view] svg").bounding_box()
        page.keyboard.press("+")
        grown = page.locator("[data-view] svg").bounding_box()
        assert grown["width"] > before["width"] * 1.2
        page.mouse.move(400, 700)
        page.mouse.down()
        page.mouse.move(460, 640)
        page.mouse.up()
        moved = page.locator("[data-view] svg").bounding_box()
        assert (round(moved["x"] - grown["x"]), round(moved["y"] - grown["y"])) == (60, -60)
        assert page.locator("aside").is_hidden()

    def test_a_link_leads_to_one_node(self, open_page, twilio):
        page = open_page(twilio, "#dialog=SendSms&node=message0")
        assert page.locator("aside h2").inner_text() == "sendSmsMessage"
        assert page.locator(".chosen").get_attribute("id") == "d2-node-message0"

    @pytest.mark.parametrize("scheme", ["light", "dark"])
    @pytest.mark.parametrize("place", ["", "#dialog=SignUp&node=nd-dac-0cc98b9c-38ad-4e8b-8709-eab22bc60196"])
    def test_axe_finds_nothing(self, open_page, twilio, scheme, place):
        assert violations(open_page(twilio, place, color_scheme=scheme)) == []

    def test_it_is_dark_where_the_system_is_and_the_button_changes_it(self, open_page, twilio):
        page = open_page(twilio, color_scheme="dark")
        ground = "getComputedStyle(document.body).backgroundColor"
        assert page.evaluate(ground) == "rgb(13, 17, 23)"
        page.keyboard.press("t")
        assert page.evaluate(ground) == "rgb(246, 248, 250)"

    def test_every_canvas_is_printed(self, open_page, twilio):
        page = open_page(twilio, "#dialog=SignUp")
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        page.emulate_media(media="print")
        assert page.locator(".print section:visible h2").all_inner_texts() == [
            "Twilio integration", "SignUp", "Welcome Task", "SendSms", "Fallback Task",
        ]  # fmt: skip
        assert page.locator("nav").is_hidden()


HOSTILE = [
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "javascript:alert(1)",
    "]]><svg onload=alert(1)>",
    "\"'`${alert(1)}\\",
    "\u202etxet \u05d0\u05d1\u05d2 \u0645\u0631\u062d\u0628\u0627",
    "x" * 5000,
    "<!--<script>--",
    "&lt;b&gt; &#0; \x00\x1b",
]


def hostile():
    nodes = [{"type": "intent", "id": HOSTILE[0], "utterances": {"en": HOSTILE}, "transitions": ways(HOSTILE[1])}]
    for index, text in enumerate(HOSTILE[1:], 1):
        to = HOSTILE[index + 1] if index + 1 < len(HOSTILE) else "end"
        nodes.append(
            {
                "type": "message",
                "id": text,
                "label": {"en": text},
                "responses": [
                    {"text": {text[:40]: text}, "channel": text[:40]},
                    {"script": {"en": f"print('{text}')"}},
                ],
                "transitions": [{"to": to, "label": text}],
            }
        )
    return task(*nodes, title={"en": HOSTILE[1]}, name=HOSTILE[2])


class TestHostileBot:
    pytestmark = in_a_browser

    @pytest.fixture
    def html(self):
        made = hostile()
        finding = Finding(
            rule="a/b", severity=Severity.ERROR, message=HOSTILE[0], path=HOSTILE[3], node=HOSTILE[1], dialog=made.name
        )
        assert notes_of(made, draw([made])[0].scene, [finding]).notes
        return viewer(HOSTILE[0], [shown(made, finding)])

    def test_nothing_runs_and_nothing_breaks(self, open_page, html):
        page = open_page(html)
        assert page.title() == HOSTILE[0]
        nodes = page.locator("[data-view] g[tabindex]")
        assert nodes.count() == len(HOSTILE)
        for index in range(nodes.count()):
            nodes.nth(index).focus()
            page.keyboard.press("Enter")
            assert page.locator("aside h2").is_visible()
        for text in HOSTILE[:6]:
            page.fill("[data-search]", text)
            assert page.locator("nav .inner").count() >= 1
        assert page.evaluate("document.querySelectorAll('script').length") == 2
        assert page.evaluate("document.querySelectorAll('img, [onload], [onerror], a[href^=javascript]').length") == 0

    def test_the_policy_allows_the_pages_own_script_alone(self, html):
        policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', html)[1]
        assert re.fullmatch(
            r"default-src 'none'; script-src 'sha256-[^']+'; style-src 'sha256-[^']+'; "
            r"base-uri 'none'; form-action 'none'",
            policy,
        )

    def test_axe_finds_nothing(self, open_page, html):
        assert violations(open_page(html)) == []
