// The start page: filters the list of roles. What is chosen stands in the address (#q=…&department=…), so that Back works.
(function () {
  "use strict";
  var form = document.getElementById("filters");
  if (!form) return;
  var cards = Array.from(document.querySelectorAll("#role-cards > .card"));
  var count = document.getElementById("role-count");
  var noMatch = document.getElementById("no-match");
  var reset = document.getElementById("filter-reset");
  var text = form.elements.q;
  var selects = Array.from(form.querySelectorAll("select"));

  function fold(words) {
    return words.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  }

  var texts = new Map(
    cards.map(function (card) {
      return [card, fold(card.dataset.text)];
    })
  );

  function hasWords(card) {
    return fold(text.value)
      .split(/\s+/)
      .every(function (word) {
        return texts.get(card).includes(word);
      });
  }

  function hasValues(card, except) {
    return selects.every(function (select) {
      return select === except || !select.value || card.dataset[select.name] === select.value;
    });
  }

  function show() {
    var shown = 0;
    cards.forEach(function (card) {
      var matches = hasWords(card) && hasValues(card);
      card.hidden = !matches;
      if (matches) shown += 1;
    });
    selects.forEach(countChoices);
    var filtered = isFiltered();
    count.textContent = filtered
      ? count.dataset.some.replace("{shown}", shown).replace("{total}", cards.length)
      : count.dataset.all;
    noMatch.hidden = shown > 0;
    reset.hidden = !filtered;
  }

  // How many roles each choice would leave, with the other filters as they are.
  function countChoices(select) {
    var candidates = cards.filter(function (card) {
      return hasWords(card) && hasValues(card, select);
    });
    Array.from(select.options).forEach(function (option) {
      if (!option.value) return;
      var left = candidates.filter(function (card) {
        return card.dataset[select.name] === option.value;
      }).length;
      option.textContent = option.dataset.label + " (" + left + ")";
    });
  }

  function isFiltered() {
    return (
      text.value.trim() !== "" ||
      selects.some(function (select) {
        return select.value;
      })
    );
  }

  function write(addStep) {
    var state = new URLSearchParams();
    if (text.value.trim()) state.set("q", text.value.trim());
    selects.forEach(function (select) {
      if (select.value) state.set(select.name, select.value);
    });
    var hash = state.toString();
    var address = hash ? "#" + hash : location.pathname + location.search;
    if (addStep) history.pushState(null, "", address);
    else history.replaceState(null, "", address);
  }

  function read() {
    // A hash without “=” is a place on the page, such as #main: it says nothing about filters.
    if (location.hash && !location.hash.includes("=")) return;
    var state = new URLSearchParams(location.hash.slice(1));
    text.value = state.get("q") || "";
    selects.forEach(function (select) {
      select.value = state.get(select.name) || "";
      if (select.selectedIndex < 0) select.value = "";
    });
    show();
  }

  text.addEventListener("input", function () {
    write(false);
    show();
  });
  selects.forEach(function (select) {
    select.addEventListener("change", function () {
      write(true);
      show();
    });
  });
  form.addEventListener("submit", function (event) {
    event.preventDefault();
  });
  form.addEventListener("reset", function (event) {
    event.preventDefault();
    text.value = "";
    selects.forEach(function (select) {
      select.value = "";
    });
    write(true);
    show();
    text.focus();
  });
  window.addEventListener("popstate", read);
  read();
})();
