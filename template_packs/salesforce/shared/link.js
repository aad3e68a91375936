// The address of the signed-in user's own org, as subDomainService found it, or "": then there is no link.
function orgAddress() {
  if (Number(context.subDomainService?.response?.statusCode) !== 200) {
    return "";
  }
  const urls = readBody(context.subDomainService?.response?.body).urls || {};
  const addresses = [urls.custom_domain, urls.rest, urls.sobjects, urls.enterprise, urls.profile]
    .map((url) => /^https:\/\/[\w.-]+/.exec(plain(url)))
    .filter(Boolean);
  return addresses.length > 0 ? addresses[0][0] : "";
}

<% include "shared/path.js" %>

// A text with a button below it that opens a page in Salesforce. The platform's buttons carry 640 characters at most.
function withLink(text, title, path) {
  const address = path && orgAddress();
  if (!address) {
    return text;
  }
  const url = address + path;
  if (text.length > 640) {
    return `${text}\n${title}: ${url}`;
  }
  return JSON.stringify({
    type: "template",
    payload: { template_type: "button", text, buttons: [{ type: "web_url", title, url }] },
  });
}
