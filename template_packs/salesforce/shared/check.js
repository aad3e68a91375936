<% set ruled = fields | selectattr("about.offers", "defined") | list -%>
// What the org would not take of an answer, in words, or "" when nothing is wrong with it.
// answer: { field, value }, the field with the limits that the org describes<% if ruled %>; answers: all of them<% endif %>.
function faultOf({ field, value }<% if ruled %>, answers<% endif %>) {
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
  return <% if ruled %>field.offers ? combinationFault(field, value, answers) : <% endif %>"";
}
<% if ruled %>

// What a list offers depends on another answer: the states of a country.
function combinationFault(field, value, answers) {
  const ruling = answers.filter((answer) => answer.field.name === field.controller)[0];
  const offered = offeredBy(field, ruling);
  const chosen = [].concat(value).filter((one) => one !== undefined && one !== null && one !== "");
  if (!offered || offered.length === 0 || chosen.every((one) => offered.includes(String(one)))) {
    return "";
  }
  const names = offered.map((one) => shown(one, field));
  const some = names.length > 12 ? `${names.slice(0, 12).join(", ")} and ${names.length - 12} more` : names.join(", ");
  return `With the ${ruling.field.words} ${shown(ruling.value, ruling.field)}, the ${field.words} can be: ${some}.`;
}

// The values that go with the answer that rules them: none without one, undefined where nobody knows.
function offeredBy(field, ruling) {
  const value = ruling && ruling.value !== undefined && ruling.value !== null ? String(ruling.value) : "";
  return Object.prototype.hasOwnProperty.call(field.offers, value) ? field.offers[value] : value ? undefined : [];
}
<% endif %>

// The first answer that the org would not take, counted: whoever does not get it right in three tries is let go.
function checked(answers, triesBefore) {
  const wrong = answers.filter((answer) => faultOf(answer<% if ruled %>, answers<% endif %>) !== "")[0];
  const tries = wrong ? Number(triesBefore || 0) + 1 : 0;
  return {
    state: !wrong ? "good" : tries < 3 ? "again" : "stop",
    tries: tries < 3 ? tries : 0,
    wrong: wrong ? wrong.field.name : "",
    fault: wrong ? faultOf(wrong<% if ruled %>, answers<% endif %>) : "",
  };
}
