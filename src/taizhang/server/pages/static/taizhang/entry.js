// Files are dropped on the form of workbooks as on a folder; what was chosen is named before it is sent.
"use strict";

(() => {
  const form = document.querySelector("form[data-drops]");
  if (!form) return;
  const field = form.querySelector("input[type=file]");
  const told = form.querySelector("[data-chosen]");

  const name = () => {
    told.hidden = field.files.length === 0;
    told.textContent = [...field.files].map((file) => file.name).join("、");
  };

  const over = (event, on) => {
    if (![...event.dataTransfer.types].includes("Files")) return;
    event.preventDefault();
    form.classList.toggle("over", on);
  };

  // Anywhere on the page: a file that misses the box must not replace the page.
  document.addEventListener("dragover", (event) => over(event, true));
  document.addEventListener("dragleave", (event) => {
    if (event.relatedTarget === null) over(event, false);
  });
  document.addEventListener("drop", (event) => {
    over(event, false);
    if (!event.dataTransfer.files.length) return;
    field.files = event.dataTransfer.files;
    name();
    form.querySelector("button").focus();
  });
  field.addEventListener("change", name);
})();
