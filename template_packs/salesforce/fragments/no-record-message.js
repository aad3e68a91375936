<% include "shared/answer.js" %>

<% include "shared/refusal.js" %>

const status = Number(context.findRecordsService?.response?.statusCode);
const body = readBody(context.findRecordsService?.response?.body);
const words = { act: "look for <%= sobject.plural %>", unsure: "Please try again in a moment." };

function reply() {
  if (status >= 200 && status < 300) {
    return `I found no <%= sobject.words %> for "${plain(context.entities.Keyword)}".`;
  }
  return refusal(status, body, words);
}

print(reply());
