<% include "shared/answer.js" %>

<% include "shared/refusal.js" %>

<% include "shared/rejection.js" %>

<% include "shared/link.js" %>

const status = Number(context.CreateLeadService?.response?.statusCode);
const body = readBody(context.CreateLeadService?.response?.body);
const words = {
  act: "create the lead",
  unchanged: "No lead was created.",
  unsure: "The lead may have been created all the same: please search for it before you try again.",
  fields: { FirstName: "first name", LastName: "last name", Company: "company" },
};

function reply() {
  if (status >= 200 && status < 300) {
    const name = `${plain(context.entities.firstName)} ${plain(context.entities.lastName)}`;
    const text = `Done: ${name} at ${plain(context.entities.companyName)} is a new lead.`;
    return withLink(text, "View in Salesforce", recordPath(body.id));
  }
  const text = rejection(body, words) || refusal(status, body, words);
  return withLink(text, "View that record", recordPath(rivalOf(body)));
}

print(reply());
