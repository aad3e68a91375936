"""Dialogs that talk, and leave the work to forms, agents and the platform."""

from __future__ import annotations

from collections.abc import Sequence

from tests.lint.good.orders import order_status
from tests.lint.good.words import BYE, context, values, when
from xogen.lint.examples import Data, confirmation, dialog, entity, intent, message, node, say, script


def opening_hours() -> Data:
    """Two languages, two channels, and variants."""
    said = [
        {"text": {"en": "We are open from 9 to 17.", "de": "Wir haben von 9 bis 17 Uhr offen."}},
        {"text": {"en": "9 to 17, every day.", "de": "Täglich von 9 bis 17 Uhr."}},
        {"channel": "ivr", "text": {"en": "From nine to five.", "de": "Von neun bis siebzehn Uhr."}},
    ]
    return dialog(
        intent("hours", "OpeningHours", utterances={"en": ["when are you open"], "de": ["wann habt ihr auf"]}),
        message("hours", "", responses=said),
        name="opening-hours",
        title={"en": "Show Hours", "de": "Zeiten zeigen"},
        languages=["en", "de"],
    )


def main_menu() -> Sequence[Data]:
    """A menu of dialogs. The user picks one, or says something else."""
    menu = [
        when("hours", entity="choice", op="eq", value="Opening hours"),
        when("order", entity="choice", op="eq", value="My order"),
        {"to": "other"},
    ]
    topics = values("Opening hours", "My order")
    return [
        dialog(
            intent("hello", "Menu", utterance="help"),
            message("hello", "Hi {{context.session.UserContext.firstName}}!", "choice"),
            entity("choice", menu, "What is it about?", entity_type="list-of-values", values=topics),
            node("dialog-call", "hours", [], dialog="opening-hours"),
            node("dialog-call", "order", dialog="order-status"),
            message("other", "Just tell me in your own words."),
            name="menu",
            title="Show Menu",
        ),
        order_status(),
        opening_hours(),
    ]


def remember_name() -> Data:
    """Session values: asked once, known from then on."""
    known = [context("hello", "context.session.BotUserSession.name"), {"to": "nickname"}]
    return dialog(
        intent("known", "SayHello", utterance="good morning"),
        node("logic", "known", known),
        entity("nickname", "keep", "What is your name?", entity_type="person-name", personal_data=True),
        script("keep", "BotUserSession.put('name', context.entities.nickname);", "hello"),
        message("hello", "Hello {{context.session.BotUserSession.name}}!"),
        name="say-hello",
        title="Greet User",
    )


def small_talk() -> Data:
    """A message that waits for what the user says next, and intents inside the dialog."""
    return dialog(
        intent("how", "SmallTalk", utterance="how are you"),
        message("how", "I am fine. And you?", [when("Good", intent="Good"), when("Bad", intent="Bad"), {"to": "bye"}]),
        intent("glad", "Good", utterance="I am fine too"),
        intent("pity", "Bad", utterance="not so well"),
        message("glad", "I am glad."),
        message("pity", "I am sorry."),
        BYE,
        name="small-talk",
        title="Chat Politely",
    )


def rate_service() -> Data:
    """Ranges of one number, narrow ones first; a thank-you that depends on the session."""
    ways = [
        when("great", entity="stars", op="gte", value="4"),
        when("soso", entity="stars", op="gte", value="2"),
        {"to": "why"},
    ]
    return dialog(
        intent("stars", "RateService", utterance="I want to give feedback"),
        entity("stars", ways, "How many stars, 1 to 5?", entity_type="number"),
        message("great", "Thank you!"),
        message("soso", "Thank you, we will do better."),
        entity("why", "keep", "What went wrong?", entity_type="description"),
        script("keep", "BotUserSession.put('complaint', context.entities.why);", "pass"),
        message("pass", "I am sorry. I have passed on: {{context.session.BotUserSession.complaint}}"),
        name="rate-service",
        title="Rate Service",
    )


