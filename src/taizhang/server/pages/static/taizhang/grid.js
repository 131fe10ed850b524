// The page of a return: a table of fields made into a grid, as quick as a spreadsheet. The parts stand in grid/.

import { BesideCell } from "./grid/beside.js";
import { Changing, copied, summedUp } from "./grid/changing.js";
import { Keeping } from "./grid/keeping.js";
import { Moving } from "./grid/moving.js";
import { Sheet } from "./grid/sheet.js";
import { Telling, filled } from "./grid/telling.js";

const DRAFT = 1500;
const LOOK = 900;
const told = JSON.parse(document.getElementById("told").textContent);
const { words } = told;
const sheet = new Sheet(document.querySelector("[data-grid]"));
const telling = new Telling(sheet, told);

const keeping = new Keeping(sheet, told, {
  waits: showWaiting,
  before: (spot) => spot.kept,
  learned(spot, cell) {
    const fresh = cell.value !== undefined && spot.revision !== cell.revision;
    telling.learn(spot, cell);
    const waits = keeping.waiting.get(spot);
    if (!waits && moving.editing !== spot && spot.now !== spot.kept) {
      spot.td.classList.toggle("g-fresh", fresh && keeping.looking === true);
      spot.now = spot.kept;
      spot.field.value = spot.kept;
      if (document.activeElement === spot.field) spot.field.select();
      sums([spot]);
    }
    telling.asks(spot);
    telling.waits(spot, waits, (mine) => choose(spot, mine));
  },
  saved(spots) {
    if (spots.includes(moving.here)) beside.show(moving.here);
    lookSoon();
  },
  old: lookSoon,
  looked() {
    if (moving.here) beside.show(moving.here);
    telling.progress();
  },
  stuck: (spot, entry) => telling.waits(spot, entry, (mine) => choose(spot, mine)),
  trouble: tellTrouble,
});

const changing = new Changing(sheet, {
  changed(spots) {
    for (const spot of spots) {
      keeping.keep(spot);
      telling.waits(spot, keeping.waiting.get(spot), (mine) => choose(spot, mine));
    }
    sums(spots);
    telling.progress();
    keeping.soon();
  },
});

let draft = 0;
const moving = new Moving(sheet, {
  arrived: (spot) => beside.show(spot),
  began() {},
  typing(spot, text) {
    clearTimeout(draft);
    draft = setTimeout(() => {
      keeping.keep(spot, { value: text });
      keeping.soon();
    }, DRAFT);
  },
  finished(spot, text) {
    clearTimeout(draft);
    changing.put([[spot, text]]);
  },
  gaveUp(spot) {
    clearTimeout(draft);
    if (keeping.waiting.has(spot) || spot.kept !== spot.now) {
      keeping.keep(spot);
      keeping.soon();
    }
  },
  cleared: (spots) => changing.clear(spots),
  undo: () => again("undo"),
  redo: () => again("redo"),
  chose(spots) {
    const sum = summedUp(spots);
    telling.find("chosen-of").textContent = sum && spots.size > 1 ? filled(words.chosen, sum) : "";
  },
  beside: () => beside.enter(),
});

const beside = new BesideCell(sheet, told, keeping, {
  wrote(spot, more) {
    keeping.keep(spot, more);
    if (more.reason !== undefined) spot.answered = more.reason !== "";
    keeping.soon();
  },
  back: (spot) => moving.go(spot),
  attached: (spot, cell) => telling.learn(spot, cell),
});

function again(which) {
  const spots = changing[which]();
  telling.saved(words[spots ? `${which}ne` : `no_${which}`]);
  if (spots) moving.go(spots[0]);
}

function choose(spot, mine) {
  keeping.choose(spot, mine);
  if (!mine) {
    spot.now = spot.kept;
    spot.field.value = spot.kept;
    sums([spot]);
  }
  telling.waits(spot, keeping.waiting.get(spot), () => {});
  telling.asks(spot);
  moving.go(spot);
}

function sums(spots) {
  const wholes = new Set();
  for (const spot of spots) {
    const whole = telling.wholeOf(spot);
    if (whole) wholes.add(whole);
    if (sheet.partsOf.has(spot.key)) wholes.add(spot);
  }
  for (const whole of wholes) telling.sum(whole);
}

// After a save the questions about other cells may have changed: a part was added to, a month before was corrected.
let look = 0;
function lookSoon() {
  clearTimeout(look);
  look = setTimeout(async () => {
    if (keeping.ready().length || keeping.sending || moving.editing) return lookSoon();
    keeping.looking = true;
    await keeping.look();
    keeping.looking = false;
    return undefined;
  }, LOOK * (sheet.spots.size > 1000 ? 5 : 1));
}

function showWaiting() {
  const [clashes, wrong] = ["clash", "wrong"].map((kind) => [...keeping.waiting.values()].filter((e) => e.stuck === kind).length);
  const waits = keeping.ready().length;
  if (keeping.sending) telling.saved(words.saving);
  else if (waits) telling.saved(filled(words.waiting, { n: waits }));
  else if (!clashes && !wrong) telling.saved(words.saved);
  else telling.saved([clashes && filled(words.conflicts, { n: clashes }), wrong && filled(words.wrong, { n: wrong })].filter(Boolean).join("；"));
}

