// Places: which path stands where in the text, and how one gets there, in the form or in the text.

import { get } from "./api.js";

/** The path of the innermost of `places` that `offset` lies in, else the first that begins in the line `from`–`to`. */
export function pathAt(places, offset, [from, to]) {
  let best = null;
  let inLine = null;
  for (const [path, [start, end]] of Object.entries(places)) {
    if (start <= offset && offset <= end && (!best || end - start < best.length)) best = { path, length: end - start };
    if (inLine === null && start >= from && start <= to) inLine = path;
  }
  return best?.path ?? inLine;
}

/** The path of the first typed figure that the derived one at `path` comes from, else of what it is part of. */
export async function source(places, year, path) {
  const trace = await get("trace", { year, path }).catch(() => null);
  const first = (inputs) => inputs?.map((one) => (places[one.path] ? one.path : first(one.inputs))).find(Boolean);
  const steps = path.split(".");
  const above = steps.map((_, n) => steps.slice(0, steps.length - 1 - n).join(".")).find((one) => places[one]);
  return first(trace?.formula?.inputs) ?? above;
}

/** Of `findings` the next one in the text after `at` (`by` 1) or before it (-1), round and round; what must be done comes first. */
export function following(findings, at, by) {
  const weighty = findings.filter((one) => one.to_do || one.severity !== "提示");
  const all = (weighty.length ? weighty : findings).filter((one) => one.from != null).sort((a, b) => a.from - b.from);
  if (!all.length) return null;
  const beyond = by > 0 ? all.find((one) => one.from > at) : all.findLast((one) => one.from < at);
  return beyond ?? all.at(by > 0 ? 0 : -1);
}