def guess_number() -> Data:
    """A game: a loop of question, script and logic, with several ways back into it."""
    pick = "context.secret = 1 + (koreUtil.hash(context.session.opts.userId) % 10);\ncontext.guesses = 0;"
    judge = (
        "context.guesses++;\n"
        "const off = context.entities.guess - context.secret;\n"
        "delete context.entities.guess;\n"
        "context.verdict = off === 0 ? 'right' : off < 0 ? 'low' : 'high';"
    )
    ways = [
        context("won", "context.verdict", "eq", "right"),
        context("lost", "context.guesses", "gte", "5"),
        context("higher", "context.verdict", "eq", "low"),
        {"to": "lower"},
    ]
    return dialog(
        intent("pick", "PlayGame", utterance="let us play"),
        script("pick", pick, "guess"),
        entity("guess", "judge", "Guess: 1 to 10?", entity_type="number"),
        script("judge", judge, "decide"),
        node("logic", "decide", ways),
        message("higher", "Higher.", "guess"),
        message("lower", "Lower.", "guess"),
        message("won", "You won after {{context.guesses}} guesses!", "again"),
        message("lost", "It was {{context.secret}}.", "again"),
        confirmation("again", "pick", "bye", "Another round?"),
        BYE,
        name="play-game",
        title="Play Game",
    )


def loan_offer() -> Data:
    """Logic with and, or and ranges, on what a script computed."""
    compute = (
        "const income = Number(context.entities.income);\n"
        "const rate = Number(context.entities.amount) / 48;\n"
        "context.share = rate / income;\n"
        "context.risk = context.share > 0.5 ? 'high' : 'low';"
    )
    risk_is, share = {"context": "context.risk", "op": "eq"}, {"context": "context.share"}
    ways = [
        when("no", any=[{**risk_is, "value": "high"}, {**share, "op": "gt", "value": "0.4"}]),
        when("yes", all=[{**risk_is, "value": "low"}, {**share, "op": "lte", "value": "0.2"}]),
        {"to": "talk"},
    ]
    return dialog(
        intent("income", "LoanOffer", utterance="I need a loan"),
        entity("income", "amount", "What do you earn a month?", entity_type="number", personal_data=True),
        entity("amount", "compute", "How much do you need?", entity_type="number"),
        script("compute", compute, "decide"),
        node("logic", "decide", ways),
        message("yes", "Good news: we can offer you {{context.entities.amount}}."),
        message("no", "I am sorry, we cannot offer that."),
        message("talk", "A colleague will call you."),
        name="loan-offer",
        title="Offer Loan",
    )


def on_connect() -> Data:
    """A hidden welcome dialog that an event starts."""
    buttons = (
        "const button = title => ({ type: 'postback', title, payload: title });\n"
        "const payload = { template_type: 'quick_replies', text: 'Hi!', "
        "quick_replies: ['Order', 'Help'].map(button) };\n"
        "print(JSON.stringify({ type: 'template', payload }));"
    )
    return dialog(
        intent("hi", "Welcome", utterances={}),
        message("hi", "", responses=[{"script": {"en": buttons}}, say("Hi!", channel="ivr")]),
        name="welcome",
        title="Welcome",
        hidden=True,
    )


def address_form() -> Data:
    """A form collects the values, and a script copes with what is not there."""
    link = "Please fill in this form: {{context.addressForm.formLink}}"
    show = "const city = context.entities.city || 'your city';\nprint(`Thank you. We deliver to ${city}.`);"
    return dialog(
        intent("addressForm", "ChangeAddress", utterance="I have moved"),
        node("form", "addressForm", "thanks", properties={"prompt": link, "resource": "address"}),
        message("thanks", "", responses=[{"script": {"en": show}}]),
        name="change-address",
        title="Change Address",
    )


def report_damage() -> Data:
    """A webhook and a process, which do their work elsewhere."""
    return dialog(
        intent("photo", "ReportDamage", utterance="my car is damaged"),
        entity("photo", "assess", "Please send me a photo.", entity_type="attachment"),
        node("webhook", "assess", [context("large", "context.damage", "gt", "1000"), {"to": "small"}]),
        node("process", "large", "thanks"),
        message("small", "We will pay {{context.damage}} Euro for {{context.entities.photo}}."),
        message("thanks", "A colleague will look at it."),
        name="report-damage",
        title="Report Damage",
    )


def ask_handbook() -> Data:
    """Generated and searched answers."""
    answered = [context("answer", "context.SearchAINode.lookUp"), {"to": "free"}]
    return dialog(
        intent("question", "AskHandbook", utterance="I have a question"),
        entity("question", "lookUp", "What would you like to know?", entity_type="description"),
        node("search", "lookUp", answered, properties={"query": "context.entities.question"}),
        message("answer", "{{context.SearchAINode.lookUp}}"),
        node("generative", "free", "say", properties={"prompt": "Answer politely: {{context.entities.question}}"}),
        message("say", "{{context.GenAIPrompt.free}}"),
        name="ask-handbook",
        title="Search Handbook",
    )
