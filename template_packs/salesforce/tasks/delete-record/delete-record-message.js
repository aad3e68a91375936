<% include "shared/answer.js" %>

<% include "shared/refusal.js" %>

<% include "shared/rejection.js" %>

const status = Number(context.deleteRecordService?.response?.statusCode);
const body = readBody(context.deleteRecordService?.response?.body);
const words = {
  act: "delete <%= sobject.the %>",
  unchanged: "Nothing was deleted.",
  unsure: "It may have been deleted all the same: please look it up before you try again.",
  missing: "The <%= sobject.words %> is not there any more.",
};

function reply() {
  if (status >= 200 && status < 300) {
    return `Done: <%= sobject.the %> ${plain(context.chosenRecord?.line)} is deleted. Salesforce keeps it in the Recycle Bin for a while.`;
  }
  return rejection(body, words) || refusal(status, body, words);
}

print(reply());
