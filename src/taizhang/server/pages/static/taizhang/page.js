// What every page does: choices that send themselves, the menu of a narrow window, rows that lead somewhere.
"use strict";

(() => {
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-sends]")) event.target.form.requestSubmit();
  });

  document.addEventListener("click", (event) => {
    const row = event.target.closest("tr[data-leads]");
    if (row && !event.target.closest("a, button, input, select, label, summary") && !getSelection().toString()) {
      row.querySelector("a").click();
    }
    for (const open of document.querySelectorAll("details.drop[open]")) {
      if (!open.contains(event.target)) open.open = false;
    }
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") document.querySelectorAll("details.drop[open]").forEach((open) => {
      open.open = false;
      open.querySelector("summary").focus();
    });
    const typing = event.target.matches("input, select, textarea, [contenteditable]");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey) {
      const search = document.querySelector("main input[type=search]");
      if (search) {
        search.focus();
        event.preventDefault();
      }
    }
  });

  // What a part of the page that was asked for by itself could not be given is told where everything is told.
  for (const trouble of ["htmx:responseError", "htmx:sendError"]) {
    document.addEventListener(trouble, () => {
      const told = document.getElementById("trouble");
      told.hidden = false;
      told.focus();
    });
  }
})();
