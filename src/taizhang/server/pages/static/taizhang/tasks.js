// Boxes that choose many rows at once, and the button that prints.
"use strict";

(() => {
  const boxes = (name) => [...document.querySelectorAll(`input[type=checkbox][name="${name}"]`)];

  document.addEventListener("change", (event) => {
    const all = event.target.dataset.all;
    if (all) boxes(all).forEach((box) => { box.checked = event.target.checked; });
    tell();
  });

  // How many are chosen is said on the button that does something to them, which waits until there are any.
  const tell = () => {
    for (const button of document.querySelectorAll("button[data-counts]")) {
      const number = boxes(button.dataset.counts).filter((box) => box.checked).length;
      button.querySelector("[data-number]").textContent = number ? ` ${number}` : "";
    }
  };

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-prints]")) print();
  });
  for (const button of document.querySelectorAll("[data-prints]")) button.hidden = false;
})();
