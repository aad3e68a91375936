// Where a record's page is, or "" without an id.
function recordPath(id) {
  return typeof id === "string" && /^\w{15,18}$/.test(id) ? `/${id}` : "";
}
