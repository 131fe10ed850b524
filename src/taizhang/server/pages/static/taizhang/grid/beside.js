// The cell at hand, at the side of the table: what stands beside it, its reason and comment, its file.

import { nameOf } from "./sheet.js";

const MOST = 10 * 1024 * 1024;

export class BesideCell {
  constructor(sheet, told, keeping, on) {
    Object.assign(this, { sheet, told, keeping, on, spot: null, shown: new Map() });
    this.box = document.querySelector("[data-beside]");
    this.box.hidden = false;
    this.slot = (name) => this.box.querySelector(`[data-slot="${name}"]`);
    this.fields = [...this.box.querySelectorAll("[data-field]")];
    for (const field of this.fields) field.addEventListener("change", () => this.#wrote(field));
    this.box.addEventListener("keydown", (event) => this.#key(event));
    this.file = this.box.querySelector("input[type=file]");
    this.off = this.box.querySelector("[data-does=detach]");
    this.file?.addEventListener("change", () => this.#attach());
    this.off?.addEventListener("click", () => this.#detach());
  }

  show(spot) {
    if (this.spot && this.spot !== spot) this.fields.forEach((field) => this.#wrote(field));
    this.spot = spot;
    this.slot("name").textContent = nameOf(spot);
    this.#facts(spot);
    for (const field of this.fields) if (document.activeElement !== field) this.#hold(field);
    const asks = this.slot("asks");
    asks.hidden = spot.asks.length === 0;
    asks.textContent = spot.asks.join("；");
    this.#fileOf(spot);
  }

  enter() {
    this.fields.find((field) => field.dataset.field === "comment").focus();
    return true;
  }

  #facts(spot) {
    const [last, year] = spot.words ? [] : [spot.td.previousElementSibling.previousElementSibling, spot.td.previousElementSibling];
    const target = spot.tr.querySelector(".g-target");
    this.slot("value").textContent = spot.field.value || "—";
    this.slot("last").textContent = last?.textContent ?? "—";
    this.slot("year").textContent = year?.textContent ?? "—";
    this.slot("target").textContent = target?.textContent ?? "—";
  }

  #held(field) {
    const entry = this.keeping.waiting.get(this.spot);
    return entry?.[field.dataset.field] ?? this.spot[field.dataset.field];
  }

  // What is shown is remembered: only what a person changed in this field is written, never what the cell got meanwhile.
  #hold(field) {
    field.value = this.#held(field);
    this.shown.set(field, field.value);
  }

  #wrote(field) {
    if (!this.spot || field.readOnly || field.value === this.shown.get(field)) return;
    this.shown.set(field, field.value);
    this.on.wrote(this.spot, { [field.dataset.field]: field.value.trim() });
  }

  #key(event) {
    if (event.key !== "Escape" || event.isComposing) return;
    event.preventDefault();
    this.on.back(this.spot);
  }

  #fileOf(spot) {
    const link = this.slot("file");
    link.hidden = spot.file === "";
    link.textContent = spot.file;
    link.href = spot.id ? `/api/v1/cells/${spot.id}/attachment` : "";
    const none = this.slot("no-file");
    if (none) none.hidden = spot.file !== "";
    if (this.off) this.off.hidden = spot.file === "";
    if (this.file) this.file.disabled = !spot.id;
    this.slot("file-said").textContent = this.file && !spot.id ? this.told.words.fill_first : "";
  }

  async #attach() {
    const [file, spot] = [this.file.files[0], this.spot];
    this.file.value = "";
    if (!file) return;
    if (file.size > MOST) this.slot("file-said").textContent = this.told.words.too_large;
    else {
      await this.keeping.send();
      const body = new FormData();
      body.append("file", file);
      body.append("revision", String(spot.revision));
      this.#answered(spot, await this.keeping.ask("POST", `/cells/${spot.id}/attachment`, body, "/api/v1"), "attached");
    }
  }

  async #detach() {
    const spot = this.spot;
    await this.keeping.send();
    const path = `/cells/${spot.id}/attachment?revision=${spot.revision}`;
    this.#answered(spot, await this.keeping.ask("DELETE", path, undefined, "/api/v1"), "detached");
  }

  #answered(spot, answer, word) {
    const fine = answer.status === 200;
    if (fine) this.on.attached(spot, { ...answer.body, attachment: answer.body.attachment.split("/").slice(1).join("/") });
    if (spot === this.spot) {
      this.show(spot);
      const why = answer.body?.detail ?? this.told.words.offline;
      this.slot("file-said").textContent = fine ? this.told.words[word] : why;
    }
  }
}
