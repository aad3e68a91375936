<% include "shared/answer.js" %>

// What this page shows, and whether another one follows: one lead more than a page holds was asked for.
const size = <%= parameters.page_size %>;
const found = [].concat(readBody(context.listAllLeadsService?.response?.body).records || []).filter(Boolean);
const next = context.leadPage.offset + size;
const page = { first: next - size + 1, leads: found.slice(0, size), offset: next, more: "no" };
if (found.length > size) {
  page.more = next <= 2000 ? "yes" : "too far"; // Salesforce skips 2,000 records at most
}
context.leadPage = page;
