// The first page: leads to the language that the reader chose before, or else the browser prefers. With #choose it stays.
(function () {
  "use strict";
  var links = Array.from(document.querySelectorAll("#languages a"));

  function remember(language) {
    try {
      localStorage.setItem("rolebook-language", language);
    } catch {
      // storage may be closed
    }
  }

  function remembered() {
    try {
      return localStorage.getItem("rolebook-language");
    } catch {
      return null;
    }
  }

  function linkFor(tag) {
    var wanted = tag.toLowerCase();
    function is(link) {
      return link.hreflang.toLowerCase() === wanted;
    }
    function isKin(link) {
      return link.hreflang.toLowerCase().split("-")[0] === wanted.split("-")[0];
    }
    return links.find(is) || links.find(isKin);
  }

  links.forEach(function (link) {
    link.addEventListener("click", function () {
      remember(link.hreflang);
    });
  });

  if (location.hash === "#choose") return;
  var wishes = [remembered()].concat(navigator.languages || [navigator.language]).filter(Boolean);
  var match = wishes.map(linkFor).find(Boolean);
  if (!match) match = linkFor(document.getElementById("languages").dataset.default);
  if (match) location.replace(match.href);
})();
