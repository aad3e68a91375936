// What the platform puts around a script (facts: kore-platform, section 5), as far as it works offline.
// Functions are named xogen...: error places leave them out.
(function () {
  "use strict";
  const stringify = JSON.stringify, parse = JSON.parse, define = Object.defineProperty;
  const stores = ["EnterpriseContext", "BotContext", "UserContext", "UserSession", "BotUserSession"];
  const printed = [];
  let options = {};

  function xogenPrint(value) {
    const text = typeof value === "string" ? value : stringify(value);
    define(printed, printed.length, { value: text === undefined ? String(value) : text, enumerable: true });
  }

  function xogenStore(name) {
    const values = () => globalThis.context.session[name];
    const store = { get: function xogenGet(key) { return values()[key]; } };
    if (name !== "UserContext") {
      store.put = function xogenPut(key, value) { values()[key] = value; };
      store.delete = function xogenDelete(key) { delete values()[key]; };
    }
    return store;
  }

  const known = {
    getCurrentOptions: () => options,
    getAmbiguousIntents: () => [],
    getSessionId: () => "offline",
    closeConversationSession: () => undefined,
    autoTranslate: (text) => text,
  };
  globalThis.print = xogenPrint;
  globalThis.koreDebugger = { log: () => undefined };
  globalThis.koreUtil = new Proxy(known, {
    get: function xogenKoreUtil(target, name) {
      if (name in target || typeof name === "symbol") return target[name];
      throw new Error(`koreUtil.${name} is not available offline`);
    },
  });

  define(globalThis, "xogen_begin", {
    value: function xogenBegin(text) {
      const data = parse(text);
      const context = data.context;
      context.entities ??= {};
      context.session ??= {};
      for (const name of stores) {
        context.session[name] ??= {};
        globalThis[name] = xogenStore(name);
      }
      options = data.options;
      Object.assign(globalThis, { context, env: data.env, content: data.content });
    },
  });

  define(globalThis, "xogen_end", {
    value: function xogenEnd() {
      const context = globalThis.context;
      const session = context?.session;
      for (const name of stores) {
        if (session?.[name] && Object.keys(session[name]).length === 0) delete session[name];
      }
      for (const name of ["session", "entities"]) {
        if (context?.[name] && Object.keys(context[name]).length === 0) delete context[name];
      }
      return stringify({ context: context === undefined ? null : context, printed });
    },
  });
})();
