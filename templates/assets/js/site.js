// On every page: the theme button, the memory for the language, and local contents that follow the reading.
(function () {
  "use strict";

  function setUpTheme() {
    var button = document.getElementById("theme-toggle");
    if (!button) return;
    function name() {
      var words = window.rolebookTheme.isDark() ? button.dataset.light : button.dataset.dark;
      button.setAttribute("aria-label", words);
      button.title = words;
    }
    button.addEventListener("click", function () {
      window.rolebookTheme.set(window.rolebookTheme.isDark() ? "light" : "dark");
      name();
    });
    window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", name);
    name();
  }

  function rememberLanguage() {
    document.querySelectorAll(".languages a").forEach(function (link) {
      link.addEventListener("click", function () {
        try {
          localStorage.setItem("rolebook-language", link.hreflang);
        } catch {
          // the first page will ask the browser's languages instead
        }
        // Stay at the same part of the page: ids are the same in every language.
        if (location.hash && !link.hash) link.href += location.hash;
      });
    });
  }

  function followReading() {
    var links = new Map();
    document.querySelectorAll(".contents a").forEach(function (link) {
      var section = document.getElementById(link.hash.slice(1));
      if (section) links.set(section, link);
    });
    if (!links.size || !("IntersectionObserver" in window)) return;
    var seen = new Set();
    var observer = new IntersectionObserver(
      function (entries) {
        entries.forEach(function (entry) {
          if (entry.isIntersecting) seen.add(entry.target);
          else seen.delete(entry.target);
        });
        var found = false;
        links.forEach(function (link, section) {
          var here = !found && seen.has(section);
          if (here) found = true;
          if (here) link.setAttribute("aria-current", "location");
          else link.removeAttribute("aria-current");
        });
      },
      { rootMargin: "-10% 0px -60% 0px" } // the section in the upper part of the window
    );
    links.forEach(function (link, section) {
      observer.observe(section);
    });
  }

  setUpTheme();
  rememberLanguage();
  followReading();
})();
