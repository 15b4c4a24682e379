// The lists of roles and of vacancies: filters them. What is chosen stands in the address (#q=…&department=…), so that Back works.
(() => {
  "use strict";
  const form = document.getElementById("filters");
  const count = document.getElementById("list-count");
  const noMatch = document.getElementById("no-match");
  const reset = document.getElementById("filter-reset");
  const text = form.elements.q;
  const selects = [...form.querySelectorAll("select")];
  const cards = [...document.querySelectorAll("#list-cards > .card")].map((element) => ({
    element,
    text: fold(element.dataset.text),
    values: element.dataset,
  }));

  // Without accents, in small letters, full-width letters as narrow ones.
  function fold(words) {
    return words.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  }

  function hasWords(card, words) {
    return words.every((word) => card.text.includes(word));
  }

  // A card may have several values for one filter, with blanks between them.
  function hasValue(card, name, value) {
    return card.values[name].split(" ").includes(value);
  }

  function hasValues(card, except) {
    return selects.every(
      (select) => select === except || !select.value || hasValue(card, select.name, select.value)
    );
  }

  function show() {
    const words = fold(text.value).split(/\s+/);
    let shown = 0;
    for (const card of cards) {
      const matches = hasWords(card, words) && hasValues(card);
      card.element.hidden = !matches;
      if (matches) shown += 1;
    }
    for (const select of selects) countChoices(select, words);
    const filtered = text.value.trim() !== "" || selects.some((select) => select.value);
    count.textContent = filtered
      ? count.dataset.some.replace("{shown}", shown).replace("{total}", cards.length)
      : count.dataset.all;
    noMatch.hidden = shown > 0;
    reset.hidden = !filtered;
  }

  // How many roles each choice would leave, the other filters being as they are.
  function countChoices(select, words) {
    const left = cards.filter((card) => hasWords(card, words) && hasValues(card, select));
    for (const option of select.options) {
      if (!option.value) continue;
      const number = left.filter((card) => hasValue(card, select.name, option.value)).length;
      option.textContent = `${option.dataset.label} (${number})`;
    }
  }

  function write(asNewStep) {
    const state = new URLSearchParams();
    if (text.value.trim()) state.set("q", text.value.trim());
    for (const select of selects) {
      if (select.value) state.set(select.name, select.value);
    }
    const address = `${location.pathname}${location.search}${state.toString() && `#${state}`}`;
    if (asNewStep) history.pushState(null, "", address);
    else history.replaceState(null, "", address);
  }

  function read() {
    if (location.hash && !location.hash.includes("=")) return; // a place on the page, such as #main
    const state = new URLSearchParams(location.hash.slice(1));
    text.value = state.get("q") || "";
    for (const select of selects) {
      select.value = state.get(select.name) || "";
      if (select.selectedIndex < 0) select.value = "";
    }
    show();
  }

  text.addEventListener("input", () => {
    write(false);
    show();
  });
  for (const select of selects) {
    select.addEventListener("change", () => {
      write(true);
      show();
    });
  }
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    text.value = "";
    for (const select of selects) select.value = "";
    write(true);
    show();
    text.focus();
  });
  window.addEventListener("popstate", read);
  window.addEventListener("hashchange", read);
  read();
  if (location.hash.includes("=")) form.closest("section").scrollIntoView();
})();
