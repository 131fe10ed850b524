// What a cell is told beneath its field: what is asked, what is wrong, what another person wrote; and what stands above.

import { grouped, numberIn, sumOf } from "./numbers.js";
import { nameOf } from "./sheet.js";

export const filled = (words, values) => words.replace(/\{(\w+)\}/g, (_, name) => values[name]);

export class Telling {
  constructor(sheet, told) {
    Object.assign(this, { sheet, words: told.words, open: told.open, language: told.language });
    this.find = (name) => document.querySelector(`[data-${name}]`);
  }

  // The server's state of a cell, and beneath the field what is asked about it.
  learn(spot, cell) {
    for (const name of ["id", "revision", "comment", "reason", "answered", "required"]) {
      if (cell[name] !== undefined) spot[name] = cell[name];
    }
    if (cell.attachment !== undefined) spot.file = cell.attachment;
    if (cell.warnings !== undefined) spot.asks = cell.warnings.map((ask) => ask[this.language]);
    if (cell.value !== undefined) spot.kept = spot.words ? cell.value : grouped(cell.value);
    spot.td.classList.toggle("g-note", Boolean(spot.comment || spot.file));
  }

  asks(spot) {
    const said = spot.asks.join("；");
    const wants = said !== "" || spot.reason !== "";
    const note = this.#small(spot, "g-asks", said);
    if (note) note.classList.toggle("g-answered", spot.answered);
    let reason = spot.td.querySelector(".g-reason");
    if (wants && !reason) {
      reason = document.createElement("input");
      reason.className = "g-reason";
      reason.name = `r.${spot.key}`;
      reason.placeholder = this.words.reason;
      reason.readOnly = !this.open;
      reason.setAttribute("aria-label", `${nameOf(spot)} ${this.words.reason}`);
      spot.td.append(reason);
    }
    if (!wants && reason && reason !== document.activeElement) reason.remove();
    if (reason && reason !== document.activeElement) reason.value = spot.reason;
    this.#described(spot);
  }

  // What waits: its edge is marked, and what keeps it back is told with the choice there is.
  waits(spot, entry, choose) {
    spot.td.classList.toggle("g-waits", Boolean(entry));
    this.#small(spot, "g-wrong", entry?.stuck === "wrong" ? entry.why : "");
    if (entry?.stuck === "wrong") spot.field.setAttribute("aria-invalid", "true");
    else spot.field.removeAttribute("aria-invalid");
    const theirs = entry?.stuck === "clash" ? entry.theirs || this.words.blank : "";
    const mine = entry?.value || this.words.blank;
    const clash = this.#small(spot, "g-clash", theirs && filled(this.words.theirs, { theirs: grouped(theirs), mine }));
    if (clash) {
      for (const [words, own] of [[this.words.use_mine, true], [this.words.use_theirs, false]]) {
        const button = document.createElement("button");
        button.type = "button";
        button.className = "btn btn-sm btn-outline-primary";
        button.textContent = words;
        button.addEventListener("click", () => choose(own));
        clash.append(document.createElement("br"), button);
        if (!own) clash.querySelectorAll("br")[1].remove();
      }
    }
    this.#described(spot);
  }

  // The small words of one kind beneath a field; none where there is nothing to say.
  #small(spot, kind, said) {
    let note = spot.td.querySelector(`.${kind}`);
    if (!said) {
      note?.remove();
      return null;
    }
    if (!note) {
      note = document.createElement("small");
      note.className = kind;
      spot.field.after(note);
    }
    note.textContent = said;
    return note;
  }

  #described(spot) {
    const notes = [...spot.td.querySelectorAll(".g-wrong, .g-clash, .g-asks, .g-sum")];
    notes.forEach((note) => { note.id ||= `n.${spot.key}.${note.className.split(" ")[0]}`; });
    if (notes.length) spot.field.setAttribute("aria-describedby", notes.map((note) => note.id).join(" "));
    else spot.field.removeAttribute("aria-describedby");
  }

  // The sum of the parts of a whole, beneath it; marked where it is more than the whole.
  sum(spot) {
    const parts = this.sheet.partsOf.get(spot.key);
    if (!parts || spot.tr.querySelector(".g-sum") === null && !parts.some((part) => part.now)) return;
    const total = sumOf(parts.map((part) => part.now));
    const note = this.#small(spot, "g-sum", total === null ? "" : `${this.words.sum} ${total}`);
    if (note) note.classList.toggle("g-over", numberIn(total) > numberIn(spot.now));
  }

  // The whole of which a cell is a part, if it is one.
  wholeOf(spot) {
    const row = spot.tr.dataset.whole;
    return row ? this.sheet.spots.get(`${row}.${spot.column}`) : undefined;
  }

  // How far it is filled in. It is told after a moment, so that counting never stands between two keys.
  progress() {
    clearTimeout(this.counting);
    this.counting = setTimeout(() => this.#count(), 250);
  }

  #count() {
    const missing = [];
    let required = 0, done = 0;
    for (const spot of this.sheet.all()) {
      const blank = spot.now === "";
      if (spot.required) {
        required += 1;
        if (!blank || spot.reason) done += 1;
        else missing.push([spot, this.words.lacking]);
      }
      if (!blank && spot.asks.length && !spot.answered) missing.push([spot, spot.asks.join("；")]);
    }
    const bar = document.getElementById("done");
    if (bar) [bar.max, bar.value] = [required || 1, done];
    this.find("done").textContent = done;
    this.find("required").textContent = required;
    this.#missing(missing);
  }

  #missing(missing) {
    const box = this.find("missing");
    if (!box) return;
    box.hidden = missing.length === 0;
    this.find("missing-count").textContent = missing.length;
    box.ontoggle = () => this.#missing(missing);
    if (!box.open) return;
    box.querySelector("ul").replaceChildren(...missing.slice(0, 200).map(([spot, why]) => {
      const [item, link] = [document.createElement("li"), document.createElement("a")];
      link.href = `#c.${spot.key}`;
      link.dataset.goes = spot.key;
      link.textContent = nameOf(spot);
      item.append(link, ` ${why}`);
      return item;
    }));
  }

  saved(words) {
    this.find("saved").textContent = words;
  }

  // Words above the table, with a link or a button to what helps.
  banner(words, help = null) {
    const banner = this.find("banner");
    if (banner.dataset.said === words) return;
    banner.dataset.said = words;
    banner.hidden = words === "";
    banner.replaceChildren(words, ...(help ? [" ", help] : []));
  }
}
