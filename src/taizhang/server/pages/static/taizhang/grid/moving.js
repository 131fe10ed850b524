// Moving about in the grid: one cell takes the keyboard, a block of them may be chosen, one may be edited.
//
// The field of a cell has the focus all the time, so that every way of writing Chinese works. Until it is edited all of
// its text is selected and `data-nav` is set, and keys move; typing takes the place of what stands there.

const ARROWS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

export class Moving {
  constructor(sheet, on) {
    Object.assign(this, { sheet, on, here: null, anchor: null, editing: null, within: false, chosen: new Set() });
    const table = sheet.table;
    table.setAttribute("role", "grid");
    for (const spot of sheet.all()) spot.field.tabIndex = -1;
    const first = sheet.all().next().value;
    if (first) first.field.tabIndex = 0;
    this.stop = first ?? null;
    table.addEventListener("focusin", (event) => this.#focused(event));
    table.addEventListener("focusout", (event) => this.#left(event));
    table.addEventListener("keydown", (event) => this.#key(event));
    table.addEventListener("mousedown", (event) => this.#pressed(event));
    table.addEventListener("mouseover", (event) => this.#dragged(event));
    table.addEventListener("dblclick", (event) => this.#edit(sheet.of(event.target)));
    table.addEventListener("input", (event) => this.#typed(event));
    document.addEventListener("mouseup", () => { this.dragging = false; });
  }

  // Go to a cell; with `extend` the block from where one was reaches it.
  go(spot, extend = false) {
    if (!spot) return;
    if (!extend) this.anchor = spot;
    this.extending = extend;
    if (document.activeElement === spot.field) this.#stay(spot);
    else spot.field.focus({ preventScroll: true });
    this.extending = false;
    this.#shownWhole(spot);
    this.#choose();
  }

  // The rows of the block that is chosen.
  block() {
    if (!this.here) return [];
    return this.sheet.block(this.anchor ?? this.here, this.here);
  }

  #focused(event) {
    const spot = this.sheet.of(event.target);
    this.leaving = false;
    if (!spot) return;
    if (this.stop !== spot) {
      if (this.stop) this.stop.field.tabIndex = -1;
      spot.field.tabIndex = 0;
      this.stop = spot;
    }
    if (!this.extending) this.anchor = spot;
    this.here = spot;
    this.#rest(spot);
    this.on.arrived(spot);
  }

  #left(event) {
    const spot = this.sheet.of(event.target);
    if (!spot) return;
    if (this.editing === spot) this.#finish(spot);
    spot.field.removeAttribute("data-nav");
  }

  #stay(spot) {
    if (this.editing === spot) this.#finish(spot);
    this.here = spot;
    this.#rest(spot);
  }

  // Not edited: all is selected, so that typing replaces it.
  #rest(spot) {
    this.editing = null;
    this.within = false;
    spot.field.setAttribute("data-nav", "");
    spot.field.select();
  }

  #edit(spot) {
    if (!spot || spot.field.readOnly) return;
    this.#begin(spot);
    this.within = true;
    const end = spot.field.value.length;
    spot.field.setSelectionRange(end, end);
  }

  #begin(spot) {
    this.editing = spot;
    spot.field.removeAttribute("data-nav");
    this.on.began(spot);
  }

  #finish(spot) {
    this.editing = null;
    this.within = false;
    this.on.finished(spot, spot.field.value);
  }

