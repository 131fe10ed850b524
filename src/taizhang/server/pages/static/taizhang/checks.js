// Findings by the keyboard: j and k between cards, a letter for each step, ? for the keys.
"use strict";

(() => {
  const cards = () => [...document.querySelectorAll("[data-finding]")];
  const keys = document.getElementById("keys");
  const opener = document.querySelector('[data-opens="keys"]');

  if (keys && opener && keys.showModal) {
    opener.hidden = false;
    opener.addEventListener("click", () => keys.showModal());
  }

  const current = () => {
    const at = document.activeElement && document.activeElement.closest("[data-finding]");
    const all = cards();
    return at || (all.length === 1 ? all[0] : null);
  };

  const walk = (step) => {
    const all = cards();
    const at = all.indexOf(current());
    const to = all[Math.min(Math.max(at + step, 0), all.length - 1)];
    if (!to) return;
    to.focus({ preventScroll: true });
    to.scrollIntoView({ block: "nearest" });
  };

  // The step that a letter stands for becomes the one that Ctrl+Enter sends.
  const begin = (card, button) => {
    card.querySelector("details.answer").open = true;
    for (const each of card.querySelectorAll("button[name=step]")) {
      each.classList.toggle("btn-primary", each === button);
      each.classList.toggle("btn-outline-primary", each !== button);
    }
    card.querySelector("textarea").focus();
  };

  const send = (area) => {
    const form = area.form;
    form.requestSubmit(form.querySelector("button.btn-primary"));
  };

  document.addEventListener("keydown", (event) => {
    const typing = event.target.matches("input, select, textarea");
    if (typing) {
      if (event.key === "Enter" && event.ctrlKey && event.target.matches(".answer textarea")) send(event.target);
      if (event.key === "Escape" && event.target.matches(".answer textarea")) event.target.closest("[data-finding]").focus();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || (keys && keys.open)) return;
    if (event.key === "j") walk(1);
    else if (event.key === "k") walk(-1);
    else if (event.key === "?" && keys && keys.showModal) keys.showModal();
    else onCard(event);
  });

  const onCard = (event) => {
    const card = current();
    if (!card) return;
    const button = [...card.querySelectorAll("button[data-key]")].find((each) => each.dataset.key === event.key);
    if (button) {
      begin(card, button);
      event.preventDefault();
    } else if (event.key === "o") {
      const link = card.querySelector("h2 a");
      if (link) link.click();
    } else if (event.key === "Escape") {
      const answer = card.querySelector("details.answer");
      if (answer) answer.open = false;
    }
  };
})();
