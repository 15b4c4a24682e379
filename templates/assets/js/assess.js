// The page that computes an assessment: reads its inputs, has scoring.js compute, shows the outcome. It keeps nothing.
(() => {
  "use strict";
  const form = document.getElementById("assess");
  const words = form.dataset;
  const table = JSON.parse(words.table);
  const patterns = new Map(JSON.parse(words.units).map(({ unit, pattern }) => [unit, pattern]));
  const style = JSON.parse(words.numbers);
  const find = (id) => document.getElementById(id);

  // A number as people write it, as a decimal string; null if there is none. Throws what is wrong with it.
  function readNumber(text) {
    let number = text.normalize("NFKC").replace(/[\u2212\u2013]/g, "-").replace(/\s|%$/g, "");
    if (number === "") return null;
    const marks = number.match(/[.,]/g) || [];
    if (marks.length === 1) {
      // 1,234 may be a thousand or one and a bit: better ask than guess.
      if (marks[0] !== style.decimal && /[.,]\d{3}$/.test(number)) throw words.ambiguous;
      number = number.replace(",", ".");
    } else if (marks.length > 1) {
      const [group, decimal] = style.decimal === "," ? ["\\.", ","] : [",", "."];
      const grouped = new RegExp(`^-?\\d{1,3}(${group}\\d{3})+(\\${decimal}\\d+)?$`);
      if (!grouped.test(number)) throw words.notANumber;
      number = number.replace(new RegExp(group, "g"), "").replace(decimal, ".");
    }
    if (!/^-?\d{1,18}(\.\d{1,18})?$/.test(number)) throw words.notANumber;
    return number;
  }

  function readCount(text) {
    const count = text.normalize("NFKC").trim();
    if (count === "") return 0;
    if (!/^\d{1,3}$/.test(count)) throw words.notACount;
    return Number(count);
  }

  // A decimal string as this language writes it, with at least so many decimals.
  function writeNumber(number, decimals = 0) {
    const [, sign, whole, part = ""] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(number);
    const grouped = whole.length < style.group_from ? whole : whole.replace(/\B(?=(\d{3})+$)/g, style.group);
    const digits = part.padEnd(decimals, "0");
    return (sign ? "\u2212" : "") + grouped + (digits ? style.decimal + digits : "");
  }

  function take(input, problem, read) {
    let value = null;
    let message = "";
    try {
      value = read(input.value);
    } catch (wrong) {
      message = wrong;
    }
    input.setAttribute("aria-invalid", String(message !== ""));
    if (message) problem.textContent = message;
    return value;
  }

  function readInputs() {
    const actuals = {};
    const occurrences = {};
    for (const { id } of table.kpis) {
      const problem = find(`problem-${id}`);
      problem.textContent = "";
      const value = take(find(`result-${id}`), problem, readNumber);
      if (value !== null) actuals[id] = value;
    }
    for (const { id } of table.penalties) {
      const problem = find(`penalty-problem-${id}`);
      problem.textContent = "";
      occurrences[id] = ["earlier", "now"].map((when) => take(find(`${when}-${id}`), problem, readCount) || 0);
    }
    return [actuals, occurrences];
  }

  function showKpi({ id, score, contribution, band, vetoed }) {
    find(`score-${id}`).textContent = score === null ? "" : writeNumber(score, table.decimals);
    find(`share-${id}`).textContent = contribution === null ? "" : writeNumber(contribution);
    find(`veto-${id}`).hidden = !vetoed;
    const bands = form.querySelector(`[data-bands="${id}"]`);
    if (bands) [...bands.children].forEach((row, index) => row.classList.toggle("applies", index === band));
  }

  function showPenalty({ id, met, taken }) {
    const place = find(`outcome-${id}`);
    const effects = JSON.parse(place.dataset.effects);
    const lines = met.map(({ ordinal, part }) => {
      const line = document.createElement("span");
      line.className = "detail";
      line.textContent = `${words.ordinal.replace("{number}", writeNumber(String(ordinal)))}: ${effects[part]}`;
      return line;
    });
    const sums = taken.map(([unit, value]) => {
      const sum = document.createElement("span");
      sum.className = "figure";
      sum.textContent = (unit === "points" ? words.points : patterns.get(unit)).replace("{}", writeNumber(value));
      return sum;
    });
    place.replaceChildren(...sums, ...lines);
  }

  function show(outcome) {
    outcome.kpis.forEach(showKpi);
    outcome.penalties.forEach(showPenalty);
    const write = (id, value, decimals) => {
      const place = find(id);
      if (place) place.textContent = value === null ? "–" : writeNumber(value, decimals);
    };
    write("weighted", outcome.weighted, table.decimals);
    write("added", outcome.added, 0);
    write("deducted", outcome.deducted, 0);
    write("total", outcome.total, table.decimals);
    for (const { id } of table.ratings) find(`rating-${id}`).classList.toggle("applies", id === outcome.rating);
    if (table.ratings.length) find("rating").textContent = outcome.rating ? find(`rating-${outcome.rating}`).dataset.name : "–";
    const scored = outcome.kpis.filter(({ score }) => score !== null).length;
    find("counted").textContent = words.counted.replace("{count}", scored).replace("{all}", outcome.kpis.length);
    find("void").hidden = !outcome.isVoid;
  }

  const update = () => show(window.rolebookScoring.assess(table, ...readInputs()));
  form.addEventListener("input", update);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.querySelector("[type=reset]").addEventListener("click", (event) => {
    event.preventDefault(); // or the sums would be made before the fields are empty
    form.reset();
    update();
  });
  form.reset(); // some browsers bring back what stood here before a reload
  update();
})();
