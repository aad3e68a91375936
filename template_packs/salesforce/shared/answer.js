// A body arrives as an object or as JSON text; the error page of a proxy in between is neither.
function readBody(body) {
  if (typeof body !== "string") {
    return body || {};
  }
  try {
    return JSON.parse(body) || {};
  } catch (notJson) {
    return {};
  }
}

<% include "shared/plain.js" %>
