// Elsewhere: what other programs, other tabs and the last time left of this year's text, and how it comes together with what is here.

import { get } from "./api.js";
import * as comparing from "./comparing.js";
import { notice, withdraw } from "./notices.js";

export class Elsewhere {
  /** `year()` is that of the page; `text` and `keeper` hold what is here. */
  constructor({ year, text, keeper }) {
    Object.assign(this, { year, text, keeper, own: 0, whole: null }); // `whole`: what a file held that is gone
  }

  /** Another year is opened, or what is here is in the file now: nothing said of the file before is so any more. */
  settled(...kinds) {
    this.whole = null;
    for (const kind of kinds.length ? kinds : ["outside", "save", "unsaved", "opened", "form"]) withdraw(kind);
  }

  /** The file is not where it was: what is here may be all there is of it, and is kept as unsaved. */
  gone() {
    if (!this.keeper.dirty) this.whole = this.text.text;
    this.keeper.rebase({ etag: "", text: "" });
    this.keeper.kept();
    notice("outside", `${this.year()} 年度的数据文件不在原处了：可能删去了、改了名，或者移走了。这里的字都还在，也另留了一份。要的话可以照这里的存回原处；改了名的，把名字改回来就接上了。`,
      ["存回原处", () => this.keeper.save()]);
  }

  /** Both are shown; whatever is chosen is one step that can be undone. The file is read as it is then. */
  conflict(other, mine = this.text.text) {
    if (!other.etag) return void this.gone();
    const year = this.year();
    const here = (work) => async (...given) => {
      if (year !== this.year()) return;
      await work(...given);
      this.settled("outside", "save");
    };
    comparing.conflict({
      mine, theirs: other.text,
      take: here((merged) => { this.keeper.rebase(other); this.text.replace(merged, "input.merge"); return this.keeper.save(); }),
      takeTheirs: here(async () => {
        const now = await get("open", { year });
        this.keeper.rebase(now);
        this.text.replace(now.text, "input.merge");
        await this.keeper.forget();
      }),
    });
  }

  /** The file was saved by another program: a clean editor follows, one with unsaved words asks. */
  outside(other, words = "文件在别处改过，已换成新的") {
    if (other.etag === this.keeper.etag || this.own) return;
    withdraw("outside");
    const untouched = !this.keeper.dirty || this.whole === this.text.text; // nothing was typed since the file went
    this.whole = null;
    if (other.text === this.text.text) this.keeper.rebase(other);
    else if (untouched) this.follow(other, words);
    else {
      const year = this.year();
      notice("outside", "文件刚在别处改过，这里还有没保存的。", ["比较", async () => {
        if (year === this.year()) this.conflict(await get("open", { year }));
      }]);
    }
  }

  follow(other, words) {
    this.keeper.rebase(other);
    this.text.replace(other.text);
    this.keeper.say(words);
  }

  /** `work` writes the file on behalf of this page: what it left there is taken over, in the words of `said(done)`. */
  async writing(work, said) {
    this.own += 1;
    try {
      const year = this.year();
      const done = await work();
      const words = done && said(done);
      if (words && year === this.year()) {
        const now = await get("open", { year });
        if (this.keeper.dirty) { this.own -= 1; this.outside(now); this.own += 1; }
        else this.follow(now, words);
      }
      return done;
    } finally {
      this.own -= 1;
    }
  }

  /** Words that were never saved. */
  offer(unsaved, opened) {
    withdraw("unsaved");
    if (!unsaved?.text || unsaved.text === opened.text) return;
    const when = unsaved.at ? `（${new Date(unsaved.at).toLocaleString("zh-CN")}）` : "";
    const same = unsaved.etag === opened.etag;
    notice("unsaved", `上次有没保存的改动${when}${same ? "" : "，文件后来又改过"}。`,
      same ? ["恢复", () => this.text.replace(unsaved.text, "input.restored")] : ["比较", () => this.conflict(opened, unsaved.text)],
      ["丢掉", () => this.keeper.forget()]);
  }
}
