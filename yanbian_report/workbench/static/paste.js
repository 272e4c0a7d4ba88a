// Blocks of cells that were copied in Excel or WPS.

/** Rows of columns of `text`, quoted cells with line ends in them. */
export function cells(text) {
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

/** What lays `rows` over a table from the cell of `field` on; cells that are empty (merged ones) change nothing. */
export function over(field, rows) {
  const cell = field.closest("td");
  const edits = [];
  let row = cell.parentElement;
  for (const values of rows) {
    for (let at = 0; row && at < values.length; at += 1) {
      const input = row.cells[cell.cellIndex + at]?.querySelector("input.figure");
      if (input && values[at] !== "") edits.push({ path: input.dataset.path, value: values[at] });
    }
    row = row?.nextElementSibling;
  }
  return edits;
}
