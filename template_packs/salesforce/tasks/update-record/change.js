<% include "shared/plain.js" %>

<% include "shared/shown.js" %>

<% set fields = described.changes %>
<% include "shared/check.js" %>

const answers = [
<% for item in described.changes %>
  { field: <%= item.about | js %>, value: context.entities.<%= item.id %> ?? "" },
<% endfor %>
].filter(({ value }) => value !== "");
<% if described.changes | length > 1 %>
const chosen = answers.filter(({ field }) => field.name === context.entities.FieldToChange);
<% else %>
const chosen = answers;
<% endif %>
const { field, value } = chosen[0] || { field: {}, value: "" };

context.recordChange = {
  ...checked(chosen, context.recordChange?.tries),
  field: field.words || "",
  text: shown(value, field),
<% for item in described.changes %>
  <%= item.id %>: field.name === <%= item.name | js %> ? value : "",
<% endfor %>
};
