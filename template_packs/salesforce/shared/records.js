// What tells one <%= sobject.words %> from another: the first of these is what it is called.
const columns = <%= described.columns | map(attribute="about") | list | js %>;

function recordName(record) {
  return shown(record[columns[0].name], columns[0]) || plain(record.Id);
}

// One line for a record in a list.
function recordLine(record) {
  const rest = columns.slice(1).map((column) => shown(record[column.name], column)).filter(Boolean);
  return rest.length > 0 ? `${recordName(record)} (${rest.join(", ")})` : recordName(record);
}

// The records of a query's answer; what has no ID is none.
function recordsOf(body) {
  return [].concat(body.records || []).filter((record) => record && recordPath(record.Id));
}
