// Two roles side by side. The rows of a role come from a script of its own, which calls rolebookCompare.receive(…): this
// works from a disk as well. What is chosen stands in the address (#a=…&b=…), so that it can be sent, and Back works.
(() => {
  "use strict";
  const form = document.getElementById("compare-form");
  const place = document.getElementById("comparison");
  const status = document.getElementById("compare-status");
  const selects = [form.elements.a, form.elements.b];
  const onlyDifferences = form.elements.differences;
  const words = place.dataset;
  const roles = new Map(); // id → role, once received
  const loading = new Map(); // id → promise of its script

  window.rolebookCompare = { receive: (role) => roles.set(role.id, role) };

  function load(select) {
    const id = select.value;
    if (!loading.has(id)) {
      const promise = new Promise((resolve, reject) => {
        const script = document.createElement("script");
        script.src = select.selectedOptions[0].dataset.script;
        script.onload = resolve;
        script.onerror = reject;
        document.head.append(script);
      });
      promise.catch(() => loading.delete(id)); // may be tried again
      loading.set(id, promise);
    }
    return loading.get(id);
  }

  async function show() {
    const [first, second] = selects.map((select) => select.value);
    onlyDifferences.disabled = !first || !second;
    place.classList.toggle("only-differences", onlyDifferences.checked);
    if (!first || !second) return clear(words.choose);
    if (first === second) return clear(words.same);
    try {
      await Promise.all(selects.map(load));
    } catch {
      return clear(words.failed);
    }
    const chosenAnew = first !== selects[0].value || second !== selects[1].value;
    if (!chosenAnew) draw(roles.get(first), roles.get(second));
  }

  function clear(message) {
    place.replaceChildren();
    status.textContent = message;
  }

  function draw(first, second) {
    const counts = { same: 0, differ: 0, only: 0 };
    const sections = pairRows(first.rows, second.rows);
    place.replaceChildren(...sections.map((section) => makeSection(section, [first, second], counts)));
    status.textContent = words.counts
      .replace("{same}", counts.same)
      .replace("{differ}", counts.differ)
      .replace("{only}", counts.only);
  }

  // Sections, and pairs of rows in them, in the order of the first role; then what only the second one has.
  function pairRows(...sides) {
    const sections = new Map();
    sides.forEach((rows, side) => {
      for (const row of rows) {
        if (!sections.has(row.section)) sections.set(row.section, new Map());
        const pairs = sections.get(row.section);
        if (!pairs.has(row.key)) pairs.set(row.key, { label: row.label, cells: [null, null] });
        pairs.get(row.key).cells[side] = row.html;
      }
    });
    return [...sections].map(([name, pairs]) => ({ name, pairs: [...pairs.values()] }));
  }

  function makeSection({ name, pairs }, both, counts) {
    const section = make("section");
    const table = make("table", "compared stacks");
    const head = table.createTHead().insertRow();
    head.append(makeHeader(words.entry, "col"), ...both.map(makeRoleHeader));
    const body = table.createTBody();
    for (const pair of pairs) {
      const state = compareCells(pair.cells);
      counts[state] += 1;
      const row = body.insertRow();
      row.className = state;
      const label = pair.label ? makeHeader(pair.label, "row") : make("td");
      if (state === "differ") label.append(" ", make("span", "badge", words.differs));
      row.append(label, ...pair.cells.map((html, side) => makeCell(html, state, both[side])));
    }
    section.classList.toggle("all-same", !table.querySelector(".differ, .only"));
    section.append(make("h2", "", name), table);
    return section;
  }

  function compareCells([first, second]) {
    if (first === null || second === null) return "only";
    return first === second ? "same" : "differ";
  }

  function makeCell(html, state, role) {
    const cell = make("td");
    cell.dataset.label = role.title;
    if (html === null) {
      cell.className = "absent";
      cell.append(make("span", "", "–"));
      cell.firstChild.setAttribute("aria-hidden", "true");
    } else {
      cell.innerHTML = html; // made safe when the site was built
      if (state === "only") cell.append(" ", make("span", "badge", words.only));
    }
    return cell;
  }

  function makeRoleHeader(role) {
    const header = makeHeader("", "col");
    const link = make("a", "", role.title);
    link.href = role.href;
    header.append(link);
    return header;
  }

  function makeHeader(text, scope) {
    const header = make("th", "", text);
    header.scope = scope;
    return header;
  }

  function make(tag, className = "", text = "") {
    const element = document.createElement(tag);
    if (className) element.className = className;
    if (text) element.textContent = text;
    return element;
  }

  function read() {
    if (location.hash && !location.hash.includes("=")) return; // a place on the page, such as #main
    const state = new URLSearchParams(location.hash.slice(1) || location.search);
    for (const select of selects) {
      select.value = state.get(select.name) || "";
      if (select.selectedIndex < 0) select.value = "";
    }
    onlyDifferences.checked = state.has("differences");
    show();
  }

  form.addEventListener("change", () => {
    const state = new URLSearchParams();
    for (const select of selects) {
      if (select.value) state.set(select.name, select.value);
    }
    if (onlyDifferences.checked) state.set("differences", "1");
    history.pushState(null, "", `#${state}`);
    show();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  window.addEventListener("popstate", read);
  window.addEventListener("hashchange", read);
  read();
})();
