<% include "shared/answer.js" %>

<% include "shared/refusal.js" %>

<% include "shared/leads.js" %>

<% include "shared/link.js" %>

const status = Number(context.listAllLeadsService?.response?.statusCode);
const body = readBody(context.listAllLeadsService?.response?.body);
const words = { act: "list leads", unsure: "Please try again in a moment." };

function reply() {
  if (!(status >= 200 && status < 300)) {
    return refusal(status, body, words);
  }
  const page = context.leadPage;
  if (page.leads.length === 0) {
    return page.first > 1 ? "There are no more leads." : "There are no leads in Salesforce yet.";
  }
  const lines = page.leads.map((lead, place) => `${page.first + place}. ${leadLine(lead)}`);
  if (page.more === "too far") {
    lines.push("I can't go on further than this. To find a lead, say \"search leads\".");
  }
  return withLink(lines.join("\n"), "View in Salesforce", "/lightning/o/Lead/list");
}

print(reply());
