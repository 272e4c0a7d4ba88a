// The report as it will be printed, page by page. Only pages that changed are painted, and the view never jumps.

import { $, reveal } from "./dom.js";

const MARKED = "[data-p], [data-picture]"; // values, and pictures of values

export class Pages {
  /** `heard` has `chosen(path)` when somebody clicks on a printed value, `stepped(path)` when arrows come to one, and
   * `picture({title, points})` for both of a picture. */
  constructor(box, heard) {
    this.box = box;
    this.heard = heard;
    this.known = new Map(); // key → html
    this.order = [];
    this.zoom = 1;
    this.fitted = true;
    box.addEventListener("click", (event) => this.clicked(event.target));
    box.addEventListener("keydown", (event) => this.pressed(event));
    box.addEventListener("scroll", () => this.tellNumber(), { passive: true });
    new ResizeObserver(() => this.fitted && this.fit()).observe(box);
  }

  get have() {
    return [...this.known.keys()];
  }

  /** What a look says of the pages; null when the text gives none, and then the last good ones stay. */
  show(pages, staleFrom) {
    const stale = $("stale");
    this.box.classList.toggle("is-stale", !pages && this.order.length > 0);
    if (!pages) {
      const where = staleFrom ? `第 ${staleFrom} 行改好以前` : "问题改好以前";
      stale.textContent = this.order.length ? `显示的是${where}的样子` : "还没有页面：先改好左边的错误";
      return;
    }
    stale.textContent = "";
    for (const [key, html] of Object.entries(pages.fresh)) this.known.set(key, html);
    this.pictures = pages.pictures ?? {};
    if ($("sheet-looks")?.getAttribute("href") !== pages.css) this.looks(pages.css);
    const anchor = this.anchor();
    const held = this.held();
    const now = new Map([...this.box.children].map((page) => [page.dataset.key, page]));
    const wanted = pages.order.map((key) => now.get(key) ?? this.page(key));
    let changed = 0;
    wanted.forEach((page, number) => {
      if (this.box.children[number] !== page) {
        this.box.insertBefore(page, this.box.children[number] ?? null);
        changed += 1;
      }
    });
    while (this.box.children.length > wanted.length) this.box.lastChild.remove();
    for (const key of this.known.keys()) if (!pages.order.includes(key)) this.known.delete(key);
    this.order = pages.order;
    if (changed) this.hold(anchor);
    if (changed && this.path) this.again(held); // on pages that are new
    this.tellNumber();
  }

  /** Another report, from its first page. */
  begin() {
    this.path = "";
    this.order = [];
    this.known.clear();
    this.box.replaceChildren();
    this.box.scrollTop = 0;
    $("stale").textContent = "正在排出页面…";
    this.tellNumber();
  }

  page(key) {
    const page = document.createElement("article");
    page.className = "page";
    page.dataset.key = key;
    page.innerHTML = this.known.get(key) ?? "";
    for (const image of page.querySelectorAll("img")) if (this.pictures[image.getAttribute("src")]) image.dataset.picture = image.getAttribute("src");
    return page;
  }

  /** Other looks: those before stay until they are there, or everything would collapse for a moment and the view be lost. */
  looks(href) {
    const before = [...document.querySelectorAll("link.sheet-looks")];
    $("sheet-looks")?.removeAttribute("id");
    const link = document.createElement("link");
    Object.assign(link, { id: "sheet-looks", className: "sheet-looks", rel: "stylesheet", href });
    link.addEventListener("load", () => {
      const [anchor, held] = [this.anchor(), this.held()];
      for (const old of before) old.remove();
      if (this.fitted) this.fit();
      this.hold(anchor);
      if (this.path) this.again(held);
    });
    document.head.append(link);
  }

  /** The page that stands at `at` of the view's height, and how much of it is above: what must stay in its place. */
  anchor(at = 0) {
    const view = this.box.getBoundingClientRect();
    const line = view.top + view.height * at;
    for (const [number, page] of [...this.box.children].entries()) {
      const { bottom, top, height } = page.getBoundingClientRect(); // offsets are in other pixels where a page is zoomed
      if (bottom > line) return { number, into: height ? (line - top) / height : 0 };
    }
    return null;
  }

  hold(anchor) {
    const page = anchor && this.box.children[Math.min(anchor.number, this.box.children.length - 1)];
    if (!page) return;
    const { top, height } = page.getBoundingClientRect();
    this.box.scrollTop += top + anchor.into * height - this.box.getBoundingClientRect().top;
  }

