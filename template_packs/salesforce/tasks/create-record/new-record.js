<% include "shared/plain.js" %>

<% include "shared/shown.js" %>

<% set fields = described.asked %>
<% include "shared/check.js" %>

const answers = [
<% for item in described.asked %>
  { field: <%= item.about | js %>, value: context.entities.<%= item.id %> },
<% endfor %>
];
<% for item in described.asked if item.about.offers is defined %>
<% if loop.first %>

// Where the answer that rules a list leaves nothing to choose, the list stays empty.
function offersNothing(name) {
  const { field } = answers.filter((answer) => answer.field.name === name)[0];
  const offered = offeredBy(field, answers.filter((answer) => answer.field.name === field.controller)[0]);
  return offered !== undefined && offered.length === 0;
}

<% endif %>
if (offersNothing(<%= item.name | js %>)) {
  delete context.entities.<%= item.id %>;
  answers.filter((answer) => answer.field.name === <%= item.name | js %>)[0].value = "";
}
<% endfor %>
const said = answers.map(({ field, value }) => ({ ...field, text: shown(value, field) }));

// What it is called: first and last name in this order, or whatever was asked first; an id says nothing to people.
function title() {
  const names = said.filter((field) => field.names && field.text);
  const first = names.filter((field) => field.name === "FirstName");
  const called = first.concat(names.filter((field) => !first.includes(field)));
  return (called.length > 0 ? called : said.filter((field) => field.type !== "reference").slice(0, 1)).map((field) => field.text).join(" ");
}

context.newRecord = {
  ...checked(answers, context.newRecord?.tries),
  title: title(),
  review: said.map((field) => `${field.label}: ${field.text || "-"}`).join("\n"),
};
