// On every page: the theme button, the memory for the language, and local contents that follow the reading.
(() => {
  "use strict";

  function setUpTheme() {
    const button = document.getElementById("theme-toggle");
    const { isDark, set, system } = window.rolebookTheme;
    if (!button) return;
    const showOffer = () => {
      const words = isDark() ? button.dataset.light : button.dataset.dark;
      button.setAttribute("aria-label", words);
      button.title = words;
    };
    button.addEventListener("click", () => {
      set(isDark() ? "light" : "dark");
      showOffer();
    });
    system.addEventListener("change", showOffer);
    showOffer();
  }

  function rememberLanguage() {
    for (const link of document.querySelectorAll(".languages a")) {
      link.addEventListener("click", () => {
        try {
          localStorage.setItem("rolebook-language", link.hreflang);
        } catch {
          // then the first page asks the browser's languages
        }
        link.hash = location.hash; // stay at this place: ids are the same in every language
      });
    }
  }

  function followReading() {
    const links = new Map();
    for (const link of document.querySelectorAll(".contents a")) {
      const section = document.getElementById(link.hash.slice(1));
      if (section) links.set(section, link);
    }
    const seen = new Set();
    const observer = new IntersectionObserver(
      (changes) => {
        for (const change of changes) {
          if (change.isIntersecting) seen.add(change.target);
          else seen.delete(change.target);
        }
        const first = [...links.keys()].find((section) => seen.has(section));
        for (const [section, link] of links) {
          if (section === first) link.setAttribute("aria-current", "location");
          else link.removeAttribute("aria-current");
        }
      },
      { rootMargin: "-10% 0px -50% 0px" } // what stands in the upper part of the window
    );
    for (const section of links.keys()) observer.observe(section);
  }

  setUpTheme();
  rememberLanguage();
  followReading();
})();
