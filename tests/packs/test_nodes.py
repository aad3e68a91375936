"""What an author writes for a node, and what stands in the dialog."""

from __future__ import annotations

import pytest

from xogen.errors import InputError
from xogen.model.app import App, AuthorizationType
from xogen.packs.expand import expand

HEAD = """\
[task]
title = "Do"
object = "Lead"
operation = "{operation}"
[intent]
name = "Do"
utterances = ["do"]
next = "A"
[nodes.A]
"""


def built(make_template, node, files=None, operation="create", languages=("en", "de")):
    template, action = make_template(
        HEAD.format(operation=operation) + node,
        {f"tasks/do/{name}": text for name, text in (files or {}).items()},
        pair=(AuthorizationType.ALLOW_USERS, App.CUSTOM),
    )
    return expand(template, action, languages=languages).node("A").model_dump(exclude_defaults=True)


def says(**texts):
    return {"text": texts}


@pytest.mark.parametrize(
    ("prompt", "responses"),
    [
        ('"Who?"', [says(en="Who?", de="Who?")]),
        ('{ de = "Wer?", en = "Who?" }', [says(en="Who?", de="Wer?")]),
        ('{ fr = "Qui ?" }', [says(en="Qui ?", de="Qui ?")]),
        ('["Who?", { de = "Wer?" , en = "So who?" }]'.replace("{ de", "{ text = { de").replace(" }]", " } }]"),
         [says(en="Who?", de="Who?"), says(en="So who?", de="Wer?")]),
        ('{ channel = "ivr", text = "Say it." }', [{"channel": "ivr", **says(en="Say it.", de="Say it.")}]),
        ('{ script = "a.js" }', [{"script": {"en": "print(1);", "de": "print(1);"}}]),
        ('{ script = { en = "a.js", de = "b.js" } }', [{"script": {"en": "print(1);", "de": 'print("Lead");'}}]),
    ],
)  # fmt: skip
def test_prompts(make_template, prompt, responses):
    files = {"a.js": "print(1);\n", "b.js": "print(<%= object | js %>);\n"}
    node = f'type = "entity"\nprompt = {prompt}\nnext = "end"\n'
    assert list(built(make_template, node, files)["prompt"]) == responses


def context(path, op, value):
    return {"context": path, "op": op, "value": value}


STATUS = "context.A.response.statusCode"


@pytest.mark.parametrize(
    ("branch", "when"),
    [
        ("status = 201", context(STATUS, "eq", "201")),
        ("status = [200, 204]", {"any": (context(STATUS, "eq", "200"), context(STATUS, "eq", "204"))}),
        ('status = "2xx"', {"all": (context(STATUS, "gte", "200"), context(STATUS, "lt", "300"))}),
        ('context = "context.x"', {"context": "context.x"}),
        ('context = "context.<%= object %>", value = "1"', context("context.Lead", "eq", "1")),
        ('context = "context.x", op = "gt", value = "<%= object %>"', context("context.x", "gt", "Lead")),
        ('context = "context.x", op = "not-exists"', {"context": "context.x", "op": "not-exists"}),
        ('all = [{ context = "context.x" }, { context = "context.<%= object %>", op = "eq", value = "1" }]',
         {"all": ({"context": "context.x"}, context("context.Lead", "eq", "1"))}),
        ('any = [{ context = "context.x" }]', {"any": ({"context": "context.x"},)}),
        ('intent = "Do"', {"intent": "Do"}),
    ],
)  # fmt: skip
def test_branches(make_template, branch, when):
    node = f'type = "service"\npath = "/x"\nbranches = [{{ {branch}, next = "end" }}]\nnext = "end"\n'
    assert built(make_template, node)["transitions"] == ({"to": "end", "when": when}, {"to": "end"})


@pytest.mark.parametrize("status", ['"9xx"', "201, entity = 'A'", "201, is = 'a', op = 'eq'"])
def test_branch_without_one_test_is_refused(make_template, status):
    node = f'type = "service"\npath = "/x"\nbranches = [{{ status = {status}, next = "end" }}]\nnext = "end"\n'
    with pytest.raises(InputError, match=r"nodes\.A\.branches"):
        built(make_template, node.replace("'", '"'))


ENTITY = 'type = "entity"\nnext = "end"\n'


@pytest.mark.parametrize(
    ("more", "key", "value"),
    [
        ('entity_type = "email"', "personal_data", True),
        ('entity_type = "phone-number"', "personal_data", True),
        ('entity_type = "email"\npersonal_data = false', "personal_data", None),
        ("personal_data = true", "personal_data", True),
        ("required = false", "required", "optional"),
        ("required = true", "required", None),
        ('required = "hidden"', "required", "hidden"),
        ("multiple = true", "multiple", True),
        ("retries = 1", "retries", 1),
        ('entity_type = "custom"\npattern = \'<%= object %>-\\d+\'', "pattern", r"Lead-\d+"),
        ('rules = { range = { from = "<%= object %>", n = 1 } }', "rules", {"range": {"from": "Lead", "n": 1}}),
        ('label = { de = "Wer", en = "Who" }', "label", {"en": "Who", "de": "Wer"}),
        (
            'values = ["a", { value = "b", label = "B", synonyms = { de = ["be"], en = ["bee"] } }]',
            "values",
            (
                {"value": "a"},
                {"value": "b", "label": {"en": "B", "de": "B"}, "synonyms": {"en": ("bee",), "de": ("be",)}},
            ),
        ),
        ('values_from = "Lead.Status"\nfallback_values = ["x"]', "values", ({"value": "x"},)),
    ],
)  # fmt: skip
def test_entities(make_template, more, key, value):
    assert built(make_template, ENTITY + more).get(key) == value


