// The first page: leads to the language that the reader chose before, or else the browser prefers. With #choose it stays.
(() => {
  "use strict";
  const list = document.getElementById("languages");
  const links = [...list.querySelectorAll("a")];

  function remembered() {
    try {
      return localStorage.getItem("rolebook-language");
    } catch {
      return null; // storage may be closed
    }
  }

  function remember(language) {
    try {
      localStorage.setItem("rolebook-language", language);
    } catch {
      // then the browser's languages decide next time
    }
  }

  function findLink(tag) {
    const wanted = tag.toLowerCase();
    const kin = (name) => name.split("-")[0];
    return (
      links.find((link) => link.hreflang.toLowerCase() === wanted) ||
      links.find((link) => kin(link.hreflang.toLowerCase()) === kin(wanted))
    );
  }

  for (const link of links) link.addEventListener("click", () => remember(link.hreflang));
  if (location.hash === "#choose") return;
  const wishes = [remembered(), ...navigator.languages, list.dataset.default];
  const match = wishes.filter(Boolean).map(findLink).find(Boolean);
  if (match) location.replace(match.href);
})();
