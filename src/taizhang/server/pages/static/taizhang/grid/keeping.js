// What was typed is kept on this machine until the server has it, and sent as soon as it can be.
//
// Each cell that waits has an item of its own in localStorage, named by return, person and cell, so that two windows
// on one return do not take each other's away. An entry is {value, reason?, comment?, seen, stuck?, why?}: `seen` is the
// revision on which it was typed; `stuck` tells that a person has to look ("clash", "wrong") before it is sent.

const PAUSE = 700;
const AGAIN = 5000;

export class Keeping {
  constructor(sheet, told, on) {
    Object.assign(this, { sheet, told, on, waiting: new Map(), sending: false, changes: 0, closed: !told.open, timer: 0, trouble: "" });
    this.prefix = `taizhang:return:${told.id}:${told.user}:`;
    window.addEventListener("online", () => this.soon(0));
    window.addEventListener("focus", () => this.trouble && this.soon(0));
  }

  // What this machine still holds of an earlier visit.
  restored() {
    const found = [];
    for (let i = 0; i < localStorage.length; i += 1) {
      const name = localStorage.key(i);
      if (!name.startsWith(this.prefix)) continue;
      const entry = parsed(localStorage.getItem(name));
      const spot = this.sheet.spots.get(name.slice(this.prefix.length));
      if (entry && spot) found.push([spot, entry]);
    }
    for (const [spot, entry] of found) this.waiting.set(spot, entry);
    return found;
  }

  // Keep what a cell holds now. `more` is a reason or a comment.
  keep(spot, more = {}) {
    const before = this.waiting.get(spot);
    const stays = before && before.stuck === "clash";
    const entry = { seen: before ? before.seen : spot.revision, ...before, value: more.value ?? spot.now, ...more };
    if (!stays) {
      delete entry.stuck;
      delete entry.why;
    }
    this.waiting.set(spot, entry);
    this.#store(spot, entry);
  }

  drop(spot) {
    this.waiting.delete(spot);
    this.#store(spot, null);
  }

