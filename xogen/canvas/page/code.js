"use strict";
// Code with numbered lines, its comments, texts, numbers and words of the language told apart.
const TOKEN =
  /(\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$))|("(?:\\.|[^"\\\n])*"?|'(?:\\.|[^'\\\n])*'?|`(?:\\.|[^`\\])*`?)|\b(\d[\w.]*)\b|\b(var|let|const|function|return|if|else|for|while|do|switch|case|break|continue|new|typeof|in|of|try|catch|finally|throw|null|undefined|true|false|this)\b|(\{\{[^{}]*\}\})/g;
const KINDS = ["", "comment", "string", "number", "word", "reference"];

function code(source) {
  const pre = document.createElement("pre");
  pre.tabIndex = 0;
  let line = document.createElement("code");
  pre.append(line);
  const put = (text, kind) => {
    text.split("\n").forEach((part, index) => {
      if (index) {
        line = document.createElement("code");
        pre.append(line);
      }
      if (!part) return;
      if (!kind) {
        line.append(part);
        return;
      }
      const span = document.createElement("span");
      span.className = kind;
      span.textContent = part;
      line.append(span);
    });
  };
  let at = 0;
  for (const match of source.matchAll(TOKEN)) {
    put(source.slice(at, match.index), "");
    put(match[0], KINDS[match.findIndex((group, index) => index && group !== undefined)]);
    at = match.index + match[0].length;
  }
  put(source.slice(at), "");
  return pre;
}
