// The reading room: which number is at hand, what is beside it, and the way through those to review by the keyboard.
"use strict";

(() => {
  const bar = document.getElementById("bar");
  const text = document.getElementById("text");
  const panel = document.getElementById("panel");
  const progress = document.getElementById("progress");
  const queue = JSON.parse(document.getElementById("queue").textContent);
  const placeInQueue = new Map(queue.map((name, at) => [name, at]));
  const room = bar.dataset.document;
  const kept = new Map(); // panels that were fetched ahead, by the name of the mark
  let current = "";
  let asked = 0;
  let judged = ""; // the last one that got a verdict here

  const marks = () => [...text.querySelectorAll("mark[id], .s[id]")];
  const partOf = (name) => `${room}/${name.replace("-", "s/")}`; // fact-12 → …/facts/12
  const addressOf = (name) => {
    const address = new URL(location.href);
    for (const key of ["fact", "statement", "at"]) address.searchParams.delete(key);
    const [kind, key] = name.split("-");
    address.searchParams.set(kind, key);
    address.hash = "";
    return address;
  };

  // What is at hand -------------------------------------------------------------------------------------------------

  const count = () => {
    const at = placeInQueue.get(current);
    const words = at === undefined ? progress.dataset.none : progress.dataset.of;
    progress.textContent = words.replace("{n}", at + 1).replace("{m}", queue.length);
  };

  const point = (name, { scroll = true } = {}) => {
    text.querySelectorAll(".here").forEach((mark) => {
      mark.classList.remove("here");
      mark.removeAttribute("aria-current");
    });
    const mark = document.getElementById(name);
    current = name;
    count();
    markOutline(mark);
    pointInList(name);
    if (!mark) return;
    if (name.startsWith("statement")) layer(true);
    for (const piece of [mark, ...text.querySelectorAll(`[data-of="${name}"]`)]) piece.classList.add("here");
    mark.setAttribute("aria-current", "true");
    if (scroll) reveal(mark);
  };

  // The list is fetched when it is opened, from the hundred in which the current one is.
  const list = document.getElementById("list");
  const listed = document.getElementById("listed");
  const pointInList = (name) => {
    for (const link of list.querySelectorAll(".items a")) {
      link.classList.toggle("here", link.dataset.to === name);
      if (link.dataset.to === name) list.scrollTop = link.offsetTop - 80;
    }
  };
  list.addEventListener("toggle", async () => {
    if (!list.open || !listed.dataset.from) return;
    const from = Math.floor((placeInQueue.get(current) || 0) / 100) * 100;
    const address = `${listed.dataset.from}&from=${from}`;
    const answer = await fetch(address, { headers: { "HX-Request": "true" } });
    if (!answer.ok) return; // the link to the list as a page of its own stays
    listed.removeAttribute("data-from");
    listed.innerHTML = await answer.text();
    if (window.htmx) window.htmx.process(listed);
    pointInList(current);
  });

  const reveal = (mark) => {
    const place = mark.getBoundingClientRect();
    const low = window.innerHeight * (panel.getBoundingClientRect().top > 200 && window.innerWidth < 960 ? 0.45 : 0.8);
    if (place.top < 120 || place.bottom > low) mark.scrollIntoView({ block: "center", inline: "nearest" });
  };

  const fetched = (name) => fetch(partOf(name), { headers: { "HX-Request": "true" } }).then((answer) => {
    if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
    return answer.text();
  });

  const ahead = (name) => {
    if (name && !kept.has(name)) kept.set(name, fetched(name).catch(() => kept.delete(name) && ""));
  };

  const trouble = (on) => {
    const told = document.getElementById("trouble");
    told.hidden = !on;
    if (on) told.focus();
  };

  // The mark is set at once; its panel follows, unless another one was asked for meanwhile.
  const show = async (name, options) => {
    if (!name) return;
    point(name, options);
    history.replaceState(null, "", addressOf(name));
    const mine = ++asked;
    try {
      const html = (await kept.get(name)) || (await fetched(name));
      kept.delete(name);
      if (mine === asked) fill(html);
      trouble(false);
    } catch {
      if (mine === asked) trouble(true);
    }
    ahead(following(1));
  };

  const fill = (html) => {
    panel.innerHTML = html;
    panel.scrollTop = 0;
    const thing = panel.querySelector(".thing");
    const mark = thing && document.getElementById(thing.dataset.name);
    if (mark) mark.className = `${thing.dataset.look} here`;
    openWhatIsOpen();
  };

  const following = (step) => {
    if (!queue.length) return "";
    const at = placeInQueue.get(current);
    if (at !== undefined) return queue[at + step] || "";
    // What is at hand is none of the queue: the next one of it behind, or before, in the text.
    const all = marks().map((mark) => mark.id);
    const here = all.indexOf(current);
    const behind = all.slice(here + 1).find((name) => placeInQueue.has(name));
    const before = all.slice(0, Math.max(here, 0)).reverse().find((name) => placeInQueue.has(name));
    return (step > 0 ? behind : before) || "";
  };

  const neighbour = (step) => {
    const all = marks().filter((mark) => mark.matches("mark") && mark.offsetParent !== null);
    const at = all.findIndex((mark) => mark.id === current);
    const mark = all[at < 0 ? 0 : at + step];
    return mark ? mark.id : "";
  };

  // The outline --------------------------------------------------------------------------------------------------

  const links = [...document.querySelectorAll(".outline a[href^='#section']")];
  const anchors = links.map((link) => document.getElementById(link.hash.slice(1)));
  const markOutline = (mark) => {
    let at = -1;
    anchors.forEach((anchor, index) => {
      if (!anchor) return;
      const ahead_ = mark
        ? anchor.compareDocumentPosition(mark) & Node.DOCUMENT_POSITION_FOLLOWING
        : anchor.getBoundingClientRect().top < 160;
      if (ahead_) at = index;
    });
    links.forEach((link, index) => {
      if (index === at) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    });
    if (at >= 0) {
      const side = links[at].closest(".outline");
      side.scrollTop = Math.max(0, links[at].offsetTop - side.clientHeight / 2);
    }
  };
  let waiting = 0;
  window.addEventListener("scroll", () => {
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(() => markOutline(null));
  }, { passive: true });

  // Verdicts -------------------------------------------------------------------------------------------------------

  const openWhatIsOpen = () => {
    const open = panel.querySelector(".opened[data-open]");
    if (open) toggle(open.id, true);
    const wrong = panel.querySelector("[aria-invalid]") || panel.querySelector("[role=alert]");
    if (wrong && panel.querySelector("[role=alert]")) wrong.focus();
  };

  const toggle = (id, on) => {
    for (const form of panel.querySelectorAll(".opened")) {
      const opens = form.id === id && (on === undefined ? !form.classList.contains("open") : on);
      form.classList.toggle("open", opens);
      const button = panel.querySelector(`[data-opens="${form.id}"]`);
      if (button) button.setAttribute("aria-expanded", String(opens));
      if (opens) form.querySelector("input:not([type=hidden]), select, textarea").focus();
    }
  };

  const save = async (form, button) => {
    if (panel.classList.contains("waits")) return;
    const name = current;
    const body = new FormData(form);
    body.set("kind", button.value);
    panel.classList.add("waits");
    try {
      const answer = await fetch(form.action, { method: "POST", body, headers: { "HX-Request": "true" } });
      const html = await answer.text();
      if (answer.redirected || html.includes("<html")) throw new Error("not a panel");
      trouble(false);
      kept.delete(name);
      fill(html);
      if (answer.ok) judged = button.value === "back" ? "" : name;
      if (answer.ok && button.value !== "back" && following(1)) await show(following(1));
      else if (answer.ok) text.focus({ preventScroll: true });
    } catch {
      trouble(true); // what was typed stays where it is
    } finally {
      panel.classList.remove("waits");
    }
  };

  panel.addEventListener("submit", (event) => {
    event.preventDefault();
    save(event.target, event.submitter || event.target.querySelector("button[name=kind]"));
  });
  panel.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-opens]");
    if (opener) toggle(opener.dataset.opens);
  });

  // Layers ---------------------------------------------------------------------------------------------------------

  const statements = document.getElementById("with-statements");
  const layer = (on) => {
    statements.checked = on;
    text.classList.toggle("with-statements", on);
  };
  statements.addEventListener("change", () => layer(statements.checked));
  const only = document.getElementById("data-only");
  only.addEventListener("change", () => text.classList.toggle("data-only", only.checked));
  layer(bar.dataset.show === "statements");

  // Mouse and keys -----------------------------------------------------------------------------------------------

  text.addEventListener("click", (event) => {
    if (getSelection().toString()) return;
    const mark = event.target.closest("mark") || (statements.checked && event.target.closest(".s"));
    if (mark) show(mark.id || mark.dataset.of, { scroll: false });
  });
  document.addEventListener("click", (event) => {
    const step = event.target.closest("[data-step]");
    const item = event.target.closest("a[data-to]");
    const opensHelp = event.target.closest("[data-help]");
    if (step) go(Number(step.dataset.step));
    if (opensHelp) help();
    if (item && document.getElementById(item.dataset.to) && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      show(item.dataset.to);
    }
  });

  const go = (step) => show(current ? following(step) : queue[step > 0 ? 0 : queue.length - 1]);
  const press = (key) => {
    const button = panel.querySelector(`[data-key="${key}"]`);
    if (button) button.click();
  };
  const help = () => {
    const dialog = document.getElementById("help");
    if (!dialog.open) dialog.showModal();
  };
  const deeds = {
    n: () => go(1),
    s: () => go(1),
    p: () => go(-1),
    ArrowRight: () => show(neighbour(1)),
    ArrowLeft: () => show(neighbour(-1)),
    a: () => press("a"),
    c: () => press("c"),
    r: () => press("r"),
    u: async () => {
      if (judged && judged !== current) await show(judged);
      press("u");
    },
    "?": help,
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || document.querySelector("dialog[open]")) return;
    if (event.key === "Escape") {
      toggle("", false);
      text.focus({ preventScroll: true });
      return;
    }
    const typing = event.target.matches("input:not([type=checkbox]), select, textarea");
    const sideways = event.key.startsWith("Arrow") && event.target.closest(".scroll");
    const deed = deeds[event.key];
    if (!deed || typing || sideways) return;
    event.preventDefault();
    deed();
  });

  // At first -------------------------------------------------------------------------------------------------------

  const wanted = /^#((?:fact|statement)-\d+)$/.exec(location.hash);
  const at = document.getElementById("at");
  if (bar.dataset.current) {
    point(bar.dataset.current);
    openWhatIsOpen();
    ahead(following(1));
  } else if (wanted) {
    show(wanted[1]);
  } else if (at) {
    at.scrollIntoView({ block: "center" });
  } else {
    ahead(queue[0]);
  }
})();
