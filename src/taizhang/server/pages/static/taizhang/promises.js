// A cell opens its sentences in a panel over the table; without the script its link leads to the page that holds them.
"use strict";

(() => {
  const panel = document.getElementById("panel");
  const body = document.getElementById("panel-body");
  if (!panel || !panel.showModal) return;

  const open = async (link) => {
    const answer = await fetch(link.href, { credentials: "same-origin" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const part = page.getElementById(link.dataset.panel);
    if (!answer.ok || !part) {
      location.assign(link.href);
      return;
    }
    const title = document.createElement("h2");
    title.textContent = page.querySelector("h1").textContent;
    body.replaceChildren(title, document.importNode(part, true));
    panel.showModal();
  };

  document.addEventListener("click", (event) => {
    if (event.target === panel) panel.close();
    const link = event.target.closest("a[data-panel]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open(link).catch(() => location.assign(link.href));
  });
})();
