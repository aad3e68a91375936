"""Dialogs whose point is what they send, and what they make of the answer."""

from __future__ import annotations

from tests.lint.good.words import API, BYE, SORRY, context, values
from xogen.lint.examples import Data, confirmation, dialog, entity, intent, message, node, script, service, status_is


def read_invoices() -> Data:
    """One service gets a token, the next one uses it; a script judges the outcome of the second."""
    show = (
        "const { statusCode, body } = context.readInvoices.response;\n"
        "if (statusCode !== 200) {\n"
        "  print('Sorry, I cannot read your invoices.');\n"
        "} else {\n"
        "  print(body.map(invoice => `${invoice.number}: ${invoice.total}`).join('\\n'));\n"
        "}"
    )
    form = "grant_type=client_credentials&client_id={{env.CLIENT}}&client_secret={{env.CLIENT_SECRET}}"
    return dialog(
        intent("getToken", "ReadInvoices", utterance="show my invoices"),
        service(
            "getToken",
            "readInvoices",
            "sorry",
            method="POST",
            host="{{env.LOGIN_HOST}}",
            path="/oauth2/token",
            headers={"Content-Type": "application/x-www-form-urlencoded"},
            body=form,
            record={"object": "Token", "operation": "read"},
        ),
        node(
            "service",
            "readInvoices",
            "show",
            host="{{env.BILLING_HOST}}",
            path="/invoices",
            headers={"Authorization": "Bearer {{context.getToken.response.body.access_token}}"},
        ),
        message("show", "", responses=[{"script": {"en": show}}]),
        SORRY,
        name="read-invoices",
        title="Show Invoices",
    )


def cancel_order() -> Data:
    """Deletes, after asking; each user signs in first."""
    look = (
        "const link = koreUtil.getCurrentOptions().authorizationURL;\n"
        "context.signInLink = link || '';\n"
        "context.signIn = link ? 'needed' : 'none';"
    )
    return dialog(
        intent("order", "DropOrder", utterance="I do not want my order any more"),
        entity("order", "look", "Which order number?", entity_type="number"),
        script("look", look, [context("signIn", "context.signIn", "eq", "needed"), {"to": "sure"}]),
        confirmation("signIn", "sure", "bye", "Please sign in: {{context.signInLink}}. Are you done?"),
        confirmation("sure", "drop", "bye", "Cancel order {{context.entities.order}}?"),
        service(
            "drop",
            "gone",
            "sorry",
            status="204",
            method="DELETE",
            path="/services/data/v67.0/sobjects/Order/{{context.entities.order}}",
            integration="salesforce",
            sub_type="drop",
            record={"object": "Order", "operation": "delete"},
        ),
        message("gone", "It is cancelled."),
        BYE,
        SORRY,
        name="drop-order",
        title="Drop Order",
        action={"name": "salesforce", "authorization": "allow-users", "app": "system", "edition": "enterprise"},
    )


def count_leads() -> Data:
    """A query with values that the platform forms itself, and with an escaped one."""
    query = (
        "const safe = value => String(value).replace(/[\\\\']/g, '\\\\$&');\n"
        'const soql = "SELECT COUNT() FROM Lead WHERE Status = \'" + safe(context.entities.state) +\n'
        '  "\' AND Company = \'" + safe(context.entities.company) + "\'";\n'
        "context.query = encodeURIComponent(soql);"
    )
    return dialog(
        intent("state", "CountLeads", utterances={"en": ["count my leads", "how many [open](state) leads"]}),
        entity("state", "company", "Which state?", entity_type="list-of-values", values=values("Open", "Closed")),
        entity("company", "count", "Which company?", entity_type="company"),
        service("count", "show", "sorry", path="/services/data/v67.0/query?q={{context.query}}", pre_processor=query),
        message("show", "You have {{context.count.response.body.totalSize}} of them."),
        SORRY,
        name="count-leads",
        title="Count Leads",
    )


def soap_weather() -> Data:
    """A body that is XML and says so, with a value that the pre-processor escaped."""
    escape = (
        "const signs = { '<': '&lt;', '>': '&gt;', '&': '&amp;' };\n"
        "context.place = context.entities.place.replace(/[<>&]/g, sign => signs[sign]);"
    )
    return dialog(
        intent("place", "ShowWeather", utterance="what will the weather be like"),
        entity("place", "ask", "Where?"),
        service(
            "ask",
            "show",
            "sorry",
            method="POST",
            host="weather.example.com",
            path="/soap",
            headers={"content-type": "text/xml; charset=utf-8"},
            pre_processor=escape,
            body="<Weather><Place>{{context.place}}</Place></Weather>",
            post_processor="context.forecast = koreUtil.xml2js(context.ask.response.body).Forecast;",
            record={"object": "Forecast", "operation": "read"},
        ),
        message("show", "{{context.forecast}}"),
        SORRY,
        name="show-weather",
        title="Show Weather",
    )


def status_in_message_script() -> Data:
    """One message that says what happened, whatever happened; the write is read back before."""
    show = (
        "const status = Number(context.saveNote.response && context.saveNote.response.statusCode);\n"
        "const texts = { 201: 'Saved.', 400: 'That was too long.', 403: 'You may not do that.' };\n"
        "print(texts[status] || 'Sorry, that did not work.');"
    )
    return dialog(
        intent("note", "SaveNote", utterance="take a note"),
        entity("note", "ok", "What shall I write down?", entity_type="description"),
        confirmation("ok", "saveNote", "bye", "Save '{{context.entities.note}}'?"),
        node(
            "service",
            "saveNote",
            "show",
            method="POST",
            pre_processor="context.noteBody = JSON.stringify({ Body: context.entities.note });",
            body="{{context.noteBody}}",
            host="{{env.SALESFORCE_HOST}}",
            path="/services/data/v67.0/sobjects/Note",
            integration="salesforce",
        ),
        message("show", "", responses=[{"script": {"en": show}}]),
        BYE,
        name="save-note",
        title="Save Note",
    )


def all_invoices() -> Data:
    """Reads page after page without asking anybody: a script moves on, and the service says when it is over."""
    collect = (
        "context.page = context.page + 1;\n"
        "context.total = context.total + context.readPage.response.body.invoices.length;"
    )
    ways = [
        {"to": "collect", "when": status_is("readPage", "200")},
        {"to": "sorry"},
    ]
    more = [context("readPage", "context.readPage.response.body.hasMore", "eq", "true"), {"to": "show"}]
    return dialog(
        intent("start", "CountInvoices", utterance="how many invoices do I have"),
        script("start", "context.page = 1;\ncontext.total = 0;", "readPage"),
        service("readPage", "", "", path="/invoices?page={{context.page}}", transitions=ways, **API),
        script("collect", collect, "isMore"),
        node("logic", "isMore", more),
        message("show", "You have {{context.total}} invoices."),
        SORRY,
        name="count-invoices",
        title="Count Invoices",
    )
