<% include "shared/answer.js" %>

<% include "shared/refusal.js" %>

<% include "shared/link.js" %>

<% include "shared/shown.js" %>

<% include "shared/records.js" %>

const status = Number(context.searchRecordsService?.response?.statusCode);
const body = readBody(context.searchRecordsService?.response?.body);
const words = { act: "look for <%= sobject.plural %>", unsure: "Please try again in a moment." };
const limit = <%= parameters.limit %>;

function reply() {
  if (!(status >= 200 && status < 300)) {
    return refusal(status, body, words);
  }
  const found = recordsOf(body);
  if (found.length === 0) {
    return `I found no <%= sobject.words %> for "${plain(context.entities.Keyword)}".`;
  }
  if (found.length === 1) {
    return withLink(`I found one: ${recordLine(found[0])}`, "View in Salesforce", recordPath(found[0].Id));
  }
  const lines = found.slice(0, limit).map((record, place) => `${place + 1}. ${recordLine(record)}`);
  const head = found.length > limit ? `I found more than ${limit}. The first ones` : `I found ${found.length} <%= sobject.plural %>`;
  return withLink([`${head}:`, ...lines].join("\n"), "View all", "/lightning/o/<%= object %>/list");
}

print(reply());
