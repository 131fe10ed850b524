// The library: files are dropped anywhere on the form, sent one by one, each with its progress and its own answer.
"use strict";

(() => {
  const form = document.getElementById("upload");
  if (!form) return;
  const list = document.getElementById("uploads");
  const input = form.querySelector("input[type=file]");

  const line = (name) => {
    const item = document.createElement("li");
    const bar = document.createElement("progress");
    const words = document.createElement("span");
    bar.max = 1;
    bar.value = 0;
    bar.setAttribute("aria-label", name);
    words.textContent = `${name}：${list.dataset.sending}`;
    item.append(words, bar);
    list.append(item);
    return { item, bar };
  };

  const look = () => {
    const part = document.getElementById("under-way");
    if (part && window.htmx) window.htmx.trigger(part, "look");
  };

  const broken = (item, name) => {
    item.textContent = `${name}：${list.dataset.broken}`;
    item.className = "error";
  };

  // One file as one request: a file that is refused holds up none of the others. Only XMLHttpRequest tells how much of
  // a file has gone out.
  const send = (file) => new Promise((done) => {
    const { item, bar } = line(file.name);
    const body = new FormData(form);
    body.delete("files");
    body.append("files", file);
    const request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.setRequestHeader("HX-Request", "true");
    request.upload.onprogress = (sent) => {
      if (sent.lengthComputable) bar.value = sent.loaded / sent.total;
    };
    request.onload = () => {
      if (request.status === 200 && !request.responseText.includes("<html")) item.innerHTML = request.responseText;
      else broken(item, file.name);
      look();
      done();
    };
    request.onerror = () => {
      broken(item, file.name);
      done();
    };
    request.send(body);
  });

  const sendAll = async (files) => {
    list.replaceChildren();
    for (const file of files) await send(file);
    form.reset();
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    sendAll([...input.files]);
  });

  for (const kind of ["dragenter", "dragover"]) {
    form.addEventListener(kind, (event) => {
      event.preventDefault();
      form.classList.add("over");
    });
  }
  form.addEventListener("dragleave", (event) => {
    if (!form.contains(event.relatedTarget)) form.classList.remove("over");
  });
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    form.classList.remove("over");
    if (event.dataTransfer.files.length) sendAll([...event.dataTransfer.files]);
  });
})();
