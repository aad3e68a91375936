// A value of a record as one line of text. Web forms write records, so anything may stand in them: what the
// platform would take for a reference or a link is taken apart.
function plain(value) {
  const text = value === undefined || typeof value === "object" ? "" : String(value);
  return text.replace(/\s+/g, " ").trim().replace(/\{(?=\{)/g, "{ ").replace(/\](?=\()/g, "] ");
}
