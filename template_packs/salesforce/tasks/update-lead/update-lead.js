// Only the chosen field goes into the request: a PATCH leaves all others as they are.
switch (context.entities.AskOptions) {
  case "Title":
    context.leadUpdate = { field: "title", value: context.entities.Title, record: { Title: context.entities.Title } };
    break;
  case "MobilePhone":
    context.leadUpdate = {
      field: "mobile phone",
      value: context.entities.MobilePhone,
      record: { MobilePhone: context.entities.MobilePhone },
    };
    break;
  default:
    context.leadUpdate = {
      field: "status",
      value: context.entities.LeadStatus,
      record: { Status: context.entities.LeadStatus },
    };
}
