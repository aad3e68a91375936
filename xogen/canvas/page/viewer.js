"use strict";
// The viewer: a list of dialogs and findings, the canvas of the chosen one, and the properties of the chosen node.
(() => {
  const one = (name) => document.querySelector(`[data-${name}]`);
  const bot = JSON.parse(one("bot").textContent);
  const [view, list, panel, heading, search] = ["view", "list", "panel", "heading", "search"].map(one);
  const pan = new PanZoom(view);
  const OVERVIEW = -1;
  let shown = null;
  let chosen = "";
  let tab = "dialogs";

  const make = (tag, attributes = {}, ...inside) => {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (name === "do") made.addEventListener("click", value);
      else if (name === "class") made.className = value;
      else if (value !== false && value !== null) made.setAttribute(name, value === true ? "" : value);
    }
    made.append(...inside.filter((part) => part !== null && part !== undefined && part !== ""));
    return made;
  };
  const drawing = (svg) => {
    const parsed = new DOMParser().parseFromString(svg, "image/svg+xml").documentElement;
    return document.adoptNode(parsed);
  };
  const prefix = (index) => (index === OVERVIEW ? "o-node-" : `d${index}-node-`);
  const part = (key) => document.getElementById(prefix(shown) + key);
  const worst = (findings) => ["error", "warning", "info"].find((one) => findings.some((it) => it.severity === one));
  const plural = (count, word) => `${count} ${word}${count === 1 ? "" : "s"}`;

  // ---- where we are, in the address of the page
  const address = (index, key) => {
    if (index === OVERVIEW) return "#overview";
    const node = key ? `&node=${encodeURIComponent(key)}` : "";
    return `#dialog=${encodeURIComponent(bot.dialogs[index].key)}${node}`;
  };
  const asked = () => {
    const given = new URLSearchParams(location.hash.slice(1));
    const index = bot.dialogs.findIndex((dialog) => dialog.key === given.get("dialog"));
    if (index >= 0) return [index, given.get("node") || ""];
    return [bot.overview && (location.hash === "#overview" || bot.dialogs.length > 1) ? OVERVIEW : 0, ""];
  };
  const go = (index, key = "") => {
    const to = address(index, key);
    if (location.hash !== to) {
      // Not by location.hash: that would show the place only after the next key was pressed.
      history.pushState(null, "", to);
    }
    open(index, key);
    tell();
  };

  // ---- the canvas
  const open = (index, key) => {
    const other = index !== shown;
    if (other) draw(index);
    choose(key, !other);
  };
  const draw = (index) => {
    shown = index;
    const dialog = bot.dialogs[index];
    if (index !== OVERVIEW && !dialog) return;
    const svg = drawing(index === OVERVIEW ? bot.overview : dialog.svg);
    svg.setAttribute("role", "group");
    view.replaceChildren(svg);
    heading.textContent = index === OVERVIEW ? "Overview" : dialog.title + (dialog.hidden ? " (hidden)" : "");
    for (const group of svg.querySelectorAll(`g[id^="${prefix(index)}"]`)) {
      const about = index === OVERVIEW ? null : dialog.nodes[group.id.slice(prefix(index).length)];
      const name = about ? `${about.word} ${about.name}` : group.querySelector("title")?.textContent.split("\n")[0];
      group.setAttribute("tabindex", "0");
      group.setAttribute("role", "button");
      group.setAttribute("aria-label", name || "node");
    }
    pan.fit(false);
    tell();
  };
  const choose = (key, glide) => {
    for (const group of view.querySelectorAll(".chosen")) group.classList.remove("chosen");
    chosen = key;
    const node = shown === OVERVIEW ? null : bot.dialogs[shown]?.nodes[key];
    panel.hidden = !node;
    if (!node) return;
    properties(node);
    const group = part(key);
    group?.classList.add("chosen");
    pan.center(group, null, glide);
  };
  const press = (group) => {
    const key = group.id.slice(prefix(shown).length);
    if (shown !== OVERVIEW) go(shown, key);
    else {
      const at = bot.dialogs.findIndex((dialog, index) => overviewKey(index) === key);
      if (at >= 0) go(at);
    }
  };
  // The overview's cards are in the order of the dialogs, behind those of events.
  const overviewKey = (index) => {
    const cards = [...view.querySelectorAll('g[id^="o-node-"]')].filter((group) => !group.id.startsWith("o-node-event-"));
    return cards[index]?.id.slice("o-node-".length);
  };
  let began = [0, 0];
  view.addEventListener("pointerdown", (event) => (began = [event.clientX, event.clientY]));
  view.addEventListener("click", (event) => {
    if (Math.hypot(event.clientX - began[0], event.clientY - began[1]) > 5) return;
    const group = document.elementFromPoint(event.clientX, event.clientY)?.closest("g[tabindex]");
    if (group) press(group);
  });
  view.addEventListener(
    "keydown",
    (event) => {
      const group = event.target.closest?.("g[tabindex]");
      if (!group || event.ctrlKey || event.metaKey || event.altKey) return;
      const step = { ArrowDown: 0, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -2 }[event.key];
      if (event.key === "Enter" || event.key === " ") press(group);
      else if (step === undefined || shown === OVERVIEW) return;
      else walk(group.id.slice(prefix(shown).length), step);
      event.preventDefault();
      event.stopPropagation();
    },
    true,
  );
  // Down follows the first way, right the second; up and left go back along the first and second way that leads here.
  const walk = (key, step) => {
    const nodes = bot.dialogs[shown].nodes;
    const before = Object.keys(nodes).filter((from) => (nodes[from].ways || []).some((way) => way.to === key));
    const after = (nodes[key]?.ways || []).map((way) => way.to).filter(Boolean);
    const to = step >= 0 ? after[step] || after[0] : before[-step - 1] || before[0];
    const group = to && part(to);
    if (!group) return;
    group.focus({ preventScroll: true });
    pan.center(group);
  };

  // ---- the properties of a node
  const properties = (node) => {
    const dialog = bot.dialogs[shown];
    const close = make("button", { class: "tool", type: "button", "aria-label": "Close", do: () => go(shown) }, "×");
    const name = make("h2", { tabindex: "-1" }, node.name);
    const inside = [make("div", { class: "top" }, make("div", {}, name, make("div", { class: "kind" }, node.word)), close)];
    const section = (title, ...parts) => inside.push(make("h3", {}, title), ...parts);
    const about = dialog.findings.filter((finding) => finding.node === chosen);
    if (about.length) section("Findings", make("ul", {}, ...about.map((finding) => make("li", {}, entry(finding)))));
    if (node.calls >= 0) section("Calls", way("", bot.dialogs[node.calls].title, () => go(node.calls)));
    if (node.facts) {
      section("Properties", make("dl", {}, ...node.facts.flatMap(([term, said]) => [make("dt", {}, term), make("dd", {}, said)])));
    }
    for (const text of node.texts || []) {
      const words = [text.what, text.language, text.channel === "default" ? "" : text.channel].filter(Boolean);
      section(words.join(" · "), text.code ? code(text.text) : make("div", { class: "said" }, text.text));
    }
    if (node.ways) {
      const ways = node.ways.map((to) => make("li", {}, way(to.when, to.name, to.to ? () => go(shown, to.to) : null)));
      section("Ways out", make("ul", {}, ...ways));
    }
    for (const [kind, title] of [["reads", "Reads"], ["writes", "Writes"]]) {
      if (node[kind]) section(title, ...node[kind].map(contextKey));
    }
    panel.replaceChildren(...inside);
    panel.scrollTop = 0;
  };
  const way = (when, name, follow) => {
    const words = [when ? make("span", { class: "when" }, when) : "", make("span", { class: "to" }, `→ ${name}`)];
    return follow
      ? make("button", { class: "way", type: "button", do: follow }, ...words)
      : make("div", { class: "way" }, ...words);
  };
  // A key of the context, and behind it who else writes and reads it, in all dialogs.
  const contextKey = (path) => {
    const users = (kind) =>
      bot.dialogs.flatMap((dialog, index) =>
        Object.entries(dialog.nodes)
          .filter(([, node]) => (node[kind] || []).includes(path))
          .map(([key, node]) => make("li", {}, way(kind, `${dialog.title}: ${node.name}`, () => go(index, key)))),
      );
    const details = make("details", {}, make("summary", {}, make("code", {}, path)));
    details.addEventListener("toggle", () => {
      if (details.children.length === 1) details.append(make("ul", {}, ...users("writes"), ...users("reads")));
    });
    return details;
  };

  // ---- the lists
  const entry = (finding, index = shown) => {
    const does = index === null ? {} : { type: "button", do: () => go(index, finding.node) };
    return make(
      index === null ? "div" : "button",
      { class: "entry", title: `${finding.rule} · ${finding.where}`, ...does },
      make("span", { class: `sev ${finding.severity}` }, finding.severity),
      make("span", {}, finding.message, make("small", {}, ` ${finding.rule}`)),
    );
  };
  const item = (index, inner = null) => {
    const dialog = bot.dialogs[index];
    const name = index === OVERVIEW ? "Overview" : dialog.title;
    const findings = index === OVERVIEW ? [] : dialog.findings;
    const note = findings.length
      ? make("span", { class: `sev count ${worst(findings)}`, "aria-label": plural(findings.length, "finding") }, `${findings.length}`)
      : null;
    const attributes = { class: `entry${dialog?.hidden ? " hidden-dialog" : ""}`, type: "button", do: () => go(index) };
    attributes["aria-current"] = index === shown && !inner ? "true" : null;
    return make("li", {}, make("button", attributes, make("span", {}, name), note), ...(inner || []));
  };
  const found = (dialog, index, words) => {
    const matches = (text) => text && text.toLowerCase().includes(words);
    return Object.entries(dialog.nodes)
      .filter(([, node]) =>
        [node.name, node.word, ...(node.facts || []).map((fact) => fact[1]), ...(node.texts || []).map((text) => text.text)].some(matches),
      )
      .slice(0, 30)
      .map(([key, node]) =>
        make("button", { class: "entry inner", type: "button", do: () => go(index, key) }, make("span", {}, node.name), make("small", {}, node.word)),
      );
  };
  const tell = () => {
    const words = search.value.trim().toLowerCase();
    const items = [];
    const says = (finding, title) => !words || `${finding.message} ${finding.rule} ${title}`.toLowerCase().includes(words);
    if (tab === "findings") {
      const whole = bot.findings.filter((finding) => says(finding, bot.title));
      if (whole.length) items.push(make("li", {}, make("div", { class: "whole" }, "The bot as a whole"), ...whole.map((finding) => entry(finding, null))));
      bot.dialogs.forEach((dialog, index) => {
        const some = dialog.findings.filter((finding) => says(finding, dialog.title));
        if (some.length) items.push(item(index, some.map((finding) => entry(finding, index))));
      });
      if (!items.length) items.push(make("li", {}, words ? "No finding says that." : "No findings."));
    } else {
      if (bot.overview && !words) items.push(item(OVERVIEW));
      bot.dialogs.forEach((dialog, index) => {
        const inner = words ? found(dialog, index, words) : null;
        if (!words || inner.length || dialog.title.toLowerCase().includes(words)) items.push(item(index, inner));
      });
      if (!items.length) items.push(make("li", {}, "No dialog holds that."));
    }
    list.replaceChildren(...items);
  };
  search.addEventListener("input", tell);
  for (const button of document.querySelectorAll("[data-tab]")) {
    button.addEventListener("click", () => {
      tab = button.dataset.tab;
      for (const other of document.querySelectorAll("[data-tab]")) other.setAttribute("aria-pressed", `${other === button}`);
      tell();
    });
  }

  // ---- keys and tools
  const help = one("help");
  const acts = {
    in: () => pan.by(0, 0, 1.25),
    out: () => pan.by(0, 0, 0.8),
    fit: () => pan.fit(),
    help: () => (help.open ? help.close() : help.showModal()),
  };
  for (const button of document.querySelectorAll("[data-act]")) button.addEventListener("click", acts[button.dataset.act]);
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || help.open) return;
    if (event.key === "Escape") {
      if (document.activeElement === search && search.value) {
        search.value = "";
        tell();
      } else if (!panel.hidden) {
        const back = chosen;
        go(shown);
        part(back)?.focus({ preventScroll: true });
      }
      return;
    }
    if (document.activeElement === search) return;
    const step = { "[": -1, "]": 1 }[event.key];
    const first = bot.overview ? OVERVIEW : 0;
    const does = {
      "/": () => search.focus(),
      "+": acts.in,
      "=": acts.in,
      "-": acts.out,
      0: acts.fit,
      "?": acts.help,
      t: () => one("theme-button").click(),
    }[event.key];
    if (step) go(Math.min(bot.dialogs.length - 1, Math.max(first, shown + step)));
    else if (does) does();
    else return;
    event.preventDefault();
  });

  // ---- printing: every canvas, one a page
  addEventListener("beforeprint", () => {
    const pages = bot.dialogs.map((dialog) => make("section", {}, make("h2", {}, dialog.title), drawing(dialog.svg)));
    if (bot.overview) pages.unshift(make("section", {}, make("h2", {}, bot.title), drawing(bot.overview)));
    for (const page of pages) for (const part of page.querySelectorAll("[id]")) part.removeAttribute("id");
    one("print").replaceChildren(...pages);
  });
  addEventListener("afterprint", () => one("print").replaceChildren());

  const nodes = bot.dialogs.reduce((sum, dialog) => sum + Object.keys(dialog.nodes).length, 0);
  const findings = bot.dialogs.reduce((sum, dialog) => sum + dialog.findings.length, bot.findings.length);
  one("tabs").hidden = !bot.linted;
  one("summary").textContent = [plural(bot.dialogs.length, "dialog"), plural(nodes, "node"), bot.linted ? plural(findings, "finding") : ""]
    .filter(Boolean)
    .join(" · ");
  addEventListener("hashchange", () => {
    open(...asked());
    tell();
  });
  open(...asked());
})();
