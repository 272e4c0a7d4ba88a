// Elements, made by name. User text only ever becomes text.

export const $ = (id) => document.getElementById(id);

/** An element: `el("button.main", {onclick: f, "aria-label": "…"}, "words", child)`. */
export function el(what, attributes = {}, ...children) {
  const [name, ...classes] = what.split(".");
  const element = document.createElement(name);
  if (classes.length) element.className = classes.join(" ");
  for (const [key, value] of Object.entries(attributes)) {
    if (value == null || value === false) continue;
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (key in element && typeof value !== "string") element[key] = value;
    else element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.flat(Infinity).filter((child) => child != null && child !== false));
  return element;
}

export const button = (words, onclick, attributes = {}) => el("button", { type: "button", onclick, ...attributes }, words);

/** Scroll `box`, and nothing else, so that `element` is in view: only when it is not there yet, or to its `start`. */
export function reveal(box, element, start = false) {
  const [view, place] = [box, element].map((each) => each.getBoundingClientRect());
  const inView = place.top >= view.top + 8 && place.bottom <= view.bottom - 8;
  if (start) box.scrollTop += place.top - view.top;
  else if (!inView) box.scrollTop += place.top - view.top - Math.max(8, (view.height - place.height) / 2);
}

/** `work` (a promise) once, `wait` milliseconds after the last call; `now` at once, `done` when nothing is left to do. */
export function later(wait, work) {
  let timer = 0;
  let under = Promise.resolve();
  const run = (...args) => {
    clearTimeout(timer);
    timer = setTimeout(() => run.now(...args), wait);
  };
  run.now = (...args) => {
    clearTimeout(timer);
    timer = 0;
    return (under = work(...args));
  };
  run.done = () => (timer ? run.now() : under); // of work without arguments
  return run;
}

/** Tabs: one of `buttons` (by name) is chosen; arrows move between them. */
export function tabs(buttons, chosen) {
  const names = Object.keys(buttons);
  let before;
  const choose = (name, focus) => {
    for (const each of names) {
      buttons[each].setAttribute("aria-selected", String(each === name));
      buttons[each].tabIndex = each === name ? 0 : -1;
    }
    if (focus) buttons[name].focus();
    chosen(name, before);
    before = name;
  };
  for (const [number, name] of names.entries()) {
    buttons[name].addEventListener("click", () => choose(name));
    buttons[name].addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!step) return;
      event.preventDefault();
      choose(names[(number + step + names.length) % names.length], true);
    });
  }
  return choose;
}

/** The children of `box` are those that `make` makes of `items`; an item that was there keeps its element, focus and all. */
export function keyed(box, items, make) {
  const known = new Map([...box.children].map((child) => [child.dataset.key, child]));
  const wanted = items.map((item) => {
    const key = JSON.stringify(item);
    const there = known.get(key);
    if (there) {
      known.delete(key);
      return there;
    }
    const made = make(item);
    made.dataset.key = key;
    return made;
  });
  for (const gone of known.values()) gone.remove();
  wanted.forEach((child, at) => { if (box.children[at] !== child) box.insertBefore(child, box.children[at] ?? null); });
}
