"""One at a grid in Chromium: how long a key waits for the paint that shows it, a frame while it scrolls, a paste."""

import statistics
from dataclasses import dataclass
from typing import Any

KEYS, ARROWS, FRAMES = 120, 100, 100
NUMBER = "12.5"
WAY = ("ArrowDown", "ArrowDown", "ArrowRight", "Shift+ArrowDown", "Shift+ArrowRight", "ArrowUp", "ArrowLeft")

# From the moment at which the browser got the key to the first thing that it does after the frame that came of it.
PAINTS = """() => {
  window.painted = [];
  document.addEventListener("keydown", (event) => {
    requestAnimationFrame(() => {
      const after = new MessageChannel();
      after.port1.onmessage = () => window.painted.push(performance.now() - event.timeStamp);
      after.port2.postMessage(null);
    });
  }, true);
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
    for _ in range(round(KEYS * share / (len(NUMBER) + 1))):
        for sign in NUMBER:
            tab.keyboard.press(sign)
        tab.keyboard.press("Enter")
    keys = painted(tab)
    for number in range(round(ARROWS * share)):
        tab.keyboard.press(WAY[number % len(WAY)])
    arrows = painted(tab)
    frames = round(FRAMES * share)
    down = tab.evaluate(SCROLLS, [table.scrolls, frames, 60, 0])
    right = tab.evaluate(SCROLLS, [table.scrolls, frames, 0, 60])
    tab.evaluate("(selector) => document.querySelector(selector).scrollTo(0, 0)", table.scrolls)
    tab.locator(table.first).first.click()
    return Felt(keys, arrows, down, right, tab.evaluate(PASTES, [table.rows, table.columns]))


def painted(tab: Any) -> list[float]:
    """The waits since this was asked last."""
    tab.wait_for_timeout(150)
    waits: list[float] = tab.evaluate("() => window.painted.splice(0)")
    return waits
