const wrong = context.newRecord.wrong;
<% for item in described.asked %>
if (wrong === <%= item.name | js %>) {
  delete context.entities.<%= item.id %>;
}
<% endfor %>
