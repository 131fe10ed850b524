// What is typed, pasted and cleared goes into the cells in steps, which can be undone and done again.

import { asTable, sumOf, table, tidy } from "./numbers.js";

const MOST_STEPS = 500;

export class Changing {
  constructor(sheet, on) {
    Object.assign(this, { sheet, on, steps: [], undone: [] });
  }

  // Put texts into cells as one step. `changes` is [[spot, text], …]; what stays the same is left out.
  put(changes) {
    const step = [];
    for (const [spot, text] of changes) {
      if (spot.field.readOnly) continue;
      const to = spot.words ? text.trim() : tidy(text);
      if (to !== spot.now) step.push({ spot, from: spot.now, to });
      else spot.field.value = spot.now;
    }
    if (!step.length) return 0;
    this.steps.push(step);
    if (this.steps.length > MOST_STEPS) this.steps.shift();
    this.undone = [];
    this.#do(step, "to");
    return step.length;
  }

  undo() {
    return this.#again(this.steps, this.undone, "from");
  }

  redo() {
    return this.#again(this.undone, this.steps, "to");
  }

  // The cells of the step that was taken back or done again; null where there is none.
  #again(from, onto, which) {
    const step = from.pop();
    if (!step) return null;
    onto.push(step);
    this.#do(step, which);
    return step.map(({ spot }) => spot);
  }

  #do(step, which) {
    for (const { spot, [which]: text } of step) {
      spot.now = text;
      spot.field.value = text;
    }
    this.on.changed(step.map(({ spot }) => spot));
  }

  // Paste a table with its first cell at `spot`; one value alone fills all of a chosen block.
  paste(text, spot, block) {
    const rows = table(text);
    if (rows.length === 1 && rows[0].length === 1) {
      const all = block.flat().filter(Boolean);
      return { put: this.put(all.map((each) => [each, rows[0][0]])), beyond: 0 };
    }
    const [first] = block.flat().filter(Boolean).length ? [block[0].find(Boolean) ?? spot] : [spot];
    const changes = [];
    let beyond = 0;
    rows.forEach((row, down) => row.forEach((value, right) => {
      const at = this.sheet.at(first.r + down, first.c + right);
      if (at && !at.field.readOnly) changes.push([at, value]);
      else if (value.trim()) beyond += 1;
    }));
    this.put(changes);
    return { put: changes.length, beyond };
  }

  clear(spots) {
    return this.put(spots.map((spot) => [spot, ""]));
  }
}

// What a block holds, as a spreadsheet takes it: plain numbers, without the signs between thousands.
export function copied(block) {
  const plain = (spot) => (spot ? (spot.words ? spot.field.value : spot.field.value.replace(/,/g, "")) : "");
  return asTable(block.map((row) => row.map(plain)));
}

// The sum of a chosen block and how many numbers are in it, as a spreadsheet tells them.
export function summedUp(spots) {
  const texts = [...spots].filter((spot) => !spot.words && spot.now).map((spot) => spot.now);
  const sum = sumOf(texts);
  if (sum === null) return null;
  const count = texts.length;
  const mean = Math.round((Number(sum.replace(/,/g, "")) / count) * 100) / 100;
  return { n: count, sum, mean };
}
