<% include "shared/answer.js" %>

<% include "shared/shown.js" %>

<% include "shared/path.js" %>

<% include "shared/records.js" %>

const status = Number(context.findRecordsService?.response?.statusCode);
const found = status >= 200 && status < 300 ? recordsOf(readBody(context.findRecordsService?.response?.body)) : [];
const list = found.slice(0, 10).map((record) => ({ id: record.Id, name: recordName(record), line: recordLine(record) }));
const states = ["none", "one"];
context.foundRecords = { state: states[list.length] || "several", list, more: found.length > 10, wrong: false };
context.chosenRecord = list.length === 1 ? list[0] : { id: "", name: "", line: "" };
