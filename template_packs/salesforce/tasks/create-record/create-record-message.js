<% include "shared/answer.js" %>

<% include "shared/refusal.js" %>

<% include "shared/rejection.js" %>

<% include "shared/link.js" %>

const status = Number(context.createRecordService?.response?.statusCode);
const body = readBody(context.createRecordService?.response?.body);
const words = {
  act: "create <%= sobject.the %>",
  unchanged: "No <%= sobject.words %> was created.",
  unsure: "It may have been created all the same: please look for it before you try again.",
  fields: {
<% for item in described.asked %>
    <%= item.name %>: <%= item.words | js %>,
<% endfor %>
  },
};
<% if described.given %>

// The number that Salesforce has given it, where it could be read.
function number() {
  const known = Number(context.readNumberService?.response?.statusCode) === 200;
  const record = known ? readBody(context.readNumberService?.response?.body) : {};
  return [<% for item in described.given %>record.<%= item.name %><% if not loop.last %>, <% endif %><% endfor %>].map(plain).filter(Boolean).join(", ");
}
<% endif %>

function reply() {
  if (status >= 200 && status < 300) {
<% if described.given %>
    const called = [number(), plain(context.newRecord?.title)].filter(Boolean).join(", ");
<% else %>
    const called = plain(context.newRecord?.title);
<% endif %>
    const text = `${["Done: I created <%= sobject.the %>", called].filter(Boolean).join(" ")}.`;
    return withLink(text, "View in Salesforce", recordPath(body.id));
  }
  const text = rejection(body, words) || refusal(status, body, words);
  return withLink(text, "View that record", recordPath(rivalOf(body)));
}

print(reply());
