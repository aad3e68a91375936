"use strict";
// Both sides of a difference: one change at a time, the two drawings moved together.
(() => {
  const changes = [...document.querySelectorAll(".change")];
  const views = [...document.querySelectorAll(".view")];
  const counter = document.querySelector("[data-at]");
  const sync = document.querySelector("[data-sync]");
  const panes = document.querySelector(".panes");
  let current = -1;
  let dialog = null;

  const together = () => sync.getAttribute("aria-pressed") === "true";
  const sides = views.map((view) => new PanZoom(view));
  sides.forEach((side, index) => {
    side.moved = (dx, dy, factor, at) => {
      if (together()) sides.forEach((other, place) => place !== index && other.apply(dx, dy, factor, at));
    };
  });

  const showDialog = (name) => {
    if (name === dialog) return;
    dialog = name;
    for (const part of document.querySelectorAll("[data-dialog-of]")) {
      part.toggleAttribute("hidden", part.dataset.dialogOf !== name); // drawings have no property of this name
    }
    panes.hidden = name === "";
    sides.forEach((side) => side.fit());
  };

  const show = (index, focus) => {
    if (!changes.length) return;
    current = (index + changes.length) % changes.length;
    changes.forEach((change, place) => {
      const chosen = place === current;
      change.setAttribute("aria-current", chosen);
      change.setAttribute("aria-expanded", chosen);
      change.nextElementSibling.hidden = !chosen;
    });
    const change = changes[current];
    counter.textContent = `${current + 1} of ${changes.length}`;
    if (focus) change.focus({ preventScroll: true });
    change.scrollIntoView({ block: "nearest" });
    showDialog(change.dataset.dialog);
    document.querySelectorAll(".shown-node").forEach((node) => node.classList.remove("shown-node"));
    const nodes = [change.dataset.old, change.dataset.new].map((id) => (id ? document.getElementById(id) : null));
    const scale = Math.max(...sides.map((side) => side.scale), 0.7);
    sides.forEach((side, place) => {
      nodes[place]?.classList.add("shown-node");
      const part = nodes[place] || document.getElementById(change.dataset.near);
      if (part && side.view.contains(part)) side.center(part, scale);
    });
  };

  changes.forEach((change, index) => change.addEventListener("click", () => show(index, false)));
  const act = {
    next: () => show(current + 1, true),
    previous: () => show(current - 1, true),
    fit: () => sides.forEach((side) => side.fit()),
    in: () => sides.forEach((side) => side.apply(0, 0, 1.25, null)),
    out: () => sides.forEach((side) => side.apply(0, 0, 0.8, null)),
    sync: () => sync.setAttribute("aria-pressed", !together()),
    theme: () => document.querySelector("[data-theme-button]").click(),
  };
  const keys = { n: "next", j: "next", p: "previous", k: "previous", 0: "fit", "+": "in", "=": "in", "-": "out", s: "sync", t: "theme" };
  document.querySelectorAll("[data-act]").forEach((button) => {
    button.addEventListener("click", () => act[button.dataset.act]());
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) return;
    const name = keys[event.key];
    if (name) {
      event.preventDefault();
      act[name]();
    }
  });
  addEventListener("resize", () => sides.forEach((side) => side.show(false)));
  if (changes.length) show(0, false);
})();
