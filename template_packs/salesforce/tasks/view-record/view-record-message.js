<% include "shared/answer.js" %>

<% include "shared/refusal.js" %>

<% include "shared/link.js" %>

<% include "shared/shown.js" %>

const status = Number(context.viewRecordService?.response?.statusCode);
const record = readBody(context.viewRecordService?.response?.body);
const words = {
  act: "read <%= sobject.the %>",
  unsure: "Please try again in a moment.",
  missing: "The <%= sobject.words %> is not there any more.",
};
const fields = <%= described.shown | map(attribute="about") | list | js %>;

function details() {
  const rows = fields.map((field) => ({ label: field.label, text: shown(record[field.name], field) }));
  const known = rows.filter(({ text }) => text).map(({ label, text }) => `${label}: ${text}`);
  return known.length > 0 ? known.join("\n") : `Nothing is known about the <%= sobject.words %> ${plain(context.chosenRecord?.name)}.`;
}

function reply() {
  if (status >= 200 && status < 300) {
    return withLink(details(), "View in Salesforce", recordPath(record.Id));
  }
  return refusal(status, record, words);
}

print(reply());
