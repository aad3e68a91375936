<% include "shared/answer.js" %>

// Who will be deleted, for the question: name and company, or the ID where the record tells neither.
const lead = readBody(context.readLeadService?.response?.body);
const name = plain(lead.Name);
const company = plain(lead.Company);
context.leadToDelete = [name, company && `(${company})`].filter(Boolean).join(" ") || plain(context.entities.ID);
