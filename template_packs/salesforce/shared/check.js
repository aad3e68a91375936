// What the org would not take of an answer, in words, or "" when nothing is wrong with it.
// answer: { field, value }, the field with the limits that the org describes.
function faultOf({ field, value }) {
  const text = value === undefined || value === null || typeof value === "object" ? "" : String(value).trim();
  const number = /^[-+]?(\d*)(?:\.(\d+))?$/.exec(text.replace(/\s*%$/, ""));
  if (field.length && text.length > field.length) {
    return `The ${field.words} is too long: Salesforce takes ${field.length} characters at most.`;
  }
  if (field.whole && number && Number(number[2]) > 0) {
    return `Please give me a whole number for the ${field.words}.`;
  }
  if (field.digits && number && number[1].replace(/^0+/, "").length > field.digits) {
    return `The ${field.words} is too big: Salesforce takes ${field.digits} digits at most.`;
  }
  return "";
}

// The first answer that the org would not take, counted: whoever does not get it right in three tries is let go.
function checked(answers, triesBefore) {
  const wrong = answers.filter((answer) => faultOf(answer) !== "")[0];
  const tries = wrong ? Number(triesBefore || 0) + 1 : 0;
  return {
    state: !wrong ? "good" : tries < 3 ? "again" : "stop",
    tries: tries < 3 ? tries : 0,
    wrong: wrong ? wrong.field.name : "",
    fault: wrong ? faultOf(wrong) : "",
  };
}
