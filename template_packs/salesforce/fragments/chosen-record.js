const { list } = context.foundRecords;
const number = Number(context.entities.RecordNumber);
const chosen = list[number - 1];
const none = number === list.length + 1;
context.foundRecords.state = chosen ? "one" : none ? "none" : "several";
context.foundRecords.wrong = !chosen && !none;
context.chosenRecord = chosen || { id: "", name: "", line: "" };
