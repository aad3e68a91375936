<% include "shared/answer.js" %>

<% include "shared/refusal.js" %>

<% include "shared/rejection.js" %>

const status = Number(context.deleteLeadService?.response?.statusCode);
const body = readBody(context.deleteLeadService?.response?.body);
const words = {
  act: "delete the lead",
  unchanged: "Nothing was deleted.",
  unsure: "The lead may have been deleted all the same: please look it up before you try again.",
  missing: "The lead is not there any more.",
};

function reply() {
  if (status >= 200 && status < 300) {
    return `Done: the lead ${context.leadToDelete} is deleted. Salesforce keeps it in the Recycle Bin for a while.`;
  }
  return rejection(body, words) || refusal(status, body, words);
}

print(reply());
