// Salesforce lists what is wrong: [{ message, errorCode, fields }].
function errorsOf(body) {
  return [].concat(body).filter((error) => error && typeof error.errorCode === "string");
}

// Why it was not done, in the user's words; an error body is never shown.
// words: act ("create the lead"), unchanged ("No lead was created."), unsure (what to do when nobody knows whether
// it was done), missing (what to say when there is no such record).
function refusal(status, body, words) {
  const first = errorsOf(body)[0] || { errorCode: "" };
  const code = /^[A-Z][A-Z0-9_]+$/.test(first.errorCode) ? first.errorCode : `error ${status}`;
  const say = (sentence, then) => (then ? `${sentence} ${then}` : sentence);
  if (!status) {
    return say("I got no answer from Salesforce.", words.unsure);
  }
  if (status === 408 || /^(QUERY_TIMEOUT|REQUEST_RUNNING_TOO_LONG)$/.test(code)) {
    return say("Salesforce took too long to answer.", words.unsure);
  }
  if (status >= 500) {
    return say("Salesforce is not available right now.", words.unsure);
  }
  if (status === 429 || code === "REQUEST_LIMIT_EXCEEDED") {
    return say("Salesforce takes no more requests for now. Please try again later.", words.unchanged);
  }
  if (status === 401) {
    <% if action.end_user_signs_in %>
    return say("Your Salesforce sign-in has expired. Please sign in again and start over.", words.unchanged);
    <% else %>
    return say("My access to Salesforce has expired. Please tell whoever looks after this assistant.", words.unchanged);
    <% endif %>
  }
  if (/^API_(CURRENTLY_)?DISABLED/.test(code)) {
    return say("Your Salesforce org does not allow apps to connect. Please tell your administrator.", words.unchanged);
  }
  if (status === 403 || /^INSUFFICIENT_ACCESS/.test(code)) {
    const sentence = `Salesforce does not allow this account to ${words.act}.`;
    return say(`${sentence} Your administrator can change that.`, words.unchanged);
  }
  if (words.missing && (status === 404 || /^(MALFORMED_ID|NOT_FOUND|ENTITY_IS_DELETED)$/.test(code))) {
    return say(words.missing, words.unchanged);
  }
  if (code === "UNABLE_TO_LOCK_ROW") {
    return say("Somebody else is changing this record right now. Please try again in a moment.", words.unchanged);
  }
  return say(`Salesforce could not ${words.act} (${code}). Please tell your administrator.`, words.unchanged);
}
