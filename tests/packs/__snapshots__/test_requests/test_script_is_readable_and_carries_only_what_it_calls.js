// Made from the template: what the user typed is encoded here, so that it cannot change the request.
context.FindRequest = {
  id: inSegment(context.entities.id),
  id2: inSegment(context.entities.other?.id),
  q: encodeURIComponent("SELECT Id FROM Lead WHERE Name LIKE '" + inSoqlLike(context.entities.word) + "%'")
};

// Any value as text. Half a surrogate pair becomes U+FFFD: no URL can hold it.
function asText(value) {
  if (value === undefined || value === null) {
    return "";
  }
  const text = typeof value === "object" ? JSON.stringify(value) : String(value);
  return text.replace(/[\uD800-\uDFFF]/gu, "\uFFFD");
}

// One segment of a path. An empty or dotted one would name another resource.
function inSegment(value) {
  const text = asText(value);
  return /^\.{0,2}$/.test(text) ? "-" : encodeURIComponent(text);
}

// Inside '...' after LIKE of a SOQL query: % and _ mean themselves.
function inSoqlLike(value) {
  const escapes = { "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f" };
  return asText(value).replace(/[\\'"%_\n\r\t\b\f]/g, (sign) => escapes[sign] || "\\" + sign);
}
