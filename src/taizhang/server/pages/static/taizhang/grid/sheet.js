// The cells of the table as the other parts know them: where each stands, its field, what it holds here and there.

// `now` is what stands in the cell, `kept` what the server has; `value` of either is text as it is shown.
export class Sheet {
  constructor(table) {
    this.table = table;
    this.spots = new Map();
    this.byField = new Map();
    this.lines = [...table.tBodies[0].rows].map((tr, r) => this.#line(tr, r));
    this.width = Math.max(0, ...this.lines.map((line) => line.length));
    this.#parts();
  }

  #line(tr, r) {
    const line = [];
    for (const td of tr.cells) {
      if (td.className === "g-none") line.push(null);
      else if (td.className === "g-cell") line.push(this.#spot(td, tr, r, line.length));
    }
    return line;
  }

  #spot(td, tr, r, c) {
    const field = td.firstElementChild;
    const key = field.name.slice(2);
    const dot = key.indexOf(".");
    const spot = {
      key, r, c, td, tr, field,
      row: Number(key.slice(0, dot)), column: key.slice(dot + 1), words: field.tagName === "TEXTAREA",
      now: field.value, kept: field.value, revision: 0, id: null,
      comment: "", reason: "", file: "", asks: [], answered: true, required: false,
    };
    this.spots.set(key, spot);
    this.byField.set(field, spot);
    return spot;
  }

  // Which cells are parts (其中) of which: by the row of the whole and the column.
  #parts() {
    this.partsOf = new Map();
    for (const spot of this.spots.values()) {
      const whole = spot.tr.dataset.whole;
      if (!whole || spot.words) continue;
      const key = `${whole}.${spot.column}`;
      if (!this.partsOf.has(key)) this.partsOf.set(key, []);
      this.partsOf.get(key).push(spot);
    }
  }

  at(r, c) {
    return this.lines[r]?.[c] ?? null;
  }

  of(field) {
    return this.byField.get(field);
  }

  // The next cell from a place in a direction; what has no cell is passed over. Null at the edge.
  next(r, c, down, right) {
    for (let y = r + down, x = c + right; y >= 0 && y < this.lines.length && x >= 0 && x < this.width; y += down, x += right) {
      const spot = this.at(y, x);
      if (spot) return spot;
    }
    return null;
  }

  // The last cell in a direction.
  edge(r, c, down, right) {
    let last = this.at(r, c);
    for (let spot = last; spot; spot = this.next(spot.r, spot.c, down, right)) last = spot;
    return last;
  }

  // All cells, row by row.
  *all() {
    for (const line of this.lines) for (const spot of line) if (spot) yield spot;
  }

  // The cells of a rectangle, row by row; null where there is none.
  block(from, to) {
    const [top, bottom] = [Math.min(from.r, to.r), Math.max(from.r, to.r)];
    const [left, right] = [Math.min(from.c, to.c), Math.max(from.c, to.c)];
    const rows = [];
    for (let r = top; r <= bottom; r += 1) {
      const row = [];
      for (let c = left; c <= right; c += 1) row.push(this.at(r, c));
      rows.push(row);
    }
    return rows;
  }
}

// What a person calls a cell.
export const nameOf = (spot) => spot.field.getAttribute("aria-label");
