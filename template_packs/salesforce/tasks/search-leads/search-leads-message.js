<% include "shared/answer.js" %>

<% include "shared/refusal.js" %>

<% include "shared/leads.js" %>

<% include "shared/link.js" %>

const status = Number(context.searchLeadsService?.response?.statusCode);
const body = readBody(context.searchLeadsService?.response?.body);
const words = { act: "search leads", unsure: "Please try again in a moment." };
const limit = <%= parameters.limit %>;

function reply() {
  if (!(status >= 200 && status < 300)) {
    return refusal(status, body, words);
  }
  const keyword = plain(context.entities.Keyword);
  const found = [].concat(body.records || []).filter(Boolean);
  if (found.length === 0) {
    return `I found no lead for "${keyword}". A part of the name or of the company is enough.`;
  }
  if (found.length === 1) {
    return withLink(`I found one lead: ${leadLine(found[0])}`, "View in Salesforce", recordPath(found[0].Id));
  }
  const lines = found.slice(0, limit).map((lead, place) => `${place + 1}. ${leadLine(lead)}`);
  const many = `I found more than ${limit} leads. The first ones`;
  const head = found.length > limit ? many : `I found ${found.length} leads`;
  return withLink([`${head}:`, ...lines].join("\n"), "View all leads", "/lightning/o/Lead/list");
}

print(reply());
