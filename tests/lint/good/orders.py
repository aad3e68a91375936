"""Dialogs that collect values, ask again, call each other and write."""

from __future__ import annotations

from collections.abc import Sequence

from tests.lint.good.words import API, BYE, SORRY, context, values, when
from xogen.lint.examples import Data, confirmation, dialog, entity, intent, message, node, script, service, status_is


def order_status() -> Data:
    """Asks again as long as the user wants to."""
    return dialog(
        intent("orderNumber", "OrderStatus", utterances={"en": ["where is my order", "track [12345](orderNumber)"]}),
        entity("orderNumber", "readOrder", "What is your order number?", entity_type="number"),
        service(
            "readOrder",
            "found",
            "sorry",
            path="/orders/{{context.entities.orderNumber}}",
            transitions=[
                {"to": "found", "when": status_is("readOrder", "200")},
                {"to": "askAgain", "when": status_is("readOrder", "404")},
                {"to": "sorry"},
            ],
            **API,
        ),
        message("found", "Order {{context.entities.orderNumber}} is {{context.readOrder.response.body.state}}."),
        confirmation("askAgain", "forget", "bye", "I find no such order. Try another number?"),
        BYE,
        SORRY,
        script("forget", "delete context.entities.orderNumber;", "orderNumber"),
        name="order-status",
        title="Track Order",
    )


def pin_check() -> Data:
    """Three tries, counted by a script, then an agent."""
    return dialog(
        intent("start", "CheckPin", utterance="unlock my card"),
        script("start", "context.tries = 0;", "pin"),
        entity("pin", "count", "What is your PIN?", personal_data=True, rules={"letters": 4}),
        script("count", "context.tries += 1;", "checkPin"),
        service(
            "checkPin",
            "open",
            "sorry",
            method="POST",
            path="/cards/check",
            pre_processor="context.pinCheck = JSON.stringify({ pin: context.entities.pin });",
            post_processor="delete context.entities.pin;",
            body="{{context.pinCheck}}",
            record={"object": "Card", "operation": "read"},
            transitions=[
                {"to": "open", "when": status_is("checkPin", "200")},
                {"to": "tooOften", "when": status_is("checkPin", "401")},
                {"to": "sorry"},
            ],
            **API,
        ),
        node("logic", "tooOften", [context("handOver", "context.tries", "gte", "3"), {"to": "wrong"}]),
        message("wrong", "That was not it. Let us try again.", "pin"),
        message("open", "Thank you, your card is open."),
        message("handOver", "I will get a colleague.", "agent"),
        node("agent-transfer", "agent", []),
        SORRY,
        name="check-pin",
        title="Unlock Card",
    )


def book_table() -> Data:
    """Collects, reads back, and goes back to the question that the user wants to change, whose answer it forgets."""
    change = [
        when("forgetDay", entity="what", op="eq", value="Day"),
        when("forgetPeople", entity="what", op="eq", value="People"),
        {"to": "bye"},
    ]
    return dialog(
        intent("day", "BookTable", utterances={"en": ["book a table", "a table for [four](people)"]}),
        entity("day", "people", "For which day?", entity_type="date"),
        entity("people", "note", "For how many people?", entity_type="number"),
        entity("note", "ok", "Anything we should know?", required="optional"),
        confirmation("ok", "book", "what", "A table for {{context.entities.people}} on {{context.entities.day}}?"),
        entity("what", change, "What shall I change?", entity_type="list-of-values", values=values("Day", "People")),
        service(
            "book",
            "done",
            "sorry",
            status="201",
            method="POST",
            path="/tables",
            pre_processor=(
                "const { day, people, note } = context.entities;\n"
                "context.bookRequest = JSON.stringify({ day, people, note: note || null });"
            ),
            body="{{context.bookRequest}}",
            **API,
        ),
        message("done", "See you on {{context.entities.day}}!"),
        BYE,
        SORRY,
        script("forgetDay", "delete context.entities.day;\ndelete context.entities.what;", "day"),
        script("forgetPeople", "delete context.entities.people;\ndelete context.entities.what;", "people"),
        name="book-table",
        title="Book Table",
    )


def transfer_money() -> Sequence[Data]:
    """Calls a hidden dialog with what is known, and goes on with what it found out."""
    caller = dialog(
        intent("amount", "TransferMoney", utterance="send money"),
        entity("amount", "verify", "How much?", entity_type="number"),
        node(
            "dialog-call",
            "verify",
            [context("ok", "context.verified", "eq", "true"), {"to": "bye"}],
            dialog="verify-user",
            inputs={"context.entities.code": "context.session.UserContext.lastCode"},
            outputs={"context.verified": "context.isVerified"},
        ),
        confirmation("ok", "transfer", "bye", "Transfer {{context.entities.amount}}?"),
        service(
            "transfer",
            "done",
            "sorry",
            method="PUT",
            path="/transfers",
            body='{"amount": "{{context.entities.amount}}"}',
            **API,
        ),
        message("done", "Done."),
        BYE,
        SORRY,
        name="transfer-money",
        title="Transfer Money",
    )
    called = dialog(
        intent("code", "VerifyUser", utterances={}),
        entity("code", "compare", "Which code did we send you?"),
        script("compare", "context.isVerified = context.entities.code === BotUserSession.get('code');", "end"),
        name="verify-user",
        title="Verify User",
        hidden=True,
    )
    return [caller, called]


