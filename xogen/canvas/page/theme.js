"use strict";
// The theme: the system's, until the button is used; remembered where the browser lets a file remember.
(() => {
  const root = document.documentElement;
  const button = document.querySelector("[data-theme-button]");
  const dark = () =>
    root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  const tell = () => {
    if (button) button.textContent = dark() ? "Light" : "Dark";
  };
  try {
    const kept = localStorage.getItem("xogen-theme");
    if (kept === "dark" || kept === "light") root.dataset.theme = kept;
  } catch (error) {
    // Pages that are opened as files may have no storage.
  }
  button?.addEventListener("click", () => {
    root.dataset.theme = dark() ? "light" : "dark";
    try {
      localStorage.setItem("xogen-theme", root.dataset.theme);
    } catch (error) {
      // As above.
    }
    tell();
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", tell);
  tell();
})();
