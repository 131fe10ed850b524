"""One at a grid in Chromium: how long a key waits for the paint that shows it, a frame while it scrolls, a paste."""

import statistics
from dataclasses import dataclass
from typing import Any

KEYS, ARROWS, FRAMES = 120, 100, 100
NUMBER = "12.5"
WAY = ("ArrowDown", "ArrowDown", "ArrowRight", "Shift+ArrowDown", "Shift+ArrowRight", "ArrowUp", "ArrowLeft")

# The browser itself tells how long each event waited for the paint after it, where that was at least 16 ms. A message
# that a page posts to itself after the frame would tell less: keys that come one upon the other go before it.
QUICK = 16
PAINTS = """() => {
  window.painted = [];
  new PerformanceObserver((list) => {
    for (const one of list.getEntries()) if (one.name === "keydown") window.painted.push(one.duration);
  }).observe({type: "event", durationThreshold: 16});
}"""
SCROLLS = """async ([selector, frames, down, right]) => {
  const box = document.querySelector(selector), gaps = [];
  let last = await new Promise(requestAnimationFrame), way = 1, at = null;
  for (let n = 0; n < frames; n += 1) {
    if (at === box.scrollTop + box.scrollLeft) way = -way;  // back from the end
    at = box.scrollTop + box.scrollLeft;
    box.scrollBy(way * right, way * down);
    const now = await new Promise(requestAnimationFrame);
    gaps.push(now - last);
    last = now;
  }
  return gaps;
}"""
PASTES = """async ([rows, columns]) => {
  const cells = [...Array(rows)].map((_, r) => [...Array(columns)].map((_, c) => r * columns + c + 0.5).join("\\t"));
  const data = new DataTransfer();
  data.setData("text/plain", cells.join("\\n"));
  const begun = performance.now();
  const told = { clipboardData: data, bubbles: true, cancelable: true };
  document.activeElement.dispatchEvent(new ClipboardEvent("paste", told));
  await new Promise(requestAnimationFrame);
  await new Promise((shown) => {
    const after = new MessageChannel();
    after.port1.onmessage = shown;
    after.port2.postMessage(null);
  });
  return performance.now() - begun;
}"""


@dataclass(frozen=True)
class Table:
    """A grid on a page: how many cells it has, what of it scrolls, and its first cell."""

    rows: int
    columns: int
    scrolls: str
    first: str


@dataclass(frozen=True)
class Felt:
    """Milliseconds, of each key, each arrow, each frame while it scrolls, and of one paste of all cells."""

    keys: list[float]
    arrows: list[float]
    down: list[float]
    right: list[float]
    paste: float

    def told(self) -> dict[str, float]:
        """Each figure by its name."""
        series = {"key to paint": self.keys, "arrow to paint": self.arrows}
        series |= {"frame scrolling down": self.down, "frame scrolling right": self.right}
        found = {name: (statistics.median(all_), at_95(all_)) for name, all_ in series.items()}
        told = {f"{name}{of}": each[at] for name, each in found.items() for at, of in enumerate(("", ", 95 %"))}
        return told | {"paste of all cells": self.paste}


def at_95(values: list[float]) -> float:
    """The value that 95 of 100 do not exceed."""
    return sorted(values)[int(len(values) * 0.95)]


def feel(tab: Any, table: Table, *, share: float = 1) -> Felt:
    """Type, move, scroll and paste; only a share of it where there is little time."""
    tab.evaluate(PAINTS)
    tab.locator(table.first).first.click()
    numbers = round(KEYS * share / (len(NUMBER) + 1))
    keys = pressed(tab, [*NUMBER, "Enter"] * numbers)
    arrows = pressed(tab, [WAY[number % len(WAY)] for number in range(round(ARROWS * share))])
    frames = round(FRAMES * share)
    down = tab.evaluate(SCROLLS, [table.scrolls, frames, 60, 0])
    right = tab.evaluate(SCROLLS, [table.scrolls, frames, 0, 60])
    tab.evaluate("(selector) => document.querySelector(selector).scrollTo(0, 0)", table.scrolls)
    tab.locator(table.first).first.click()
    return Felt(keys, arrows, down, right, tab.evaluate(PASTES, [table.rows, table.columns]))


def pressed(tab: Any, keys: list[str]) -> list[float]:
    """Press keys, each as soon as the browser took the one before; how long each waited for its paint."""
    for key in keys:
        tab.keyboard.press(key)
    tab.wait_for_timeout(500)
    slow: list[float] = tab.evaluate("() => window.painted.splice(0)")
    return slow + [QUICK] * (len(keys) - len(slow))
