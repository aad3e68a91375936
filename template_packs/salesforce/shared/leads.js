// One line for a lead in a list. The ID is what viewing, updating and deleting ask for.
function leadLine(lead) {
  const who = [plain(lead.Name) || "No name", plain(lead.Company)].filter(Boolean).join(", ");
  const what = [lead.Status, lead.Id].map(plain).filter(Boolean).join(", ");
  return what ? `${who} (${what})` : who;
}
