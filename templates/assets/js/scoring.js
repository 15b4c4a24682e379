// The scoring rules of a role, computed exactly: fractions of whole numbers of any size, no floating point. The rules come
// as a table (ScoringTable in rolebook/views/model/scoring.py); numbers are decimal strings here and there.
(() => {
  "use strict";

  // --- fractions: [numerator, denominator], the denominator above 0 ---
  const ZERO = [0n, 1n];
  const add = ([a, b], [c, d]) => [a * d + c * b, b * d];
  const negate = ([a, b]) => [-a, b];
  const multiply = ([a, b], [c, d]) => [a * c, b * d];
  const divide = ([a, b], [c, d]) => (c < 0n ? [-a * d, b * -c] : [a * d, b * c]);
  const compare = ([a, b], [c, d]) => (a * d < c * b ? -1 : a * d > c * b ? 1 : 0);
  const magnitude = ([a, b]) => [a < 0n ? -a : a, b];
  const least = (a, b) => (compare(a, b) > 0 ? b : a);
  const most = (a, b) => (compare(a, b) < 0 ? b : a);

  function read(text) {
    const [, sign, whole, part = ""] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
    const number = BigInt(whole + part);
    return [sign ? -number : number, 10n ** BigInt(part.length)];
  }

  // Halves go away from zero, as in spreadsheets and payrolls.
  function round(value, decimals) {
    const [a, b] = magnitude(value);
    const unit = 10n ** BigInt(decimals);
    const whole = (2n * a * unit + b) / (2n * b);
    return [value[0] < 0n ? -whole : whole, unit];
  }

  // A number that is a finite decimal, such as every rounded one, as the shortest text.
  function write([a, b]) {
    let unit = 1n;
    let digits = 0;
    while ((a * unit) % b !== 0n) {
      unit *= 10n;
      digits += 1;
    }
    const text = String((a < 0n ? -a : a) * unit / b).padStart(digits + 1, "0");
    const end = text.length - digits;
    return (a < 0n ? "-" : "") + text.slice(0, end) + (digits ? `.${text.slice(end)}` : "");
  }

  // --- rules ---
  function followLine(line, actual) {
    let distance = add(actual, negate(read(line.start)));
    if (line.falling) distance = negate(distance);
    let steps = divide(magnitude(distance), read(line.each));
    if (line.whole) steps = [steps[0] / steps[1], 1n];
    const change = distance[0] > 0n ? multiply(steps, read(line.gain)) : negate(multiply(steps, read(line.lose)));
    return add(read(line.score), change);
  }

  // What a result earns; null where the rule says nothing.
  function scoreResult(rule, actual, decimals) {
    const value = read(actual);
    const piece = rule.pieces.find(({ low, closed }) => {
      const side = low === null ? 1 : compare(value, read(low));
      return side > 0 || (closed && side === 0);
    });
    if (!piece) return null;
    const { band, vetoed, voids_total: voids } = piece;
    if (piece.score !== null) return { value: read(piece.score), band, vetoed, voids };
    if (!piece.on_line) return null;
    let score = round(followLine(rule.line, value), decimals);
    if (rule.line.floor !== null) score = most(score, read(rule.line.floor));
    if (rule.line.cap !== null) score = least(score, read(rule.line.cap));
    return { value: score, band, vetoed, voids };
  }

  // What occurrences after earlier ones take, by unit; and the parts of the rule that they meet.
  function applyPenalty(rule, earlier, now) {
    const count = rule.once ? Math.min(now, 1) : now;
    let left = rule.at_most === null ? null : read(rule.at_most);
    const taken = new Map();
    const met = [];
    for (let ordinal = 1; ordinal <= earlier + count; ordinal += 1) {
      const index = rule.parts.filter((part) => part.first <= ordinal).length - 1;
      const { size, unit } = rule.parts[index];
      let charged = read(size);
      if (left !== null) {
        charged = least(charged, left);
        left = add(left, negate(charged));
      }
      if (ordinal <= earlier) continue;
      met.push({ ordinal, part: index });
      if (unit) taken.set(unit, add(taken.get(unit) || ZERO, charged));
    }
    return { met, taken };
  }

  // The whole assessment. actuals: id → decimal string, none without a result; occurrences: id → [earlier, now].
  function assess(table, actuals, occurrences) {
    let [weights, products, added, deducted] = [ZERO, ZERO, ZERO, ZERO];
    let isVoid = false;
    const kpis = table.kpis.map((rule) => {
      const actual = actuals[rule.id];
      const score = actual === undefined || actual === null ? null : scoreResult(rule, actual, table.decimals);
      if (!score) return { id: rule.id, score: null, contribution: null, band: null, vetoed: false };
      const weight = read(rule.weight);
      if (rule.added) {
        added = add(added, score.value);
      } else {
        weights = add(weights, weight);
        products = add(products, multiply(weight, score.value));
      }
      isVoid = isVoid || score.voids;
      const contribution = rule.added ? score.value : divide(multiply(score.value, weight), [100n, 1n]);
      return { id: rule.id, score: write(score.value), contribution: write(contribution), band: score.band, vetoed: score.vetoed };
    });
    const penalties = table.penalties.map((rule) => {
      const [earlier, now] = occurrences[rule.id] || [0, 0];
      const { met, taken } = applyPenalty(rule, earlier, now);
      deducted = add(deducted, taken.get("points") || ZERO);
      return { id: rule.id, met, taken: [...taken].map(([unit, value]) => [unit, write(value)]) };
    });
    const mean = weights[0] === 0n ? null : divide(products, weights);
    let total = null;
    if (mean !== null) {
      total = most(round(add(add(mean, added), negate(deducted)), table.decimals), read(table.floor));
      if (table.cap !== null) total = least(total, read(table.cap));
      if (isVoid) total = read(table.floor);
    }
    return {
      kpis,
      penalties,
      weighted: mean === null ? null : write(round(mean, table.decimals)),
      added: write(added),
      deducted: write(deducted),
      total: total === null ? null : write(total),
      rating: total === null ? null : rate(table, total, isVoid),
      isVoid,
    };
  }

  function rate(table, total, isVoid) {
    const last = table.ratings[table.ratings.length - 1];
    const earned = ({ lowest }) => lowest === null || compare(total, read(lowest)) >= 0;
    const rating = isVoid ? last : table.ratings.find(earned);
    return rating ? rating.id : null;
  }

  window.rolebookScoring = { assess };
})();