def find_product() -> Data:
    """Pages through results, as long as the user wants more."""
    search = (
        "context.page = (context.page || 0) + 1;\n"
        "context.searchRequest = { q: encodeURIComponent(context.entities.product), page: context.page };"
    )
    show = (
        "const answer = context.search.response;\n"
        "const names = answer.body.items.map(item => item.name);\n"
        "print(names.length ? names.join('\\n') : 'I have found nothing.');"
    )
    return dialog(
        intent("product", "FindProduct", utterances={"en": ["find a product", "do you have [umbrellas](product)"]}),
        entity("product", "search", "What are you looking for?"),
        service(
            "search",
            "list",
            "sorry",
            path="/products?q={{context.searchRequest.q}}&page={{context.searchRequest.page}}",
            pre_processor=search,
            **API,
        ),
        message(
            "list",
            "",
            [context("more", "context.search.response.body.next"), {"to": "bye"}],
            responses=[{"script": {"en": show}}],
        ),
        confirmation("more", "search", "bye", "Do you want to see more?"),
        BYE,
        SORRY,
        name="find-product",
        title="Find Product",
    )


def return_goods() -> Data:
    """A bot action of several steps, with its own branch inside."""
    inner = [
        script("start", "context.fee = 0;", "readItem"),
        service("readItem", "check", "end", path="/items/{{context.entities.item}}", **API),
        node("logic", "check", [context("heavy", "context.readItem.response.body.heavy", "eq", "true"), {"to": "end"}]),
        script("heavy", "context.fee = 5;", "end"),
    ]
    return dialog(
        intent("item", "ReturnItem", utterance="I want to return something"),
        entity("item", "work", "Which item number?", entity_type="number"),
        node(
            "bot-action",
            "work",
            [
                when("free", all=[status_is("readItem", "200"), {"context": "context.fee", "op": "eq", "value": "0"}]),
                {"to": "costs", "when": status_is("readItem", "200")},
                {"to": "sorry"},
            ],
            nodes=inner,
        ),
        message("free", "You can return it for free."),
        message("costs", "The return costs {{context.fee}} Euro."),
        SORRY,
        name="return-item",
        title="Return Item",
    )


def next_delivery() -> Data:
    """A script sets the entity when the answer is known already, so that the question is not asked."""
    guess = (
        "if (BotUserSession.get('zip')) {\n"
        "  context.entities.zip = BotUserSession.get('zip');\n"
        "}\n"
        "context.entities.country = 'DE';"
    )
    path = "/deliveries/{{context.entities.country}}/{{context.entities.zip}}"
    return dialog(
        intent("guess", "NextDelivery", utterance="when do you deliver"),
        script("guess", guess, "zip"),
        entity("zip", "read", "What is your zip code?", entity_type="zip-code"),
        service("read", "show", "sorry", path=path, **API),
        message("show", "The next delivery is on {{context.read.response.body.day}}."),
        SORRY,
        name="next-delivery",
        title="Show Delivery",
    )


def close_account() -> Sequence[Data]:
    """Asks in one dialog, and does it in a hidden one that two dialogs share and that takes its values from them."""
    caller = dialog(
        intent("number", "CloseAccount", utterance="close my account"),
        entity("number", "ok", "Which account number?", entity_type="number"),
        confirmation("ok", "close", "bye", "Close account {{context.entities.number}}?"),
        node(
            "dialog-call",
            "close",
            [],
            dialog="do-close",
            inputs={"context.entities.account": "context.entities.number"},
        ),
        BYE,
        name="close-account",
        title="Close Account",
    )
    called = dialog(
        intent("close", "DoClose", utterances={}),
        service(
            "close",
            "done",
            "sorry",
            status="204",
            method="DELETE",
            path="/accounts/{{context.entities.account}}",
            **API,
        ),
        message("done", "Account {{context.entities.account}} is closed."),
        SORRY,
        name="do-close",
        title="Do Close",
        hidden=True,
    )
    return [caller, called]


def change_profile() -> Data:
    """A body whose members a script writes, and a choice that decides twice."""
    gather = (
        "const members = [];\n"
        "if (context.entities.mail) members.push('\"mail\": ' + JSON.stringify(context.entities.mail));\n"
        "if (context.entities.phone) members.push('\"phone\": ' + JSON.stringify(context.entities.phone));\n"
        "context.members = members.join(', ');"
    )
    is_mail = {"entity": "what", "op": "eq", "value": "Mail"}
    return dialog(
        intent("what", "ChangeProfile", utterance="change my profile"),
        entity(
            "what",
            [{"to": "mail", "when": is_mail}, {"to": "phone"}],
            "What shall I change?",
            entity_type="list-of-values",
            values=values("Mail", "Phone"),
        ),
        entity("mail", "ok", "Which address?", entity_type="email", personal_data=True),
        entity("phone", "ok", "Which number?", entity_type="phone-number", personal_data=True),
        confirmation("ok", "save", "bye", "Shall I save it?"),
        service(
            "save",
            "which",
            "sorry",
            method="PATCH",
            path="/me",
            pre_processor=gather,
            body='{"source": "bot", {{context.members}}}',
            **API,
        ),
        node("logic", "which", [{"to": "newMail", "when": is_mail}, {"to": "newPhone"}]),
        message("newMail", "We will write to {{context.entities.mail}}."),
        message("newPhone", "We will call {{context.entities.phone}}."),
        BYE,
        SORRY,
        name="change-profile",
        title="Change Profile",
    )
