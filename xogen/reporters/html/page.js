
"use strict";
const findings = [...document.querySelectorAll(".findings > li")];
const dialogs = [...document.querySelectorAll(".dialog")];
const files = [...document.querySelectorAll(".file")];
const form = document.querySelector(".filters");

function filter() {
  const wanted = new FormData(form);
  const severities = wanted.getAll("severity");
  const words = wanted.get("text").trim().toLowerCase();
  let shown = 0;
  for (const item of findings) {
    const { severity, rule, dialog } = item.dataset;
    const fits = severities.includes(severity)
      && (!wanted.get("rule") || wanted.get("rule") === rule)
      && (!wanted.get("dialog") || wanted.get("dialog") === dialog)
      && (!words || `${item.textContent} ${dialog}`.toLowerCase().includes(words));
    item.hidden = !fits;
    shown += fits;
  }
  for (const section of [...dialogs, ...files]) {
    section.hidden = !section.querySelector(".findings > li:not([hidden])");
  }
  form.querySelector("output").textContent = `${shown} of ${findings.length} shown`;
}

function within(figure, node) {
  const frame = figure.getBoundingClientRect();
  const box = node.getBoundingClientRect();
  figure.scrollBy({
    left: box.left + box.width / 2 - frame.left - frame.width / 2,
    top: box.top + box.height / 2 - frame.top - frame.height / 2,
  });
}

function heat(item) {
  const dialog = item.closest(".dialog");
  for (const hot of dialog.querySelectorAll(".hot")) hot.classList.remove("hot");
  item.classList.add("hot");
  const node = item.dataset.node && document.getElementById(item.dataset.node);
  if (node) {
    node.classList.add("hot");
    within(node.closest("figure"), node);
  }
}

for (const item of findings) {
  item.addEventListener("mouseenter", () => heat(item));
  item.addEventListener("focusin", () => heat(item));
}

for (const figure of document.querySelectorAll("figure")) {
  const fit = figure.querySelector(".fit");
  const picture = figure.querySelector("svg");
  fit.hidden = picture.getBoundingClientRect().width <= figure.clientWidth;
  fit.addEventListener("click", () => {
    fit.textContent = figure.classList.toggle("whole") ? "Full size" : "Fit";
  });
  figure.addEventListener("click", (event) => {
    const node = event.target.closest("[class*='has-']");
    const item = node && findings.find((found) => found.dataset.node === node.id && !found.hidden);
    if (item) {
      heat(item);
      item.scrollIntoView({ block: "nearest" });
    }
  });
}

if (form) {
  form.hidden = false;
  form.addEventListener("input", filter);
  form.addEventListener("reset", () => setTimeout(filter));
  form.addEventListener("submit", (event) => event.preventDefault());
  filter();
}

function unfold() {
  const told = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (told && told.localName === "details") told.open = true;
  if (told && told.matches(".findings > li")) heat(told);
}
addEventListener("hashchange", unfold);
addEventListener("beforeprint", () => document.querySelectorAll("details").forEach((item) => { item.open = true; }));
unfold();
