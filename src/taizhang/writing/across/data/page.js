// Quotations are links to anchors in the texts, so the page works without this. It shows one text at a time beside the
// entries, marks what is cited, and filters.
const entries = [...document.querySelectorAll(".entry")];
const source = document.getElementById("source"), text = document.getElementById("text");
const choice = document.getElementById("document"), articles = [...text.querySelectorAll("article")];
const search = document.getElementById("search"), found = document.getElementById("found"), none = document.getElementById("none");
let asked = null;

function open(article) {
  articles.forEach((other) => { other.hidden = other !== article; });
  if (article) choice.value = article.id;
}

function cite(link) {
  const anchor = document.getElementById(link.hash.slice(1));
  if (!anchor) return;
  open(anchor.closest("article"));
  document.querySelectorAll(".here, .cited, .current").forEach((old) => old.classList.remove("here", "cited", "current"));
  text.querySelectorAll(`[data-s~="${anchor.id}"]`).forEach((piece) => piece.classList.add("cited"));
  const numbers = text.querySelectorAll(`[data-n~="${link.dataset.n}"]`);
  numbers.forEach((piece) => piece.classList.add("here"));
  link.classList.add("current");
  asked = link;
  document.body.classList.add("reading");
  (numbers[0] || anchor).scrollIntoView({ block: "center" });
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-n]");
  if (!link) return;
  event.preventDefault();
  cite(link);
  if (getComputedStyle(source).position === "fixed") text.focus({ preventScroll: true });
});

function close() {
  document.body.classList.remove("reading");
  asked?.focus();
}
document.getElementById("close").addEventListener("click", close);
choice.addEventListener("change", () => { open(document.getElementById(choice.value)); text.scrollTop = 0; });

// An entry is shown where, of each list of filters, one of its values is on, and every word sought stands in it.
function filter() {
  const off = new Set([...document.querySelectorAll(".chip input:not(:checked)")].map((box) => box.value));
  const only = [...document.querySelectorAll(".legend select")].map((list) => list.value).filter(Boolean);
  const sought = search.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
  let count = 0;
  for (const entry of entries) {
    const facets = new Map();
    for (const value of entry.dataset.f.split(" ").filter(Boolean)) facets.set(value.split(":")[0], [...(facets.get(value.split(":")[0]) || []), value]);
    const words = sought.length ? entry.textContent.toLowerCase() : "";
    const shown = [...facets.values()].every((values) => values.some((value) => !off.has(value))) && only.every((value) => (facets.get(value.split(":")[0]) || []).includes(value)) && sought.every((word) => words.includes(word));
    entry.hidden = !shown;
    count += shown;
  }
  for (const group of document.querySelectorAll(".group")) group.hidden = ![...group.querySelectorAll(".entry")].some((entry) => !entry.hidden);
  none.hidden = count > 0 || !entries.length;
  found.textContent = count === entries.length ? "" : `${count} / ${entries.length}`;
}
search.addEventListener("input", filter);
document.querySelector(".legend").addEventListener("change", filter);

const links = () => [...document.querySelectorAll("main a[data-n]")].filter((link) => link.offsetParent);
function step(by) {
  const all = links(), at = all.indexOf(document.activeElement.matches?.("a[data-n]") ? document.activeElement : asked);
  const next = all[at < 0 ? (by > 0 ? 0 : all.length - 1) : at + by];
  if (next) { next.focus(); cite(next); }
}
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && event.target !== search) return close();
  if (event.target === search) { if (event.key === "Escape") { search.value = ""; filter(); } return; }
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, select")) return;
  const keys = { n: () => step(1), N: () => step(-1), "/": () => search.focus() };
  if (keys[event.key]) { event.preventDefault(); keys[event.key](); }
});

function speak() {
  translate();
  search.placeholder = words["page.search_entries"][language];
}
document.getElementById("language").addEventListener("click", () => { language = 1 - language; speak(); });
speak();
if (articles.length) open(articles[0]);
// A page that is opened at a quotation shows it once everything stands in its place.
addEventListener("load", () => {
  const link = location.hash.length > 1 && [...document.querySelectorAll("main a[data-n]")].find((each) => each.hash === location.hash);
  if (link) requestAnimationFrame(() => { link.scrollIntoView({ block: "center" }); cite(link); });
});
