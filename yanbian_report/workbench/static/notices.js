// Notices above the desk: what happened that somebody has to decide on, or should know.

import { button, el } from "./dom.js";

/** Say `words`, with buttons [words, act]; one of the same `kind` takes the place of the one before. */
export function notice(kind, words, ...acts) {
  const boxes = document.getElementById("banners");
  withdraw(kind);
  const box = el("div.banner", { role: "alert", "data-kind": kind }, el("p", {}, words),
    acts.map(([label, act]) => button(label, () => { box.remove(); act(); })),
    button(acts.length ? "以后再说" : "知道了", () => box.remove()));
  boxes.append(box);
}

export function withdraw(kind) {
  document.querySelector(`#banners [data-kind="${kind}"]`)?.remove();
}