  #store(spot, entry) {
    try {
      if (entry) localStorage.setItem(this.prefix + spot.key, JSON.stringify(entry));
      else localStorage.removeItem(this.prefix + spot.key);
    } catch {
      // Full or forbidden: what is typed still waits in the page, and is sent all the same.
    }
  }

  soon(pause = PAUSE) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), pause);
    this.on.waits();
  }

  // Those that can be sent as they are.
  ready() {
    return [...this.waiting].filter(([, entry]) => !entry.stuck);
  }

  // Send what waits; true once nothing is left that waits.
  async send() {
    clearTimeout(this.timer);
    if (this.closed) return false;
    if (this.sending) return this.sending;
    this.sending = this.#sendAll().finally(() => {
      this.sending = false;
      this.on.waits();
    });
    return this.sending;
  }

  async #sendAll() {
    for (let tries = 0; tries < 4 && this.ready().length; tries += 1) {
      this.on.waits();
      if (!(await this.#sendOnce(this.ready()))) break;
    }
    if (this.ready().length && !this.closed) this.soon(this.trouble ? AGAIN : PAUSE);
    return this.waiting.size === 0;
  }

  async #sendOnce(batch) {
    const cells = batch.map(([spot, entry]) => ({
      row: spot.row, column: spot.column, value: entry.value, revision: entry.seen,
      ...(entry.reason === undefined ? {} : { reason: entry.reason }),
      ...(entry.comment === undefined ? {} : { comment: entry.comment }),
    }));
    const answer = await this.ask("POST", "/cells", { cells });
    if (answer.status === 200) {
      this.#said("");
      answer.body.cells.forEach((cell, at) => this.#written(batch[at][0], batch[at][1], cell));
      this.told.revision = answer.body.filed.revision;
      this.on.saved(batch.map(([spot]) => spot));
      return true;
    }
    return this.#refused(answer, batch);
  }

  #written(spot, entry, cell) {
    const still = this.waiting.get(spot);
    if (still === entry) this.drop(spot);
    else if (still) this.keep(spot, { ...still, seen: cell.revision });
    const value = cell.value ?? (spot.words ? entry.value : "");
    this.on.learned(spot, {
      id: cell.id, revision: cell.revision, value: String(value), reason: cell.reason, warnings: cell.warnings,
      answered: cell.reason !== "" || !cell.warnings.length,
      ...(entry.comment === undefined ? {} : { comment: entry.comment }),
    });
  }

  // Whether to try at once again.
  async #refused(answer, batch) {
    const code = answer.body?.code;
    if (answer.status === 0) this.#said("offline");
    else if (answer.status === 401 || code === "refused" && answer.status === 403) this.#said("signed_out");
    else if (code === "changed_meanwhile") return this.look();
    else if (answer.status === 422 && answer.body.errors) return this.#wrong(answer.body.errors, batch);
    else if (answer.status >= 500 || answer.status === 429) this.#said("busy");
    else {
      this.closed = true;
      this.#said("refused", answer.body?.detail ?? String(answer.status));
    }
    return false;
  }

  #wrong(errors, batch) {
    let found = 0;
    for (const [place, why] of Object.entries(errors)) {
      const dot = place.indexOf(".");
      const spot = this.sheet.spots.get(`${this.told.positions[place.slice(0, dot)]}.${place.slice(dot + 1)}`);
      const entry = spot && this.waiting.get(spot);
      if (!entry || !batch.some(([each]) => each === spot)) continue;
      found += 1;
      this.#mark(spot, { ...entry, stuck: "wrong", why });
    }
    if (!found) {
      this.closed = true;
      this.#said("refused", Object.values(errors).join("；"));
    }
    return found > 0;
  }

  #mark(spot, entry) {
    this.waiting.set(spot, entry);
    this.#store(spot, entry);
    this.on.stuck(spot, entry);
  }

  // Look at the cells as the server has them. What somebody else changed in the meantime clashes with what waits here.
  // What was seen before a change of ours was answered is old: it is looked at again later.
  async look() {
    const before = this.changes;
    const answer = await this.ask("GET", "/grid");
    if (answer.status !== 200) return false;
    this.#said("");
    if (this.changes !== before) {
      this.on.old();
      return true;
    }
    this.told.revision = answer.body.filed.revision;
    for (const row of answer.body.rows) {
      for (const cell of row.cells) {
        const spot = this.sheet.spots.get(`${row.row}.${cell.column}`);
        if (spot) this.compare(spot, { ...cell, value: spot.words ? cell.text : cell.value ?? "" });
      }
    }
    this.on.looked();
    return true;
  }

  compare(spot, cell) {
    const entry = this.waiting.get(spot);
    if (entry && cell.revision !== entry.seen) {
      if (same(String(cell.value), entry.value) && entry.reason === undefined && entry.comment === undefined) this.drop(spot);
      else if (same(String(cell.value), this.on.before(spot))) this.keep(spot, { ...entry, seen: cell.revision });
      else this.#mark(spot, { ...entry, stuck: "clash", theirs: String(cell.value), revision: cell.revision });
    }
    this.on.learned(spot, { ...cell, value: String(cell.value) });
  }

  // A person chose between the two values of a cell.
  choose(spot, mine) {
    const entry = this.waiting.get(spot);
    if (!entry) return;
    if (mine) {
      const { stuck, theirs, revision, why, ...rest } = entry;
      this.waiting.set(spot, { ...rest, seen: revision });
      this.#store(spot, this.waiting.get(spot));
    } else this.drop(spot);
    this.soon(0);
  }

  #said(trouble, why = "") {
    const before = this.trouble;
    this.trouble = trouble;
    this.on.trouble(trouble, why, before);
  }

  async ask(method, path, body, base = this.told.api) {
    const headers = { "Accept-Language": this.told.language, "X-CSRFToken": token() };
    if (body && !(body instanceof FormData)) headers["Content-Type"] = "application/json";
    try {
      const answer = await fetch(base + path, {
        method, headers, credentials: "same-origin",
        body: body instanceof FormData ? body : body && JSON.stringify(body),
      });
      const given = await answer.json().catch(() => null);
      if (method !== "GET") this.changes += 1;
      return { status: answer.status, body: given };
    } catch {
      return { status: 0, body: null };
    }
  }
}

// The token of the cookie, which a new sign-in changes; before there is one, that of the page.
function token() {
  const kept = /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie);
  return kept ? kept[1] : document.querySelector("[name=csrfmiddlewaretoken]").value;
}

const same = (a, b) => a.replace(/,/g, "") === b.replace(/,/g, "");

function parsed(text) {
  try {
    const entry = JSON.parse(text);
    return entry && typeof entry.value === "string" ? entry : null;
  } catch {
    return null;
  }
}
