// Only the chosen field goes into the request: a PATCH leaves all others as they are.
const choices = {
  LeadStatus: { field: "status", name: "Status", value: context.entities.LeadStatus || "" },
  Title: { field: "title", name: "Title", value: context.entities.Title || "" },
  MobilePhone: { field: "mobile phone", name: "MobilePhone", value: context.entities.MobilePhone || "" },
};
const { field, name, value } = choices[context.entities.AskOptions];
context.leadUpdate = { field, value, record: { [name]: value } };
