"use strict";
// What the pages share: the words in both languages, and the switch between them.
const words = JSON.parse(document.getElementById("words").textContent);
let language = document.documentElement.lang.startsWith("zh") ? 0 : 1;

const called = (key, value) => (words[`${key}.${value}`] || words[value] || [value, value])[language];

function element(name, content, className) {
  const made = document.createElement(name);
  made.append(...[content].flat());
  if (className) made.className = className;
  return made;
}

function translate() {
  for (const one of document.querySelectorAll("[data-w]")) one.textContent = (words[one.dataset.w] || words[one.dataset.w.split(".").pop()] || [one.textContent, one.textContent])[language];
  for (const one of document.querySelectorAll("[data-zh]")) one.textContent = language ? one.dataset.en : one.dataset.zh;
  for (const one of document.querySelectorAll("[data-w-label]")) one.setAttribute("aria-label", words[one.dataset.wLabel][language]);
  for (const one of document.querySelectorAll("[data-w-title]")) one.title = words[one.dataset.wTitle][language];
  document.documentElement.lang = language ? "en" : "zh-CN";
  const other = document.getElementById("language");
  other.textContent = language ? "中文" : "English";
  other.lang = language ? "zh-CN" : "en";
}
