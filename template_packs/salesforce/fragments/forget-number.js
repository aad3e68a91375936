delete context.entities.RecordNumber;
