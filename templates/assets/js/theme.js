// Runs before the page is drawn: says that scripts run, and sets the reader's theme. Light, dark or, unless chosen, the system's.
(function () {
  "use strict";
  var root = document.documentElement;
  var dark = document.getElementById("dark-theme");
  var system = window.matchMedia("(prefers-color-scheme: dark)");

  function chosen() {
    try {
      return localStorage.getItem("rolebook-theme");
    } catch {
      return null; // storage may be closed
    }
  }

  function isDark() {
    var theme = chosen() || root.dataset.theme;
    return theme ? theme === "dark" : system.matches;
  }

  window.rolebookTheme = {
    isDark: isDark,
    set: function (theme) {
      root.dataset.theme = theme;
      dark.media = theme === "dark" ? "screen" : "not all";
      try {
        localStorage.setItem("rolebook-theme", theme);
      } catch {
        // chosen for this page alone
      }
    },
  };

  root.classList.add("has-js");
  if (chosen()) {
    window.rolebookTheme.set(chosen());
  }
})();
