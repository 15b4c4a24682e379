// Full-text search. The Pagefind index loads when the reader first opens the search; it needs a web server.
(() => {
  "use strict";
  const dialog = document.getElementById("search");
  const opener = document.getElementById("search-open");
  const form = document.getElementById("search-form");
  const field = document.getElementById("search-words");
  const status = document.getElementById("search-status");
  const missing = document.getElementById("search-missing");
  const list = document.getElementById("search-results");
  const words = dialog.dataset;
  const MOST = 20; // results shown
  const WAIT = 200; // milliseconds after the last key
  let index = null;
  let timer = 0;
  let latest = 0;

  async function load() {
    if (location.protocol === "file:") throw new Error("no index without a server");
    const pagefind = await import(new URL(words.index, location.href).href);
    await pagefind.options({ excerptLength: 24 });
    await pagefind.init();
    return pagefind;
  }

  async function search() {
    const wanted = field.value.trim();
    const turn = (latest += 1);
    if (!wanted) {
      list.replaceChildren();
      status.textContent = "";
      return;
    }
    status.textContent = words.loading;
    index = index || load();
    let found, pages;
    try {
      found = (await (await index).search(wanted)).results;
      pages = await Promise.all(found.slice(0, MOST).map((result) => result.data()));
    } catch {
      return sayMissing();
    }
    if (turn !== latest) return; // the reader typed on
    const fitting = pages.filter((page) => isFitting(page.excerpt, wanted));
    list.replaceChildren(...fitting.map(makeItem));
    status.textContent = report(wanted, found.length - pages.length + fitting.length);
  }

  // Pagefind shortens a word until it finds something: at least three letters (or one Chinese character) must agree.
  function isFitting(excerpt, wanted) {
    const asked = fold(wanted).split(/\s+/);
    return parse(excerpt).some((part) => part.marked && asked.some((word) => agree(word, fold(part.text))));
  }

  function agree(asked, found) {
    if (/[\u3400-\u9fff]/.test(asked)) return [...asked].some((character) => found.includes(character));
    return found.startsWith(asked.slice(0, 3));
  }

  function fold(text) {
    return text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase().trim();
  }

  // An excerpt is HTML with <mark> around what was found; only its words and marks are taken over.
  function parse(excerpt) {
    const nodes = new DOMParser().parseFromString(excerpt, "text/html").body.childNodes;
    return [...nodes].map((node) => ({ text: node.textContent, marked: node.nodeName === "MARK" }));
  }

  function report(wanted, count) {
    if (count === 0) return words.none.replace("{words}", wanted);
    if (count === 1) return words.one;
    if (count <= MOST) return words.many.replace("{count}", count);
    return words.shown.replace("{shown}", MOST).replace("{count}", count);
  }

  function makeItem(page) {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = words.root + page.raw_url.replace(/^\//, "");
    link.textContent = page.meta.title;
    const excerpt = document.createElement("p");
    for (const part of parse(page.excerpt)) {
      const element = document.createElement(part.marked ? "mark" : "span");
      element.textContent = part.text;
      excerpt.append(element);
    }
    item.append(link, excerpt);
    return item;
  }

  function sayMissing() {
    form.hidden = true;
    missing.hidden = false;
    status.textContent = words.missing;
  }

  opener.addEventListener("click", () => {
    dialog.showModal();
    field.focus();
    index = index || load();
    index.catch(sayMissing);
  });
  document.getElementById("search-close").addEventListener("click", () => dialog.close());
  missing.addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close(); // beside the box
  });
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(search, WAIT);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(timer);
    search();
  });
  // The arrow keys walk from the field through what was found, and back.
  dialog.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const stops = [field, ...list.querySelectorAll("a")];
    const next = step && stops[stops.indexOf(document.activeElement) + step];
    if (!next || !stops.includes(document.activeElement)) return;
    event.preventDefault();
    next.focus();
  });
})();