  clicked(target) {
    const mark = target.closest(MARKED);
    if (!mark || !this.box.contains(mark)) return;
    this.choose(mark);
    if (mark.dataset.p) this.heard.chosen(mark.dataset.p);
  }

  /** Mark a value or a picture; what a picture shows is said at once. */
  choose(mark) {
    this.mark(mark.dataset.p ?? "", mark);
    if (mark.dataset.picture) this.heard.picture(this.pictures[mark.dataset.picture]);
  }

  /** Left and right go from printed value to printed value, Enter to where the value is filled in. */
  pressed(event) {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const chosen = this.box.querySelector(".is-chosen");
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step && !(event.key === "Enter" && chosen)) return;
    event.preventDefault(); // or the key would go on to where the focus goes
    if (!step) return void (chosen.dataset.p && this.heard.chosen(chosen.dataset.p));
    const all = [...this.box.querySelectorAll(MARKED)];
    const view = this.box.getBoundingClientRect();
    const seen = all.findIndex((mark) => mark.getBoundingClientRect().top >= view.top);
    const mark = chosen ? all[all.indexOf(chosen) + step] : all[seen];
    if (!mark) return;
    this.choose(mark);
    reveal(this.box, mark);
    if (mark.dataset.p) this.heard.stepped(mark.dataset.p);
  }

  /** Every place where `path` is printed, or, of a group, where something of it is. */
  places(path) {
    const own = [...this.box.querySelectorAll(`[data-p="${CSS.escape(path)}"]`)];
    return own.length ? own : [...this.box.querySelectorAll(`[data-p^="${CSS.escape(path)}."]`)];
  }

  /** What is printed before `path` in its paragraph. */
  before(path) {
    const mark = this.box.querySelector(`[data-p="${CSS.escape(path)}"]`);
    const paragraph = mark?.closest("p");
    if (!paragraph) return "";
    const range = document.createRange();
    range.setStart(paragraph, 0);
    range.setEndBefore(mark);
    return range.toString();
  }

  mark(path, chosen) {
    if (path !== this.path) this.lost = null;
    this.path = path;
    for (const old of this.box.querySelectorAll(".is-chosen, .is-other")) old.classList.remove("is-chosen", "is-other");
    if (!path) chosen?.classList.add("is-chosen"); // a picture
    for (const place of path ? this.places(path) : []) place.classList.add(place === chosen ? "is-chosen" : "is-other");
  }

  /** The place of `path` that is nearest to the middle of the view. */
  nearest(path) {
    const view = this.box.getBoundingClientRect();
    const distance = (place) => Math.abs(place.getBoundingClientRect().top - view.top - view.height / 2);
    return this.places(path).map((place) => [distance(place), place]).sort(([a], [b]) => a - b)[0]?.[1];
  }

  /** Show where `path` is printed, at the nearest place; nothing moves when it is in view already, or printed nowhere. */
  go(path) {
    const nearest = this.nearest(path);
    this.mark(path, nearest);
    if (nearest) reveal(this.box, nearest);
  }

  /** Where in the view the chosen place stands; null where it is out of view. */
  held() {
    const chosen = this.box.querySelector(".is-chosen");
    const [view, place] = [this.box, chosen].map((each) => each?.getBoundingClientRect());
    if (!place || place.bottom < view.top || place.top > view.bottom) return this.lost ?? null;
    return place.top - view.top;
  }

  /** The chosen place is marked anew and stands where it stood, whatever grew or went above it. */
  again(held) {
    const nearest = this.nearest(this.path);
    this.mark(this.path, nearest);
    this.lost = nearest ? null : held; // nothing is printed of it while it is being written
    if (held === null || !nearest) return;
    this.box.scrollTop += nearest.getBoundingClientRect().top - this.box.getBoundingClientRect().top - held;
    reveal(this.box, nearest);
  }

  fit() {
    const sheet = this.box.querySelector(".sheet");
    if (!sheet || !this.box.clientWidth) return;
    const width = parseFloat(getComputedStyle(sheet).width) || 794;
    this.scale(Math.min(1.2, (this.box.clientWidth - 32) / width), true);
  }

  scale(zoom, fitted = false) {
    const anchor = this.anchor();
    this.zoom = Math.max(0.25, Math.min(2.5, zoom));
    this.fitted = fitted;
    this.box.style.setProperty("--zoom", String(this.zoom));
    this.hold(anchor);
  }

  tellNumber() {
    const number = (this.anchor(1 / 3)?.number ?? 0) + 1;
    const words = this.box.children.length ? `第 ${number} 页，共 ${this.box.children.length} 页` : "";
    if ($("page-number").textContent !== words) $("page-number").textContent = words;
  }
}
