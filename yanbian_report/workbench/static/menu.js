// The menu of what is seldom wanted: opened by a click, gone through with arrows, closed by Escape or a click elsewhere.

import { button } from "./dom.js";

/** `acts` gives the entries each time the menu opens: words and what is done; `refused(problem)` hears what went wrong. */
export function menu(opener, box, acts, refused) {
  const close = (back) => {
    box.hidden = true;
    opener.setAttribute("aria-expanded", "false");
    if (back) opener.focus();
  };
  const open = () => {
    box.replaceChildren(...acts().map(([words, act]) => button(words, () => {
      close(true); // a window that is opened gives the focus back to where it was
      Promise.resolve().then(act).catch(refused);
    }, { role: "menuitem", tabindex: "-1" })));
    box.hidden = false;
    opener.setAttribute("aria-expanded", "true");
    box.firstElementChild?.focus();
  };
  opener.addEventListener("click", () => (box.hidden ? open() : close()));
  opener.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown") return;
    event.preventDefault();
    open();
  });
  box.addEventListener("keydown", (event) => {
    const items = [...box.children];
    const at = items.indexOf(document.activeElement);
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
    if (next !== undefined) {
      event.preventDefault();
      items.at(next % items.length).focus();
    } else if (event.key === "Escape") close(true);
    else if (event.key === "Tab") close();
  });
  document.addEventListener("click", (event) => !event.target.closest(`#${box.id}, #${opener.id}`) && !box.hidden && close());
}
