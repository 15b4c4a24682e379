// Full-text search with the Pagefind index, which loads when the reader first opens the search. Needs a web server.
(function () {
  "use strict";
  var dialog = document.getElementById("search");
  var opener = document.getElementById("search-open");
  if (!dialog || !opener) return;
  var form = document.getElementById("search-form");
  var field = document.getElementById("search-words");
  var status = document.getElementById("search-status");
  var missing = document.getElementById("search-missing");
  var list = document.getElementById("search-results");
  var MOST = 20;
  var WAIT = 200;
  var index = null;
  var timer = 0;
  var latest = 0;

  function load() {
    if (!index) {
      index = import(new URL(dialog.dataset.index, location.href).href).then(async function (pagefind) {
        await pagefind.options({ excerptLength: 24 });
        await pagefind.init();
        return pagefind;
      });
      index.catch(function () {
        status.textContent = dialog.dataset.missing;
        missing.hidden = false;
        form.hidden = true;
      });
    }
    return index;
  }

  async function search() {
    var words = field.value.trim();
    var turn = (latest += 1);
    if (!words) {
      list.replaceChildren();
      status.textContent = "";
      return;
    }
    status.textContent = dialog.dataset.loading + "…";
    var pagefind;
    try {
      pagefind = await load();
    } catch {
      return;
    }
    var found = (await pagefind.search(words)).results;
    var pages = await Promise.all(
      found.slice(0, MOST).map(function (result) {
        return result.data();
      })
    );
    if (turn !== latest) return; // the reader typed on
    list.replaceChildren.apply(list, pages.map(showPage));
    status.textContent = report(words, found.length);
  }

  function report(words, count) {
    if (count === 0) return dialog.dataset.none.replace("{words}", words);
    if (count === 1) return dialog.dataset.one;
    if (count <= MOST) return dialog.dataset.many.replace("{count}", count);
    return dialog.dataset.shown.replace("{shown}", MOST).replace("{count}", count);
  }

  function showPage(page) {
    var item = document.createElement("li");
    var link = document.createElement("a");
    link.href = dialog.dataset.root + page.raw_url.replace(/^\//, "");
    link.textContent = page.meta.title;
    var excerpt = document.createElement("p");
    excerpt.innerHTML = page.excerpt; // escaped by Pagefind, with <mark> around what was found
    item.append(link, excerpt);
    return item;
  }

  opener.addEventListener("click", function () {
    dialog.showModal();
    field.focus();
    load().catch(function () {});
  });
  document.getElementById("search-close").addEventListener("click", function () {
    dialog.close();
  });
  dialog.addEventListener("click", function (event) {
    if (event.target === dialog) dialog.close(); // beside the box
  });
  dialog.addEventListener("close", function () {
    opener.focus();
  });
  field.addEventListener("input", function () {
    clearTimeout(timer);
    timer = setTimeout(search, WAIT);
  });
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    clearTimeout(timer);
    search();
  });
  // Arrow keys walk through the field and what was found.
  dialog.addEventListener("keydown", function (event) {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    var stops = [field].concat(Array.from(list.querySelectorAll("a")));
    var here = stops.indexOf(document.activeElement);
    if (here < 0) return;
    var next = stops[here + (event.key === "ArrowDown" ? 1 : -1)];
    if (!next) return;
    event.preventDefault();
    next.focus();
  });
})();
