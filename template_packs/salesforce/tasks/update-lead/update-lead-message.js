<% include "shared/answer.js" %>

<% include "shared/refusal.js" %>

<% include "shared/rejection.js" %>

<% include "shared/link.js" %>

const status = Number(context.updateLeadService?.response?.statusCode);
const body = readBody(context.updateLeadService?.response?.body);
const id = plain(context.entities.Id);
const words = {
  act: "change the lead",
  unchanged: "Nothing was changed.",
  unsure: "The lead may have been changed all the same: please have a look at it before you try again.",
  missing: `I can't find a lead with the ID ${id}.`,
  fields: { Status: "status", Title: "title", MobilePhone: "mobile phone" },
};

function reply() {
  if (status >= 200 && status < 300) {
    const text = `Done: the ${context.leadUpdate.field} is now ${plain(context.leadUpdate.value)}.`;
    return withLink(text, "View in Salesforce", recordPath(id));
  }
  const text = rejection(body, words) || refusal(status, body, words);
  return withLink(text, "View that record", recordPath(rivalOf(body)));
}

print(reply());
