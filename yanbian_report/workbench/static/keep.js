// Never lose a word: what is not saved is kept by the server and by the browser, and a save never goes over another's.

import { put, Refused } from "./api.js";

const KEPT = 300; // milliseconds after the first key that was not kept: who types without a pause is kept every so often

const unit = new URLSearchParams(location.search).get("unit") ?? "";
const place = (year) => `yanbian_report:${unit}:${year}`;

export class Keeper {
  /** `told({dirty, words})` whenever the state changes; `saved()` when the file has what is here; `conflict({etag, text})` when the file says something else;
   * `refused(problem, again)` when it cannot be written, `again(encoding)` tries once more. */
  constructor({ told, saved, conflict, refused }) {
    Object.assign(this, { told, done: saved, conflict, refused });
    addEventListener("beforeunload", (event) => this.dirty && (this.kept(), event.preventDefault()));
    document.addEventListener("visibilitychange", () => document.hidden && this.dirty && this.kept());
  }

  open({ year, text, etag }) {
    Object.assign(this, { year, text, saved: text, etag });
    this.say();
  }

  get dirty() {
    return this.text !== this.saved;
  }

  changed(text) {
    this.text = text;
    this.say();
    this.soon ??= setTimeout(() => { this.keeping = (this.keeping ?? Promise.resolve()).then(() => this.kept()); }, KEPT);
  }

  say(words) {
    this.told({ dirty: this.dirty, words });
  }

  async kept() {
    clearTimeout(this.soon);
    this.soon = null;
    const { year, text, etag } = this;
    try {
      if (this.dirty) localStorage.setItem(place(year), JSON.stringify({ text, etag, at: Date.now() }));
      else localStorage.removeItem(place(year));
    } catch { /* a browser without storage: the server keeps it */ }
    await put("unsaved", { year, text: this.dirty ? text : null, etag }).catch(() => {});
  }

  /** What the browser kept of a year, where the server has nothing of it. */
  static left(year) {
    try {
      return JSON.parse(localStorage.getItem(place(year)) ?? "null");
    } catch {
      return null;
    }
  }

  forget() {
    try {
      localStorage.removeItem(place(this.year));
    } catch { /* nothing is there */ }
    return put("unsaved", { year: this.year, text: null, etag: this.etag }).catch(() => {});
  }

  /** Save; false when it could not be. With another's words in the file nothing is written, and both are shown. */
  save(encoding) {
    this.saving = (this.saving ?? Promise.resolve()).then(() => this.put(encoding));
    return this.saving;
  }

  async put(encoding) {
    const { text, year } = this;
    this.say("正在保存…");
    try {
      const { etag, saved_at: at, warning } = await put("save", { year, text, etag: this.etag, encoding });
      if (year !== this.year) return true; // another one is open by now
      Object.assign(this, { etag, saved: text });
      this.done();
      this.say(warning || (this.dirty ? undefined : `已保存${at ? ` ${at.slice(11, 16)}` : ""}`));
      if (!this.dirty) await this.forget();
      return true;
    } catch (problem) {
      if (!(problem instanceof Refused)) throw problem;
      if (problem.status === 409) this.conflict(problem.said);
      else this.refused(problem, (other) => this.save(other));
      this.say(problem.status === 409 ? "● 文件在别处改过，没有保存" : "● 没有保存");
      return false;
    }
  }

  /** The file says `text` now; what is here is held against that. */
  rebase({ etag, text }) {
    Object.assign(this, { etag, saved: text });
    this.say();
  }
}
