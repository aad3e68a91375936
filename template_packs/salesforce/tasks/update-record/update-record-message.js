<% include "shared/answer.js" %>

<% include "shared/refusal.js" %>

<% include "shared/rejection.js" %>

<% include "shared/link.js" %>

const status = Number(context.updateRecordService?.response?.statusCode);
const body = readBody(context.updateRecordService?.response?.body);
const words = {
  act: "change <%= sobject.the %>",
  unchanged: "Nothing was changed.",
  unsure: "It may have been changed all the same: please have a look at it before you try again.",
  missing: "The <%= sobject.words %> is not there any more.",
  fields: {
<% for item in described.changes %>
    <%= item.name %>: <%= item.words | js %>,
<% endfor %>
  },
};

function reply() {
  if (status >= 200 && status < 300) {
    const change = context.recordChange || {};
    const text = `Done: the ${change.field} of ${plain(context.chosenRecord?.name)} is now ${plain(change.text)}.`;
    return withLink(text, "View in Salesforce", recordPath(context.chosenRecord?.id));
  }
  const text = rejection(body, words) || refusal(status, body, words);
  return withLink(text, "View that record", recordPath(rivalOf(body)));
}

print(reply());
