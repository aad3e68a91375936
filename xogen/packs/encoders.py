"""The JavaScript that encodes user text, one function each, and the filters of templates that call them.

A generated pre-processor carries only the functions it uses. They keep to ES2015: no version is documented for the
platform, and real exports go that far (facts, kore-platform section 5).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_FUNCTIONS: Mapping[str, tuple[tuple[str, ...], str]] = {
    "asText": (
        (),
        r"""// Any value as text. Half a surrogate pair becomes U+FFFD: no URL can hold it.
function asText(value) {
  if (value === undefined || value === null) {
    return "";
  }
  const text = typeof value === "object" ? JSON.stringify(value) : String(value);
  return text.replace(/[\uD800-\uDFFF]/gu, "\uFFFD");
}""",
    ),
    "given": (
        ("asText",),
        r"""// What was not given is left out of the body.
function given(value) {
  const text = asText(value);
  return text === "" ? undefined : text;
}""",
    ),
    "asNumber": (
        ("given",),
        r"""// A number, or the text that is none, so that the service can say what is wrong with it.
function asNumber(value) {
  const text = given(value);
  return text !== undefined && /^\s*[-+]?\d{1,15}(\.\d{1,15})?\s*$/.test(text) ? Number(text) : text;
}""",
    ),
    "asDate": (
        ("given",),
        r"""// The day of an ISO date, or the text that is none.
function asDate(value) {
  const text = given(value);
  return text !== undefined && /^\d{4}-\d{2}-\d{2}/.test(text) ? text.slice(0, 10) : text;
}""",
    ),
    "asBoolean": (
        ("given",),
        r"""// True or false, or the text that is neither.
function asBoolean(value) {
  const text = given(value);
  const known = { true: true, yes: true, "1": true, false: false, no: false, "0": false };
  return text !== undefined && known.hasOwnProperty(text.toLowerCase()) ? known[text.toLowerCase()] : text;
}""",
    ),
    "asPercent": (
        ("asNumber",),
        r"""// A percentage as Salesforce counts it, 20 for "20%", "20 %" and 20, or the text that is none.
function asPercent(value) {
  const text = given(value);
  const number = asNumber(text === undefined ? text : text.replace(/\s*%\s*$/, ""));
  return typeof number === "number" ? number : text;
}""",
    ),
    "asDateTime": (
        ("given",),
        r"""// A moment of ISO 8601 with its zone, seconds filled in, or the text that is none.
function asDateTime(value) {
  const text = given(value);
  const parts = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})(:\d{2})?(\.\d{1,9})?\s*(Z|[-+]\d{2}:?\d{2})$/i.exec(text);
  return parts ? `${parts[1]}T${parts[2]}${parts[3] || ":00"}${parts[5].toUpperCase()}` : text;
}""",
    ),
    "asTime": (
        ("given",),
        r"""// A time of day, or the text that is none.
function asTime(value) {
  const text = given(value);
  const parts = /^(?:.*T)?([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?/.exec(text);
  return parts ? `${parts[1]}:${parts[2]}:${parts[3] || "00"}.000Z` : text;
}""",
    ),
    "asList": (
        ("given",),
        r"""// Several values of a list, as Salesforce keeps them: separated by semicolons.
function asList(value) {
  return given(Array.isArray(value) ? value.join(";") : value);
}""",
    ),
    "orNull": (
        (),
        r"""// Says that there is no value, where leaving it out would mean something else.
function orNull(value) {
  return value === undefined ? null : value;
}""",
    ),
    "inJson": (
        ("asText",),
        r"""// A body as JSON. The platform's own braces are taken apart, in case it looks for them again.
function inJson(value) {
  const whole = (key, item) => (typeof item === "string" ? asText(item) : item);
  const json = JSON.stringify(value === undefined ? {} : value, whole);
  return json.replace(/\{(?=\{)/g, "\\u007b");
}""",
    ),
    "inSegment": (
        ("asText",),
        r"""// One segment of a path. An empty or dotted one would name another resource.
function inSegment(value) {
  const text = asText(value);
  return /^\.{0,2}$/.test(text) ? "-" : encodeURIComponent(text);
}""",
    ),
    "inHeader": (
        ("asText",),
        r"""// The value of a header: one line, no control characters.
function inHeader(value) {
  return asText(value).replace(/[\u0000-\u001f\u007f]+/g, " ").trim();
}""",
    ),
    "inSoql": (
        ("asText",),
        r"""// Inside '...' of a SOQL query.
function inSoql(value) {
  const escapes = { "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f" };
  return asText(value).replace(/[\\'"\n\r\t\b\f]/g, (sign) => escapes[sign] || "\\" + sign);
}""",
    ),
    "inSoqlLike": (
        ("asText",),
        r"""// Inside '...' after LIKE of a SOQL query: % and _ mean themselves.
function inSoqlLike(value) {
  const escapes = { "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f" };
  return asText(value).replace(/[\\'"%_\n\r\t\b\f]/g, (sign) => escapes[sign] || "\\" + sign);
}""",
    ),
    "inSosl": (
        ("asText",),
        r"""// Inside { } of a SOSL search.
function inSosl(value) {
  return asText(value).replace(/\s+/g, " ").trim().replace(/[?&|!{}[\]()^~*:\\"'+-]/g, "\\$&");
}""",
    ),
    "soqlNumber": (
        ("asNumber",),
        r"""// A number of a SOQL query; null, which matches nothing, for anything else.
function soqlNumber(value) {
  const number = asNumber(value);
  return typeof number === "number" ? String(number) : "null";
}""",
    ),
    "soqlDate": (
        ("asDate",),
        r"""// A date of a SOQL query; null, which matches nothing, for anything else.
function soqlDate(value) {
  const date = asDate(value);
  return /^\d{4}-\d{2}-\d{2}$/.test(date) ? date : "null";
}""",
    ),
}


@dataclass(frozen=True, slots=True)
class Filter:
    """A template's filter: which function it calls in a body and in a query, and where it may stand.

    ``quoted`` is its side of the quotes in a query: inside, outside, or nowhere in one.
    """

    body: str | None = None
    query: str | None = None
    quoted: bool | None = None


FILTERS: Mapping[str, Filter] = {
    "text": Filter(body="given"),
    "number": Filter(body="asNumber", query="soqlNumber", quoted=False),
    "date": Filter(body="asDate", query="soqlDate", quoted=False),
    "boolean": Filter(body="asBoolean"),
    "percent": Filter(body="asPercent"),
    "datetime": Filter(body="asDateTime"),
    "time": Filter(body="asTime"),
    "list": Filter(body="asList"),
    "soql": Filter(query="inSoql", quoted=True),
    "soql_like": Filter(query="inSoqlLike", quoted=True),
    "sosl": Filter(query="inSosl", quoted=False),
    "or_null": Filter(),
    "raw": Filter(),
}


def functions(names: Iterable[str]) -> str:
    """Return the source of the functions, with those they call, in a fixed order."""
    wanted: set[str] = set()
    todo = list(names)
    while todo:
        name = todo.pop()
        if name not in wanted:
            wanted.add(name)
            todo += _FUNCTIONS[name][0]
    return "\n\n".join(source for name, (_, source) in _FUNCTIONS.items() if name in wanted)
