<% include "shared/answer.js" %>

<% include "shared/refusal.js" %>

<% include "shared/link.js" %>

const status = Number(context.viewLeadbyIdService?.response?.statusCode);
const lead = readBody(context.viewLeadbyIdService?.response?.body);
const words = {
  act: "read the lead",
  unsure: "Please try again in a moment.",
  missing: `I can't find a lead with the ID ${plain(context.entities.ID)}.`,
};

function details() {
  const name = plain(lead.Name) || [lead.FirstName, lead.LastName].map(plain).filter(Boolean).join(" ");
  const rows = [
    ["Company", lead.Company],
    ["Title", lead.Title],
    ["Status", lead.Status],
    ["E-mail", lead.Email],
    ["Phone", lead.Phone],
    ["Mobile", lead.MobilePhone],
    ["Source", lead.LeadSource],
    ["Created", plain(lead.CreatedDate).slice(0, 10)],
  ];
  const known = rows.filter(([, value]) => plain(value)).map(([label, value]) => `${label}: ${plain(value)}`);
  return [name || "This lead has no name", ...known].join("\n");
}

function reply() {
  if (status >= 200 && status < 300) {
    return withLink(details(), "View in Salesforce", recordPath(lead.Id));
  }
  return refusal(status, lead, words);
}

print(reply());
