// Two documents side by side: a line for every link between them, drawn anew as either side scrolls.
"use strict";

(() => {
  const lines = document.getElementById("lines");
  if (!lines) return;
  const two = document.getElementById("two");
  const said = document.getElementById("said");
  const progress = document.getElementById("progress");
  const SVG = "http://www.w3.org/2000/svg";
  const ties = JSON.parse(document.getElementById("drawn").textContent)
    .map(([number, left, right, doubtful, differs]) => ({ number, left, right, doubtful, differs }));
  const sides = [...two.querySelectorAll(".side")];
  let current = -1;
  let waiting = 0;

  const anchor = (name) => document.getElementById(name);
  const pieces = (name) => [anchor(name), ...document.querySelectorAll(`[data-of="${name}"]`)].filter(Boolean);

  const inSight = (place, frame) => place.bottom > frame.top && place.top < frame.bottom;

  const path = (tie, at, frame, windows) => {
    const from = anchor(tie.left);
    const to = anchor(tie.right);
    if (!from || !to) return null;
    const left = from.getBoundingClientRect();
    const right = to.getBoundingClientRect();
    const chosen = at === current;
    if (!chosen && !(inSight(left, windows[0]) && inSight(right, windows[1]))) return null;
    // An end that is scrolled away is led to the edge of its side.
    const high = (place, edge) => Math.min(Math.max((place.top + place.bottom) / 2, edge.top + 4), edge.bottom - 4);
    if (windows[0].right > windows[1].left) return null; // one above the other
    // Between the two texts alone, so that no line runs over words.
    const x1 = windows[0].right - frame.left;
    const x2 = windows[1].left - frame.left;
    const y1 = high(left, windows[0]) - frame.top;
    const y2 = high(right, windows[1]) - frame.top;
    const middle = (windows[0].right + windows[1].left) / 2 - frame.left;
    const line = document.createElementNS(SVG, "path");
    line.setAttribute("d", `M${x1} ${y1} C${middle} ${y1} ${middle} ${y2} ${x2} ${y2}`);
    line.setAttribute("class", [chosen && "here", tie.doubtful && "doubtful", tie.differs && "differs"].filter(Boolean).join(" "));
    return line;
  };

  const draw = () => {
    const frame = two.getBoundingClientRect();
    const windows = sides.map((side) => side.getBoundingClientRect());
    const drawn = ties.map((tie, at) => path(tie, at, frame, windows)).filter(Boolean);
    drawn.sort((one, other) => one.classList.contains("here") - other.classList.contains("here"));
    lines.setAttribute("viewBox", `0 0 ${frame.width} ${frame.height}`);
    lines.replaceChildren(...drawn);
  };
  const drawSoon = () => {
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(draw);
  };

  const show = (at) => {
    if (at < 0 || at >= ties.length) return;
    current = at;
    const tie = ties[at];
    document.querySelectorAll(".end.here, .ties tr.here").forEach((each) => each.classList.remove("here"));
    for (const [side, name] of [[sides[0], tie.left], [sides[1], tie.right]]) {
      const mark = anchor(name);
      if (!mark) continue;
      for (const piece of pieces(name)) piece.classList.add("here");
      const place = mark.getBoundingClientRect();
      const frame = side.getBoundingClientRect();
      side.scrollTop += place.top - frame.top - frame.height / 3;
    }
    const row = document.getElementById(`tie-${tie.number}`);
    row.classList.add("here");
    const cells = [...row.children].map((cell) => cell.textContent.trim());
    said.textContent = `${cells[1]}：${cells[2]} ↔ ${cells[3]}（${cells[4]}，${cells[5]}${cells[6] === "—" ? "" : `，${cells[6]}`}）`;
    progress.textContent = progress.dataset.of.replace("{n}", at + 1).replace("{m}", ties.length);
    drawSoon();
  };
  const go = (step) => show(current < 0 ? (step > 0 ? 0 : ties.length - 1) : current + step);

  for (const side of sides) side.addEventListener("scroll", drawSoon, { passive: true });
  window.addEventListener("resize", drawSoon);
  window.addEventListener("scroll", drawSoon, { passive: true });

  document.addEventListener("click", (event) => {
    const step = event.target.closest("[data-step]");
    const row = event.target.closest("[data-tie]");
    const end = event.target.closest(".end");
    if (step) go(Number(step.dataset.step));
    if (row) {
      event.preventDefault();
      show(ties.findIndex((tie) => tie.number === Number(row.dataset.tie)));
      two.scrollIntoView({ block: "nearest" });
    }
    if (end) {
      // An end of several links leads to the next of them each time.
      const name = end.id || end.dataset.of;
      const mine = ties.map((tie, at) => [tie, at]).filter(([tie]) => tie.left === name || tie.right === name);
      const next = mine.find(([, at]) => at > current) || mine[0];
      if (next) show(next[1]);
    }
  });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, select, textarea")) return;
    if (event.key === "n" || event.key === "p") {
      event.preventDefault();
      go(event.key === "n" ? 1 : -1);
    }
  });

  draw();
})();
