<% include "shared/plain.js" %>

<% include "shared/shown.js" %>

<% include "shared/check.js" %>

const answers = [
<% for item in described.asked %>
  { field: <%= item.about | js %>, value: context.entities.<%= item.id %> },
<% endfor %>
];
const said = answers.map(({ field, value }) => ({ ...field, text: shown(value, field) }));

// What it is called: first and last name in this order, or whatever was asked first.
function title() {
  const names = said.filter((field) => field.names && field.text);
  const first = names.filter((field) => field.name === "FirstName");
  const called = first.concat(names.filter((field) => !first.includes(field)));
  return (called.length > 0 ? called : said.slice(0, 1)).map((field) => field.text).join(" ");
}

context.newRecord = {
  ...checked(answers, context.newRecord?.tries),
  title: title(),
  review: said.map((field) => `${field.label}: ${field.text || "-"}`).join("\n"),
};
