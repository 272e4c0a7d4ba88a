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
  element.append(...children.flat().filter((child) => child != null && child !== false));
  return element;
}

export const button = (words, onclick, attributes = {}) => el("button", { type: "button", onclick, ...attributes }, words);

/** `work` once, `wait` milliseconds after the last call. */
export function later(wait, work) {
  let timer;
  const run = (...args) => {
    clearTimeout(timer);
    timer = setTimeout(() => work(...args), wait);
  };
  run.now = (...args) => {
    clearTimeout(timer);
    return work(...args);
  };
  return run;
}

/** Tabs: one of `buttons` (by name) is chosen; arrows move between them. */
export function tabs(buttons, chosen) {
  const names = Object.keys(buttons);
  const choose = (name, focus) => {
    for (const each of names) {
      buttons[each].setAttribute("aria-selected", String(each === name));
      buttons[each].tabIndex = each === name ? 0 : -1;
    }
    if (focus) buttons[name].focus();
    chosen(name);
  };
  for (const [number, name] of names.entries()) {
    buttons[name].addEventListener("click", () => choose(name));
    buttons[name].addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (step) choose(names[(number + step + names.length) % names.length], true);
    });
  }
  return choose;
}