def test_synonyms_of_a_confirmation_belong_to_their_language(make_template):
    words = 'yes_synonyms = ["aye"]\nno_synonyms = { de = ["nö"] }'
    node = f'type = "confirmation"\nprompt = "?"\nyes = "end"\nno = "end"\n{words}\n'
    found = built(make_template, node)
    assert (found["yes_synonyms"], found["no_synonyms"]) == ({"en": ("aye",)}, {"de": ("nö",)})
    assert found["transitions"] == (
        {"to": "end", "when": {"answer": "yes"}},
        {"to": "end", "when": {"answer": "no"}},
    )


def test_service_of_a_custom_app_names_its_profile(make_template):
    node = """\
type = "service"
method = "POST"
path = "/x?a=1"
query = { b = true, c = 2 }
host = "<%= object %>.example.com"
timeout = 5
close_on_timeout = false
pre_processor = "pre.js"
post_processor = "post.js"
body = { name = "{{context.x}}" }
next = "end"
"""
    found = built(make_template, node, {"pre.js": "context.x = 1;\n", "post.js": "context.y = 2;\n"})
    assert found["pre_processor"].startswith("context.x = 1;\n// Made from the template")
    assert found | {"pre_processor": ""} == {
        "id": "A",
        "transitions": ({"to": "end"},),
        "integration": "tiny",
        "sub_type": "A",
        "profile": "acme-oauth",
        "method": "POST",
        "host": "Lead.example.com",
        "path": "/x?a=1&b=true&c=2",
        "headers": {"Content-Type": "application/json"},
        "body": "{{context.ARequest.body}}",
        "pre_processor": "",
        "post_processor": "context.y = 2;",
        "timeout": 5,
        "close_on_timeout": False,
    }


@pytest.mark.parametrize(
    ("operation", "node", "record"),
    [
        ("create", 'method = "POST"\npath = "/sobjects/Lead"', ("Lead", "create")),
        ("create", 'method = "POST"\npath = "/sobjects/Leads"', None),
        ("create", 'path = "/sobjects/Lead"', None),
        ("update", 'method = "PATCH"\npath = "/Lead/1"', ("Lead", "update")),
        ("delete", 'method = "DELETE"\npath = "/Lead/1"', ("Lead", "delete")),
        ("delete", 'path = "/Lead/1"\nrecord = "read"', ("Lead", "read")),
        ("query", 'path = "/query"\nquery.q = "SELECT Id FROM Lead"', ("Lead", "query")),
        ("query", 'path = "/query"\nquery.q = "SELECT Id FROM Lead"\nrecord = false', None),
        ("create", 'path = "/x"\nrecord = { object = "Task", operation = "search" }', ("Task", "search")),
    ],
)
def test_record_calls(make_template, operation, node, record):
    found = built(make_template, f'type = "service"\nnext = "end"\n{node}\n', operation=operation).get("record")
    assert found and (found["object"], found["operation"]) == record if record else found is None


@pytest.mark.parametrize(
    ("node", "fault"),
    [
        (ENTITY + "prompt = 1",
         'nodes.A.prompt: must be text, a table by language: { en = "..." }, or a list of texts'),
        (ENTITY + 'prompt = { text = "a", script = "b" }', "nodes.A.prompt[0]: needs a text or a script, and not both"),
        (ENTITY + "label = 3", 'nodes.A.label: must be text, or a table by language: { en = "..." }'),
        (ENTITY + "label = {}", "nodes.A.label: must not be empty"),
        (ENTITY + "required = 1", "nodes.A.required: must be one of 'required', 'optional' or 'hidden'"),
        (ENTITY + "retries = 6", "nodes.A.retries: must be at most 5"),
        (ENTITY + 'fallback_values = ["a"]', "nodes.A: fallback_values stand in for values_from, which is missing"),
        ('type = "service"\npath = "/"\nnext = "end"\nbody = { a = 1 }\nbody_from = "context.x"',
         "nodes.A: write body or body_from, not both"),
        ('type = "confirmation"\nprompt = "?"\nyes = "end"\nno = "end"\nyes_synonyms = "aye"',
         'nodes.A.yes_synonyms: must be a list, or a table of lists by language: { en = ["..."] }'),
    ],
)  # fmt: skip
def test_node_that_is_written_wrong(make_template, node, fault):
    with pytest.raises(InputError) as caught:
        built(make_template, node)
    assert f"{caught.value.where}: {caught.value.message}".split(": ", 1)[1] == fault
