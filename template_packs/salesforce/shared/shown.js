// A value as people read it: the label of a list's value, yes or no, a day or a moment without the machine's signs.
// field: { type, labels } as the org describes it.
function shown(value, field) {
  const several = Array.isArray(value) ? value : field.type === "multipicklist" ? plain(value).split(";") : [value];
  return several.map((one) => shownOne(one, field)).filter(Boolean).join(", ");
}

function shownOne(value, field) {
  const text = plain(value);
  const labels = field.labels || {};
  if (Object.prototype.hasOwnProperty.call(labels, text)) {
    return plain(labels[text]);
  }
  const moment = /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d)\S*)?$/.exec(text);
  if (moment && field.type === "date") {
    return moment[1];
  }
  return moment && moment[2] && field.type === "datetime" ? `${moment[1]} ${moment[2]}` : text;
}
