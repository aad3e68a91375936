<% include "shared/answer.js" %>

<% include "shared/refusal.js" %>

<% include "shared/rejection.js" %>

<% include "shared/link.js" %>

const status = Number(context.CreateOpportunityService?.response?.statusCode);
const body = readBody(context.CreateOpportunityService?.response?.body);
const words = {
  act: "create the opportunity",
  unchanged: "No opportunity was created.",
  unsure: "The opportunity may have been created all the same: please look for it in Salesforce before you try again.",
  fields: { Name: "name", CloseDate: "close date", StageName: "stage" },
};

function reply() {
  if (status >= 200 && status < 300) {
    const stage = plain(context.entities.StageofOpportunity);
    const text = `Done: ${plain(context.entities.OpportunityName)} is a new opportunity, in the stage ${stage}.`;
    return withLink(text, "View in Salesforce", recordPath(body.id));
  }
  const text = rejection(body, words) || refusal(status, body, words);
  return withLink(text, "View that record", recordPath(rivalOf(body)));
}

print(reply());
