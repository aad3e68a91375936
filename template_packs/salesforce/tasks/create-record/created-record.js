<% include "shared/answer.js" %>

<% include "shared/path.js" %>

const status = Number(context.createRecordService?.response?.statusCode);
const { id } = readBody(context.createRecordService?.response?.body);
context.createdRecord = { id: status >= 200 && status < 300 && recordPath(id) ? id : "" };
