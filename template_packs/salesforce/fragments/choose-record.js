const { list, more, wrong } = context.foundRecords;
const count = more ? `more than ${list.length}` : list.length;
const head = wrong ? `Please take a number from 1 to ${list.length + 1}:` : `I found ${count} <%= sobject.plural %>. Which one is it?`;
const lines = list.map(({ line }, place) => `${place + 1}. ${line}`);

print([head, ...lines, `${list.length + 1}. None of these`].join("\n"));
