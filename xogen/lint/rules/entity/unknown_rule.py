"""An entity rule that does nothing for its entity."""

from __future__ import annotations

from collections.abc import Iterator

from xogen.formats.pointers import to_pointer
from xogen.lint.examples import Data, dialog, entity, intent, message
from xogen.lint.facts import TaskFacts
from xogen.lint.rule import Flag, Problem, bad, good, rule
from xogen.model.finding import Severity
from xogen.model.nearest import did_you_mean
from xogen.model.nodes import EntityNode

ANY = ("allowConfirmation", "confirmYesSynonyms", "confirmNoSynonyms", "processLatestSentence", "patternsOnly",
       "preConditions", "isCurrencyCode")  # fmt: skip
OWN = {
    "string": ("discardAsCommand", "stripLeading", "stripTrailing", "avoidSingleWord", "avoidSingleVerb",
               "extractOnlyNumbers", "letters"),
    "number": ("asString", "digits"),
    "currency": ("defaultCode", "maxDigits", "currencyCodes", "ignoreOnlyCode"),
    "composite": ("modelNumber",),
    "person-name": ("disablePatterns", "ignoreWords", "negativePatterns", "ignorePunctuation"),
    "company": ("ignoreWords", "negativePatterns"),
    "city": ("ignoreWords", "negativePatterns"),
    "date": ("range", "referenceDate", "preferredDateFormat", "returnOnlyMonthYear"),
    "date-period": ("range", "referenceDate", "preferredDateFormat", "returnOnlyMonthYear", "tense"),
    "date-time": ("range", "preferredTimes", "timeRangePossible", "timeOnly", "referenceDate", "preferredDateFormat"),
    "time": ("range", "preferredTimes", "timeRangePossible", "timeOnly"),
    "zip-code": ("preferredCountries",),
    "location": ("preferredCountries",),
    "list-of-values": ("ignoreLemmaWords", "ignoreWords", "ownership", "includeWords", "excludeWords", "noIndexMatch"),
    "list-lookup": ("ignoreLemmaWords", "ignoreWords", "ownership", "includeWords", "excludeWords", "noIndexMatch"),
}  # fmt: skip
"""The documented rules (facts, kore-platform 4.4), by entity type."""
EVERY = frozenset((*ANY, *(name for names in OWN.values() for name in names)))
DONE = message("done", "I will order {{context.entities.amount}}.")


def _asks(**rules: object) -> Data:
    return dialog(intent("amount"), entity("amount", "done", "How many?", entity_type="number", rules=rules), DONE)


@rule(
    "entity",
    severity=Severity.WARNING,
    summary="An entity rule that this type of entity does not have",
    rationale="""
        Entity rules are JSON that the platform does not check: a misspelt rule, or one of another type, does nothing,
        and nobody is told. Rules of types without a documented one are taken as they are where the name is known.
    """,
    bad=bad(
        _asks(digit=5, letters=3),
        Flag("/nodes/1/rules/digit", "there is no entity rule 'digit'; did you mean 'digits'?", "amount"),
        Flag("/nodes/1/rules/letters", "an entity of the type number has no rule 'letters'", "amount"),
    ),
    good=good(_asks(digits=5)),
)
def unknown_rule(node: EntityNode, _facts: TaskFacts) -> Iterator[Problem]:
    own = OWN.get(node.entity_type)
    for name in node.rules:
        if name not in EVERY:
            yield Problem(to_pointer(("rules", name)), f"there is no entity rule {name!r}{did_you_mean(name, EVERY)}")
        elif own is not None and name not in own and name not in ANY:
            words = f"an entity of the type {node.entity_type} has no rule {name!r}"
            yield Problem(to_pointer(("rules", name)), words)
