const wrong = context.recordChange.wrong;
<% for item in described.changes %>
if (wrong === <%= item.name | js %>) {
  delete context.entities.<%= item.id %>;
}
<% endfor %>
