// Numbers as people type and paste them, and tables as a spreadsheet copies them.

const BLANK = new Set(["", "-", "—", "——", "–", "/"]);
const PLAIN = /^[+-]?(?:\d{1,3}(?:[, ]\d{3})+|\d+)(?:\.\d*)?$|^[+-]?\.\d+$/;

// The signs of a number in their plain form; what is no number stays as it is, for the server to say what is wrong.
export function tidy(text) {
  const plain = text.normalize("NFKC").replace(/−/g, "-").replace(/[\u200b-\u200f\ufeff]/g, "").trim();
  if (BLANK.has(plain)) return "";
  const bare = plain.replace(/%$/, "").trim();
  return PLAIN.test(bare) && bare.length < plain.length ? `${grouped(bare)}%` : grouped(plain);
}

// With the thousands set off.
export function grouped(text) {
  if (!PLAIN.test(text)) return text;
  const [whole, point] = text.replace(/[, ]/g, "").split(".");
  const sign = /^[+-]/.test(whole) ? whole[0].replace("+", "") : "";
  const digits = whole.replace(/^[+-]/, "").replace(/^0+(?=\d)/, "") || "0";
  const apart = digits.replace(/\B(?=(\d{3})+$)/g, ",");
  return `${sign}${apart}${point ? `.${point}` : ""}`;
}

// The number that a text stands for; NaN for a blank and for what is none.
export function numberIn(text) {
  const plain = text.replace(/[, %]/g, "");
  return plain === "" ? NaN : Number(plain);
}

// The sum of numbers with as many digits after the point as the finest of them; null where there are none.
export function sumOf(texts) {
  const known = texts.filter((text) => !Number.isNaN(numberIn(text)));
  if (!known.length) return null;
  const places = Math.max(...known.map((text) => (text.split(".")[1] ?? "").replace(/\D/g, "").length));
  return grouped(known.reduce((sum, text) => sum + numberIn(text), 0).toFixed(places));
}

// Rows and columns of what a spreadsheet copied: tabs between cells, quotes around those that hold a break.
export function table(text) {
  const rows = [[]];
  let cell = "", quoted = false, begun = false;
  const done = () => {
    rows[rows.length - 1].push(cell);
    cell = "";
    begun = false;
  };
  const source = text.replace(/\r\n?/g, "\n").replace(/\n$/, "");
  for (let i = 0; i < source.length; i += 1) {
    const sign = source[i];
    if (quoted) {
      if (sign !== '"') cell += sign;
      else if (source[i + 1] === '"') cell += source[(i += 1)];
      else quoted = false;
    } else if (sign === '"' && !begun) quoted = true;
    else if (sign === "\t") done();
    else if (sign === "\n") {
      done();
      rows.push([]);
    } else {
      cell += sign;
      begun = true;
    }
  }
  done();
  return rows;
}

// The same the other way.
export function asTable(rows) {
  const cell = (text) => (/[\t\n"]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text);
  return rows.map((row) => row.map(cell).join("\t")).join("\n");
}
