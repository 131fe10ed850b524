// Rows by the keyboard: j and k go through those marked data-key-row, x chooses, Enter opens, ? tells of the keys.
"use strict";

(() => {
  const rows = () => [...document.querySelectorAll("[data-key-row]")].filter((row) => row.offsetParent !== null);
  const atHand = () => document.querySelector("[data-key-row].at-hand");

  const go = (step) => {
    const all = rows();
    if (!all.length) return;
    const next = all[Math.min(Math.max(all.indexOf(atHand()) + step, 0), all.length - 1)];
    document.querySelectorAll(".at-hand").forEach((row) => row.classList.remove("at-hand"));
    next.classList.add("at-hand");
    next.scrollIntoView({ block: "nearest" });
    // The link takes the focus, so that it is read out, and Enter and Tab go on from there.
    const first = next.querySelector("a, button, input");
    if (first) (next.querySelector("a") || first).focus({ preventScroll: true });
  };

  const choose = () => {
    const box = atHand() && atHand().querySelector("input[type=checkbox]");
    if (!box) return false;
    box.checked = !box.checked;
    box.dispatchEvent(new Event("change", { bubbles: true }));
    return true;
  };

  const help = () => {
    const dialog = document.getElementById("keys-help");
    if (dialog && !dialog.open) dialog.showModal();
  };

  const deeds = {
    j: () => go(1),
    k: () => go(-1),
    x: choose,
    "?": help,
  };

  document.addEventListener("keydown", (event) => {
    const typing = event.target.matches("input:not([type=checkbox]), select, textarea, [contenteditable]");
    const deed = deeds[event.key];
    if (!deed || typing || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    deed();
  });

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-opens=keys-help]")) help();
  });

  for (const button of document.querySelectorAll("[data-opens=keys-help]")) button.hidden = false;
})();
