// Marks are found by data, shown on hover, focus or a jump, and filtered by label or words. Everything else is plain HTML.
const facts = JSON.parse(document.getElementById("facts").textContent);
const text = document.getElementById("text"), panel = document.getElementById("fact");
const search = document.getElementById("search"), found = document.getElementById("found");
const marks = [...text.querySelectorAll("mark.n")];
const factOf = (mark) => facts[Number(mark.id.slice(1))];
const reviews = new Map([...document.querySelectorAll("#reviews a")].map((link) => [link.hash.slice(1), link]));
const sections = [...document.querySelectorAll("nav a")];
let current = null;

// What stands in the list under the number, in this order; coded values are shown by what they are called.
const LISTED = ["doubts", "reason", "indicator", "period", "region", "basis", "base_value", "section", "place", "where", "rule"];
const TAGGED = ["label", "role", "status", "firmness", "nature", "certainty"];

function described(fact) {
  const rows = LISTED.filter((key) => fact[key] !== undefined).flatMap((key) => {
    const value = key === "place" || key === "where" ? Object.entries(fact[key]).filter(([, at]) => at !== null).map(([name, at]) => `${called("place", name)} ${at}`).join(" · ")
      : key === "doubts" ? fact.doubts.map((why) => element("div", called("doubts", why))) : key === "base_value" ? `${fact.base_value} ${fact.base_unit === "1" ? "" : fact.base_unit || ""}` : key === "indicator" && fact.named ? `${fact.named[language]} (${fact.indicator})` : key === "rule" || key === "reason" ? called(key, fact[key]) : fact[key];
    return [element("dt", called("key", key)), element("dd", value, key)];
  });
  rows.push(element("dt", called("key", "page.offsets")), element("dd", `${fact.start}–${fact.end}`));
  return element("dl", rows);
}

function show(mark) {
  const fact = factOf(mark);
  if (current) for (const old of [current, reviews.get(current.id)]) old?.classList.remove("here");
  current = mark;
  for (const now of [mark, reviews.get(mark.id)]) now?.classList.add("here");
  reviews.get(mark.id)?.scrollIntoView({ block: "nearest" });
  const signs = { ">=": "≥ ", "<=": "≤ ", "~": "≈ " };
  const parts = [];
  if (fact.subject) parts.push(element("div", fact.subject, "subject"));
  const unit = fact.unit && fact.unit !== "1" ? [element("small", fact.unit)] : [];
  parts.push(element("div", fact.value === undefined ? [fact.text] : [(signs[fact.comparator] || "") + fact.value, ...unit], "value"));
  parts.push(element("div", TAGGED.filter((key) => fact[key]).map((key) => element("span", called(key, fact[key]), `is-${fact[key]}`)), "tags"));
  parts.push(described(fact));
  const [before, number, after] = fact.quote;
  if (before || after) parts.push(element("blockquote", [before, element("b", number), after]));
  panel.replaceChildren(...parts);
}

// One number at a time can be reached by Tab; from it arrow keys, n and N go on.
function go(mark) {
  if (!mark) return;
  marks.forEach((other) => { if (other.tabIndex === 0) other.tabIndex = -1; });
  mark.tabIndex = 0;
  mark.focus({ preventScroll: true });
  mark.scrollIntoView({ block: "center" });
  show(mark);
}

const open = (mark) => !mark.classList.contains("off") && !mark.classList.contains("dim");
function step(by, wanted = open) {
  const from = current ? marks.indexOf(current) : by > 0 ? -1 : marks.length;
  for (let at = from + by; at >= 0 && at < marks.length; at += by) if (wanted(marks[at])) return go(marks[at]);
}

text.addEventListener("mouseover", (event) => { const mark = event.target.closest("mark.n"); if (mark) show(mark); });
text.addEventListener("click", (event) => { const mark = event.target.closest("mark.n"); if (mark) go(mark); });
text.addEventListener("focusin", (event) => { const mark = event.target.closest("mark.n"); if (mark) show(mark); });
document.getElementById("reviews").addEventListener("click", (event) => {
  const link = event.target.closest("a");
  if (link) { event.preventDefault(); go(document.getElementById(link.hash.slice(1))); }
});
document.addEventListener("keydown", (event) => {
  if (event.target === search) { if (event.key === "Enter") step(event.shiftKey ? -1 : 1); if (event.key === "Escape") { search.value = ""; filter(); } return; }
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input")) return;
  const inReview = (mark) => mark.classList.contains("review") && open(mark);
  const keys = { ArrowRight: () => step(1), ArrowLeft: () => step(-1), n: () => step(1, inReview), N: () => step(-1, inReview), "/": () => search.focus() };
  if (keys[event.key]) { event.preventDefault(); keys[event.key](); }
});
document.getElementById("next").addEventListener("click", () => step(1));
document.getElementById("back").addEventListener("click", () => step(-1));

// A label that is switched off leaves plain text; words that do not match dim.
function filter() {
  const off = new Set([...document.querySelectorAll(".chip input:not(:checked)")].map((box) => box.value));
  const sought = search.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
  let count = 0;
  for (const mark of marks) {
    const fact = factOf(mark);
    const words = [fact.text, fact.subject, fact.value, fact.unit, fact.indicator, fact.period, fact.region, fact.reason].join(" ").toLowerCase();
    mark.classList.toggle("off", off.has(fact.label) || (off.has("review") && fact.certainty === "review"));
    mark.classList.toggle("dim", !sought.every((word) => words.includes(word)));
    count += open(mark);
  }
  found.textContent = sought.length || off.size ? String(count) : "";
}
search.addEventListener("input", filter);
document.querySelector(".legend").addEventListener("change", filter);

// The section that is being read.
const anchors = new Map(sections.map((link) => [document.getElementById(link.hash.slice(1)), link]));
const reader = new IntersectionObserver((entries) => {
  const last = entries.filter((entry) => entry.isIntersecting).pop();
  if (!last) return;
  sections.forEach((link) => link.classList.remove("here"));
  anchors.get(last.target).classList.add("here");
  anchors.get(last.target).scrollIntoView({ block: "nearest" });
}, { root: text, rootMargin: "-5% 0px -75% 0px" });
for (const anchor of anchors.keys()) if (anchor) reader.observe(anchor);

function speak() {
  translate();
  search.placeholder = words["page.search"][language];
  if (current) show(current);
}
document.getElementById("language").addEventListener("click", () => { language = 1 - language; speak(); });
speak();
if (marks.length) marks[0].tabIndex = 0;
text.focus({ preventScroll: true });
if (location.hash.startsWith("#f")) go(document.getElementById(location.hash.slice(1)));
