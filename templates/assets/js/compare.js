// Two roles side by side. Each role's rows come from a script of its own, which calls rolebookCompare.receive(…):
// this works from a disk as well. What is chosen stands in the address (#a=…&b=…), so that it can be sent and Back works.
(function () {
  "use strict";
  var form = document.getElementById("compare-form");
  var place = document.getElementById("comparison");
  var status = document.getElementById("compare-status");
  var selects = [form.elements.a, form.elements.b];
  var onlyDifferent = form.elements.differences;
  var words = place.dataset;
  var received = new Map(); // id → role
  var awaited = new Map(); // id → promise of its script

  window.rolebookCompare = {
    receive: function (role) {
      received.set(role.id, role);
    },
  };

  function load(select) {
    var id = select.value;
    if (!awaited.has(id)) {
      awaited.set(
        id,
        new Promise(function (resolve, reject) {
          var script = document.createElement("script");
          script.src = select.selectedOptions[0].dataset.script;
          script.onload = resolve;
          script.onerror = function () {
            awaited.delete(id);
            reject(new Error(script.src));
          };
          document.head.append(script);
        })
      );
    }
    return awaited.get(id);
  }

  async function show() {
    var ids = selects.map(function (select) {
      return select.value;
    });
    onlyDifferent.disabled = !(ids[0] && ids[1]);
    if (!ids[0] || !ids[1]) return clear(words.choose);
    if (ids[0] === ids[1]) return clear(words.same);
    try {
      await Promise.all(selects.map(load));
    } catch {
      return clear(words.failed);
    }
    if (ids[0] !== selects[0].value || ids[1] !== selects[1].value) return; // chosen anew meanwhile
    draw(received.get(ids[0]), received.get(ids[1]));
  }

  function clear(message) {
    place.replaceChildren();
    status.textContent = message;
  }

  function draw(first, second) {
    var counts = { same: 0, differ: 0, only: 0 };
    var tables = pairBySection(first.rows, second.rows).map(function (section) {
      return drawSection(section, first, second, counts);
    });
    place.replaceChildren.apply(place, tables);
    status.textContent = words.counts
      .replace("{same}", counts.same)
      .replace("{differ}", counts.differ)
      .replace("{only}", counts.only);
  }

  // Sections and rows in the order of the first role, then what only the second one has.
  function pairBySection(left, right) {
    var sections = new Map();
    function put(row, side) {
      if (!sections.has(row.section)) sections.set(row.section, new Map());
      var pairs = sections.get(row.section);
      if (!pairs.has(row.key)) pairs.set(row.key, { label: row.label, sides: [null, null] });
      pairs.get(row.key).sides[side] = row.html;
    }
    left.forEach(function (row) {
      put(row, 0);
    });
    right.forEach(function (row) {
      put(row, 1);
    });
    return Array.from(sections, function (entry) {
      return { name: entry[0], pairs: Array.from(entry[1].values()) };
    });
  }

  function drawSection(section, first, second, counts) {
    var box = make("section");
    box.append(make("h2", "", section.name));
    var table = make("table", "compared stacks");
    var head = table.createTHead().insertRow();
    head.append(header(words.entry, "col"), roleHeader(first), roleHeader(second));
    var body = table.createTBody();
    section.pairs.forEach(function (pair) {
      var state = stateOf(pair);
      counts[state] += 1;
      var row = body.insertRow();
      row.className = state;
      var label = header(pair.label, "row");
      if (state === "differ") label.append(" ", make("span", "badge", words.differs));
      row.append(label, cell(pair.sides[0], state, first), cell(pair.sides[1], state, second));
    });
    box.append(table);
    box.classList.toggle("all-same", !table.querySelector("tr.differ, tr.only"));
    return box;
  }

  function stateOf(pair) {
    if (pair.sides[0] === null || pair.sides[1] === null) return "only";
    return pair.sides[0] === pair.sides[1] ? "same" : "differ";
  }

  function cell(html, state, role) {
    var td = make("td");
    td.dataset.label = role.title;
    if (html === null) {
      td.className = "absent";
      td.innerHTML = '<span aria-hidden="true">–</span>';
    } else {
      td.innerHTML = html; // made safe when the site was built
      if (state === "only") td.append(" ", make("span", "badge", words.only));
    }
    return td;
  }

  function roleHeader(role) {
    var th = header("", "col");
    var link = make("a", "", role.title);
    link.href = role.href;
    th.append(link);
    return th;
  }

  function header(text, scope) {
    var th = make("th", "", text);
    th.scope = scope;
    return th;
  }

  function make(tag, className, text) {
    var element = document.createElement(tag);
    if (className) element.className = className;
    if (text) element.textContent = text;
    return element;
  }

  function read() {
    var state = new URLSearchParams(location.hash.includes("=") ? location.hash.slice(1) : location.search);
    selects.forEach(function (select) {
      select.value = state.get(select.name) || "";
      if (select.selectedIndex < 0) select.value = "";
    });
    onlyDifferent.checked = state.has("differences");
    place.classList.toggle("only-differences", onlyDifferent.checked);
    show();
  }

  function write() {
    var state = new URLSearchParams();
    selects.forEach(function (select) {
      if (select.value) state.set(select.name, select.value);
    });
    if (onlyDifferent.checked) state.set("differences", "1");
    history.pushState(null, "", "#" + state);
  }

  form.addEventListener("change", function () {
    write();
    place.classList.toggle("only-differences", onlyDifferent.checked);
    show();
  });
  form.addEventListener("submit", function (event) {
    event.preventDefault();
  });
  window.addEventListener("popstate", read);
  read();
})();
