// What Salesforce has against the record itself, or "" when that is not the reason: then refusal() knows more.
// words: as for refusal(), and fields (what the user calls them, by their names in Salesforce).
function rejection(body, words) {
  const reasons = errorsOf(body).map((error) => reasonOf(error, words)).filter(Boolean);
  return reasons.length > 0 ? reasons.concat(words.unchanged).join(" ") : "";
}

function messageOf(error) {
  return typeof error.message === "string" ? error.message : "";
}

<% if operation == "delete" %>
function reasonOf(error) {
  switch (error.errorCode) {
    case "FIELD_CUSTOM_VALIDATION_EXCEPTION":
      return messageOf(error); // an administrator wrote it for people: word for word
    case "DELETE_FAILED":
    case "DEPENDENCY_EXISTS":
      return "Other records in Salesforce depend on this one, so it can't be deleted.";
    default:
      return "";
  }
}
<% else %>
function reasonOf(error, words) {
  const fields = [].concat(error.fields || []).map((name) => fieldName(plain(name), words)).filter(Boolean).join(" and ");
  switch (error.errorCode) {
    case "FIELD_CUSTOM_VALIDATION_EXCEPTION":
      return messageOf(error); // an administrator wrote it for people: word for word
    case "DUPLICATES_DETECTED": {
      const count = matchesOf(error).length;
      return `Salesforce already has ${count > 1 ? `${count} records` : "a record"} like this one.`;
    }
    case "DUPLICATE_VALUE":
      return "Another record in Salesforce already has a value that must be unique.";
    <% if operation == "update" %>
    case "CANNOT_UPDATE_CONVERTED_LEAD":
      return "This lead has been converted, so it can't be changed any more.";
    <% endif %>
    case "REQUIRED_FIELD_MISSING":
      return fields && `Salesforce also needs the ${fields}.`;
    case "STRING_TOO_LONG": {
      const limit = /max length=(\d+)/.exec(messageOf(error));
      return fields && `The ${fields} is too long${limit ? ` (${limit[1]} characters at most)` : ""}.`;
    }
    case "INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST":
      return fields && `Salesforce does not offer that ${fields}.`;
    case "INVALID_FIELD_FOR_INSERT_UPDATE":
      return fields && `Salesforce does not let this account fill in the ${fields}.`;
    case "MALFORMED_ID":
      return ""; // no field of the record
    default:
      return fields && `Salesforce did not accept the ${fields}.`;
  }
}

function fieldName(name, words) {
  return words.fields[name] || name.replace(/__c$/, "").replace(/_/g, " ");
}

// The records that Salesforce takes for the same. In some versions it misspells its own key.
function matchesOf(error) {
  const results = [].concat((error.duplicateResult || error.duplicateResut || {}).matchResults);
  return results.reduce((all, result) => all.concat(result?.matchRecords || []), []);
}

// The id of the record that stands in the way, or "".
function rivalOf(body) {
  const rivals = errorsOf(body).map((error) => {
    const named = error.errorCode === "DUPLICATE_VALUE" && /record with id: (\w+)/.exec(messageOf(error));
    return matchesOf(error)[0]?.record?.Id || (named && named[1]);
  });
  return rivals.filter(Boolean)[0] || "";
}
<% endif %>
