// What was copied in Excel or WPS: blocks of cells for tables of figures, cells and paragraphs for texts.

const NUMBER = /^['’]?[（(]?[-－−—–+＋]?[¥￥]?[\d０-９][\d０-９,，.．\s]*(?:[万亿]?元|万|%|％|\p{Script=Han}{1,2})?[)）]?[-－]?$/u;
const NIL = /^[-－−—–]+$/; // how accountants' sheets print nothing
const YUAN = /单位[:：]?\s*元/;
const MARKS = /^(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[)）]|\d+[.．、]|其中[:：]|[加减][:：])+/;

/** Rows of columns of `text`, quoted cells with line ends in them. */
function cells(text) {
  const rows = [[""]];
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at];
    const row = rows.at(-1);
    if (quoted) {
      if (sign === '"' && text[at + 1] === '"') row[row.length - 1] += text[(at += 1)];
      else if (sign === '"') quoted = false;
      else row[row.length - 1] += sign;
    } else if (sign === '"' && row.at(-1) === "") quoted = true;
    else if (sign === "\t") row.push("");
    else if (sign === "\n") rows.push([""]);
    else if (sign !== "\r") row[row.length - 1] += sign;
  }
  if (rows.length > 1 && rows.at(-1).length === 1 && rows.at(-1)[0] === "") rows.pop();
  return rows.map((row) => row.map((cell) => cell.trim()));
}

/** A figure as the form takes it: without an apostrophe, a sign behind the digits before them, a line for nothing as 0. */
function figure(cell) {
  if (NIL.test(cell)) return "0";
  const plain = cell.replace(/^['’]/, "");
  return /[\d０-９][-－]$/.test(plain) ? `-${plain.slice(0, -1)}` : plain;
}

/** Words of a cell or of a paragraph of Word, for a box of several lines or (`line`) one. */
function words(text, line) {
  const inside = /^".*"\s*$/s.test(text) && /[\n\t]|""/.test(text) ? cells(text).flat().join("\n") : text;
  const plain = inside.replace(/[\u200b\ufeff\u00ad]/g, "").replace(/\u00a0/g, " ").replace(/\r\n?|\v/g, "\n").trim();
  return line ? plain.replace(/\s*\n\s*/g, "") : plain;
}

const called = (words) => words.replace(/\s/g, "").replace(MARKS, "").replace(/[:：]$/, "");

/** The rows of a table by what they are called, of codes the code and the name, too. */
function named(body) {
  const found = new Map();
  for (const row of body.rows) {
    const label = row.cells[0].textContent.trim();
    for (const one of [label, ...label.match(/^(\d+)\s+(.+)$/)?.slice(1) ?? []]) if (!found.has(called(one))) found.set(called(one), row);
  }
  return found;
}

/** Columns of `rows` that only count them (行次): under that heading, or whole numbers one after the other. */
function counting(rows) {
  const width = Math.max(...rows.map((row) => row.length));
  return new Set([...Array(width).keys()].filter((at) => {
    const column = rows.map((row) => row[at] ?? "");
    const whole = column.filter((cell) => NUMBER.test(cell));
    const counts = whole.every((cell, n) => /^\d+$/.test(cell) && (!n || Number(cell) === Number(whole[n - 1]) + 1));
    return counts && (column.some((cell) => called(cell) === "行次") || whole.length > 2);
  }));
}

/** The edit that puts `cell` into column `at` of `row`, in `unit` where it says none; null where there is no field. */
function edit(row, at, cell, unit) {
  const path = row?.cells[at]?.querySelector("input.figure")?.dataset.path;
  const bare = NUMBER.test(cell) && /[\d０-９)）]$/.test(cell);
  return path ? { path, value: figure(cell) + (bare ? unit : "") } : null;
}

/** `rows` whose cells name rows of the table, each to the row of that name; null where none does. */
function byName(start, rows, unit) {
  const known = named(start.closest("tbody"));
  const skipped = counting(rows);
  let left = 0;
  const edits = [];
  let matched = 0;
  for (const cells of rows) {
    let row = null;
    let at = start.cellIndex;
    const before = matched;
    for (const [column, cell] of cells.entries()) {
      if (skipped.has(column)) continue;
      if (cell && !NUMBER.test(cell) && !NIL.test(cell) || known.has(called(cell)) && /^\d{3,7}$/.test(cell)) {
        const other = known.get(called(cell));
        if (other && other !== row) [row, at] = [other, start.cellIndex];
        matched += Boolean(other);
      } else if (row) {
        const one = cell && edit(row, at, cell, unit);
        if (one) edits.push(one);
        at += 1;
      }
    }
    if (matched === before && cells.some((cell, column) => NUMBER.test(cell) && !skipped.has(column)) && !cells.includes("栏次")) left += 1;
  }
  return matched ? { edits, left } : null;
}

/** What lays `rows` over a table from the cell of `field` on, or by the names that they have: `edits`, and what to `say` of the rest.
 * Cells that are empty (merged ones) change nothing. */
function over(field, rows) {
  const start = field.closest("td");
  const unit = rows.flat().some((cell) => YUAN.test(cell)) ? "元" : "";
  const by = byName(start, rows, unit);
  if (by) return { edits: by.edits, say: `照名称填了 ${by.edits.length} 格${by.left ? `；有 ${by.left} 行的名称这张表里没有，没有填` : ""}` };
  const edits = [];
  let row = start.parentElement;
  let beyond = 0;
  for (const values of rows) {
    for (const [at, cell] of values.entries()) {
      if (!cell) continue;
      const one = edit(row, start.cellIndex + at, cell, unit);
      if (one) edits.push(one);
      else beyond += 1;
    }
    row = row?.nextElementSibling;
  }
  return { edits, say: beyond ? `填了 ${edits.length} 格；另有 ${beyond} 格在表外，没有填` : "" };
}

/** What is pasted goes in as it was meant: a block over the table from the cell at hand on, all of it in one edit. */
export async function pasted(event, { edit: put, say, told }) {
  const field = event.target;
  const text = event.clipboardData?.getData("text/plain") ?? "";
  if (field.dataset?.path === undefined || !text) return;
  const rows = field.matches("input.figure") ? cells(text) : [];
  event.preventDefault();
  if (rows.length > 1 || rows[0]?.length > 1) {
    const { edits, say: left } = over(field, rows);
    const { refused } = edits.length ? await put(edits) : {};
    say(field, refused ?? "");
    if (left && !refused) told(left);
  } else {
    const plain = rows.length ? figure(rows[0][0]) : words(text, !field.matches("textarea:not([data-line])"));
    document.execCommand("insertText", false, plain); // which the field can undo
  }
}
