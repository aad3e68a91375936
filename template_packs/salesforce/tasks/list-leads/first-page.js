context.leadPage = { offset: 0, more: "no" };
