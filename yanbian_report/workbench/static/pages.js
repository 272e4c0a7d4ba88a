// The report as it will be printed, page by page. Only pages that changed are painted, and the view never jumps.

import { $ } from "./dom.js";

const MARKED = "[data-p]";

export class Pages {
  /** `heard.chosen(path)` when somebody clicks on a printed value. */
  constructor(box, heard) {
    this.box = box;
    this.heard = heard;
    this.known = new Map(); // key → html
    this.order = [];
    this.zoom = 1;
    this.fitted = true;
    box.addEventListener("click", (event) => this.clicked(event.target));
    box.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && event.target.matches(MARKED)) this.clicked(event.target);
    });
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
    if ($("sheet-looks")?.getAttribute("href") !== pages.css) this.looks(pages.css);
    const anchor = this.anchor();
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
    this.tellNumber();
  }

  page(key) {
    const page = document.createElement("article");
    page.className = "page";
    page.dataset.key = key;
    page.innerHTML = this.known.get(key) ?? "";
    return page;
  }

  looks(href) {
    const link = document.createElement("link");
    Object.assign(link, { id: "sheet-looks", rel: "stylesheet", href });
    link.addEventListener("load", () => this.fitted && this.fit());
    $("sheet-looks")?.remove();
    document.head.append(link);
  }

  /** The page that the view begins with, and where in it: what must stay in its place. */
  anchor() {
    const top = this.box.scrollTop;
    const at = [...this.box.children].findIndex((page) => page.offsetTop + page.offsetHeight > top);
    return at < 0 ? null : { at, into: top - this.box.children[at].offsetTop };
  }

  hold(anchor) {
    const page = anchor && this.box.children[Math.min(anchor.at, this.box.children.length - 1)];
    if (page) this.box.scrollTop = page.offsetTop + anchor.into;
  }

  clicked(target) {
    const mark = target.closest(MARKED);
    if (mark && this.box.contains(mark)) {
      this.mark(mark.dataset.p, mark);
      this.heard.chosen(mark.dataset.p);
    }
  }

  /** Every place where `path` is printed; those of the contents page come last. */
  places(path) {
    const own = [...this.box.querySelectorAll(`[data-p="${CSS.escape(path)}"]`)];
    return own.length ? own : [...this.box.querySelectorAll(`[data-p^="${CSS.escape(path)}."]`)];
  }

  mark(path, chosen) {
    for (const old of this.box.querySelectorAll(".is-chosen, .is-other")) old.classList.remove("is-chosen", "is-other");
    for (const place of this.places(path)) place.classList.add(place === chosen ? "is-chosen" : "is-other");
  }

  /** Show where `path` is printed, the place that is nearest to the view; nothing moves when it is in view already. */
  go(path) {
    const all = this.places(path);
    const places = all.filter((place) => !place.closest("[data-contents]"));
    const middle = this.box.scrollTop + this.box.clientHeight / 2;
    const box = this.box.getBoundingClientRect();
    const distance = (place) => Math.abs(place.getBoundingClientRect().top - box.top + this.box.scrollTop - middle);
    const nearest = places.sort((a, b) => distance(a) - distance(b))[0];
    if (!nearest) return 0;
    this.mark(path, nearest);
    const place = nearest.getBoundingClientRect();
    if (place.top < box.top + 8 || place.bottom > box.bottom - 8) nearest.scrollIntoView({ block: "center" });
    return places.length;
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
    const top = this.box.scrollTop + this.box.clientHeight / 3;
    const number = [...this.box.children].findIndex((page) => page.offsetTop + page.offsetHeight > top) + 1;
    $("page-number").textContent = this.box.children.length ? `第 ${number || 1} 页，共 ${this.box.children.length} 页` : "";
  }
}