  #typed(event) {
    const spot = this.sheet.of(event.target);
    if (!spot) return;
    if (this.editing !== spot) this.#begin(spot);
    this.on.typing(spot, spot.field.value);
  }

  #pressed(event) {
    const spot = this.sheet.of(event.target) ?? this.sheet.of(event.target.closest?.("td.g-cell")?.firstElementChild);
    const own = event.target.closest("button, .g-reason, a");
    if (!spot || own || event.button !== 0 || this.editing === spot) return;
    event.preventDefault();
    this.dragging = true;
    this.go(spot, event.shiftKey && this.here !== null);
  }

  #dragged(event) {
    if (!this.dragging || event.buttons !== 1) return;
    const spot = this.sheet.of(event.target.closest("td.g-cell")?.firstElementChild);
    if (spot && spot !== this.here) this.go(spot, true);
  }

  #choose() {
    const block = this.anchor === this.here ? [] : this.block().flat();
    const now = new Set(block.filter(Boolean));
    for (const spot of this.chosen) if (!now.has(spot)) spot.td.classList.remove("g-in");
    for (const spot of now) if (!this.chosen.has(spot)) spot.td.classList.add("g-in");
    this.chosen = now;
    this.on.chose(now);
  }

  // Scrolled into view beside what stays in place: the head of the table and the column of names.
  #shownWhole(spot) {
    const box = this.sheet.table.parentElement;
    const [cell, view] = [spot.td.getBoundingClientRect(), box.getBoundingClientRect()];
    const head = this.sheet.table.tHead.getBoundingClientRect().height;
    const names = spot.tr.cells[0].getBoundingClientRect().width;
    if (cell.top < view.top + head) box.scrollTop -= view.top + head - cell.top;
    else if (cell.bottom > view.bottom - 14) box.scrollTop += cell.bottom - view.bottom + 14;
    if (cell.left < view.left + names) box.scrollLeft -= view.left + names - cell.left;
    else if (cell.right > view.right - 14) box.scrollLeft += cell.right - view.right + 14;
    if (cell.top < 0 || cell.bottom > window.innerHeight) spot.td.scrollIntoView({ block: "nearest" });
  }

  #key(event) {
    const spot = this.sheet.of(event.target);
    if (event.isComposing || event.keyCode === 229) return;
    if (!spot) {
      if (event.target.matches(".g-reason")) this.#inReason(event);
      return;
    }
    if (this.#moves(event, spot) || this.#writes(event, spot)) event.preventDefault();
  }

  // In the reason of a cell Enter and Escape lead back to the cell.
  #inReason(event) {
    const spot = this.sheet.of(event.target.closest("td").firstElementChild);
    if (event.key !== "Enter" && event.key !== "Escape") return;
    event.preventDefault();
    this.go(event.key === "Enter" ? this.sheet.next(spot.r, spot.c, 1, 0) ?? spot : spot);
  }

  #moves(event, spot) {
    const { key, shiftKey: shift } = event;
    const jump = event.ctrlKey || event.metaKey;
    if (key === "Tab") return this.#tab(spot, shift);
    if (key === "Enter" && !event.altKey) return this.#to(this.sheet.next(spot.r, spot.c, shift ? -1 : 1, 0) ?? spot, false);
    if (event.altKey) return this.#besides(key, spot);
    if (this.within) return false;
    if (key in ARROWS) {
      const [down, right] = ARROWS[key];
      const find = jump ? "edge" : "next";
      return this.#to(this.sheet[find](spot.r, spot.c, down, right) ?? spot, shift);
    }
    if (key === "Home" || key === "End") {
      const way = key === "Home" ? -1 : 1;
      const line = jump ? this.sheet.edge(spot.r, spot.c, way, 0) : spot;
      return this.#to(this.sheet.edge(line.r, line.c, 0, way), shift);
    }
    if (key === "PageUp" || key === "PageDown") {
      const step = Math.max(1, Math.floor(this.sheet.table.parentElement.clientHeight / spot.td.offsetHeight) - 2);
      const r = Math.min(this.sheet.lines.length - 1, Math.max(0, spot.r + (key === "PageUp" ? -step : step)));
      return this.#to(this.sheet.at(r, spot.c) ?? this.sheet.next(r, spot.c, key === "PageUp" ? 1 : -1, 0), shift);
    }
    return false;
  }

  #to(spot, extend) {
    this.go(spot, extend);
    return true;
  }

  // Tab goes on through the cells, to the reason of a cell that is asked for one, and out at the ends or after Escape.
  #tab(spot, back) {
    if (this.leaving) return false;
    const reason = spot.td.querySelector(".g-reason");
    if (reason && !back && !reason.value) {
      reason.focus();
      return true;
    }
    let { r, c } = spot;
    for (;;) {
      const beside = this.sheet.next(r, c, 0, back ? -1 : 1);
      if (beside) return this.#to(beside, false);
      r += back ? -1 : 1;
      if (r < 0 || r >= this.sheet.lines.length) return false;
      c = back ? this.sheet.width : -1;
    }
  }

  #besides(key, spot) {
    if (key === "ArrowDown") {
      spot.td.querySelector(".g-reason")?.focus();
      return true;
    }
    if (key === "ArrowRight") return this.on.beside(spot);
    if (key === "Enter" && spot.words && !spot.field.readOnly) {
      spot.field.setRangeText("\n", spot.field.selectionStart, spot.field.selectionEnd, "end");
      spot.field.dispatchEvent(new Event("input", { bubbles: true }));
      return true;
    }
    return false;
  }

  #writes(event, spot) {
    const { key } = event;
    const command = event.ctrlKey || event.metaKey;
    if (command && key.toLowerCase() === "a" && !this.editing) {
      this.anchor = this.sheet.at(0, 0) ?? this.sheet.all().next().value;
      const last = [...this.sheet.all()].pop();
      this.here = this.anchor;
      this.go(last, true);
      return true;
    }
    if (command && key.toLowerCase() === "z") return this.#undo(event.shiftKey ? "redo" : "undo", spot);
    if (command && key.toLowerCase() === "y") return this.#undo("redo", spot);
    if (key === "Escape") return this.#escape(spot);
    if (key === "F2") {
      this.#edit(spot);
      return true;
    }
    if (key === "Delete" && !this.editing) {
      this.on.cleared(this.block().flat().filter(Boolean));
      return true;
    }
    return false;
  }

  // What is being typed is taken back first.
  #undo(which, spot) {
    if (this.editing === spot) this.#escape(spot);
    else this.on[which]();
    return true;
  }

  #escape(spot) {
    if (this.editing === spot) {
      spot.field.value = spot.now;
      this.on.gaveUp(spot);
      this.#rest(spot);
    } else {
      this.leaving = true;
    }
    return true;
  }
}
