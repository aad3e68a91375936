<% include "shared/answer.js" %>

<% include "shared/refusal.js" %>

const status = Number(context.readLeadService?.response?.statusCode);
const body = readBody(context.readLeadService?.response?.body);

print(refusal(status, body, {
  act: "read the lead",
  unchanged: "Nothing was deleted.",
  unsure: "Nothing was deleted. Please try again in a moment.",
  missing: `I can't find a lead with the ID ${plain(context.entities.ID)}.`,
}));
