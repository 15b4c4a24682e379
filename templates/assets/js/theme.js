// Runs before the page is drawn: says that scripts run, and sets the reader's theme (light or dark; else the system's).
(() => {
  "use strict";
  const page = document.documentElement;
  const sheet = document.getElementById("dark-theme");
  const system = window.matchMedia("(prefers-color-scheme: dark)");

  function remembered() {
    try {
      return localStorage.getItem("rolebook-theme");
    } catch {
      return null; // storage may be closed
    }
  }

  function isDark() {
    return page.dataset.theme ? page.dataset.theme === "dark" : system.matches;
  }

  function set(theme) {
    page.dataset.theme = theme;
    sheet.media = theme === "dark" ? "screen" : "not all";
    try {
      localStorage.setItem("rolebook-theme", theme);
    } catch {
      // then it holds for this page alone
    }
  }

  window.rolebookTheme = { isDark, set, system };
  page.classList.add("has-js");
  const theme = remembered();
  if (theme === "dark" || theme === "light") set(theme);
})();
