// Only the chosen field gets a value, so that only it goes into the request.
const choices = {
  LeadStatus: { field: "status", value: context.entities.LeadStatus || "" },
  Title: { field: "title", value: context.entities.Title || "" },
  MobilePhone: { field: "mobile phone", value: context.entities.MobilePhone || "" },
};
const chosen = context.entities.AskOptions;
const { field, value } = choices[chosen];
context.leadUpdate = {
  field,
  value,
  LeadStatus: chosen === "LeadStatus" ? value : "",
  Title: chosen === "Title" ? value : "",
  MobilePhone: chosen === "MobilePhone" ? value : "",
};