function tellTrouble(trouble, why, before) {
  let help = null;
  if (trouble === "signed_out") {
    help = document.createElement("a");
    [help.href, help.target, help.textContent] = ["/accounts/login/", "_blank", words.sign_in];
  }
  if (trouble) telling.banner(filled(words[trouble], { why }), help);
  else telling.banner(before === "offline" ? words.back : "");
  if (!trouble && before === "offline") setTimeout(() => telling.banner(""), 4000);
}

// What is asked of one cell at a time is answered in the cell.
sheet.table.addEventListener("change", (event) => {
  if (!event.target.matches(".g-reason")) return;
  const spot = sheet.of(event.target.closest("td").firstElementChild);
  keeping.keep(spot, { reason: event.target.value.trim() });
  keeping.soon();
  if (beside.spot === spot) beside.show(spot);
});

document.addEventListener("paste", (event) => {
  const spot = sheet.of(event.target);
  if (!spot || spot.field.readOnly) return;
  const text = event.clipboardData.getData("text/plain");
  if (moving.editing === spot && !/[\t\n]/.test(text.trim())) return;
  event.preventDefault();
  const { put, beyond } = changing.paste(text, spot, moving.block());
  moving.go(spot);
  telling.saved(filled(words.pasted, { n: put }) + (beyond ? filled(words.beyond, { n: beyond }) : ""));
});

for (const name of ["copy", "cut"]) {
  document.addEventListener(name, (event) => {
    const spot = sheet.of(event.target);
    if (!spot || moving.editing === spot) return;
    event.preventDefault();
    event.clipboardData.setData("text/plain", copied(moving.block()));
    if (name === "cut") changing.clear(moving.block().flat().filter(Boolean));
  });
}

document.addEventListener("click", (event) => {
  const goes = event.target.closest("[data-goes]");
  if (goes) {
    event.preventDefault();
    moving.go(sheet.spots.get(goes.dataset.goes));
  }
  const does = event.target.closest("[data-does=undo], [data-does=redo]");
  if (does) again(does.dataset.does);
});

// Columns beside are folded away; the head of a group spans those that are left. What was folded stays so.
function fold() {
  for (const box of document.querySelectorAll("[data-shows]")) {
    sheet.table.classList.toggle(`no-${box.dataset.shows}`, !box.checked);
  }
  const beside = [...document.querySelectorAll('[data-shows="last"], [data-shows="year"]')].filter((box) => box.checked);
  for (const head of sheet.table.querySelectorAll(".g-group-level, .g-group-growth")) head.colSpan = 1 + beside.length;
}

const narrow = window.innerWidth < 640 ? "no" : "yes";
for (const box of document.querySelectorAll("[data-shows]")) {
  box.checked = (localStorage.getItem(`taizhang:shows:${box.dataset.shows}`) ?? narrow) === "yes";
  box.addEventListener("change", () => {
    localStorage.setItem(`taizhang:shows:${box.dataset.shows}`, box.checked ? "yes" : "no");
    fold();
  });
}

// Submitted is what the server has: what waits is sent first.
document.querySelector("form[data-submits]")?.addEventListener("submit", async (event) => {
  event.preventDefault();
  const form = event.target;
  document.activeElement?.blur();
  if (!(await keeping.send()) && keeping.waiting.size) {
    telling.banner(words.unsent);
    return;
  }
  form.elements.revision.value = told.revision;
  form.submit();
});
document.getElementById("cells").addEventListener("submit", (event) => event.preventDefault());

function begin() {
  for (const cell of told.cells) {
    const spot = sheet.spots.get(`${cell.row}.${cell.column}`);
    if (spot) telling.learn(spot, cell);
  }
  for (const spot of sheet.spots.values()) if (spot.asks.length || spot.reason) telling.asks(spot);
  for (const key of sheet.partsOf.keys()) if (sheet.spots.has(key)) telling.sum(sheet.spots.get(key));
  document.querySelector("[data-bar]").hidden = false;
  fold();
  const found = keeping.restored();
  if (told.open) takeUp(found);
  else if (found.length) tellKept(found);
  const first = sheet.all().next().value;
  if (first) beside.show(first);
  telling.progress();
}

// What waited on this machine is put back into its cells, held against what the server has now.
function takeUp(found) {
  for (const [spot, entry] of found) {
    spot.now = entry.value;
    spot.field.value = entry.value;
    keeping.compare(spot, { revision: spot.revision, value: spot.kept });
  }
  if (!found.length) return;
  telling.banner(filled(words.restored, { n: found.length }));
  keeping.soon(0);
}

// What can no longer be sent is named, until the person throws it away.
function tellKept(found) {
  const button = document.createElement("button");
  [button.type, button.className, button.textContent] = ["button", "btn btn-sm btn-outline-secondary", words.discard];
  button.addEventListener("click", () => {
    for (const [spot] of found) keeping.drop(spot);
    telling.banner("");
  });
  const list = found.map(([spot, entry]) => `${spot.field.getAttribute("aria-label")}：${entry.value}`).join("；");
  telling.banner(`${filled(words.kept, { n: found.length })}（${list}）`, button);
}

begin();
