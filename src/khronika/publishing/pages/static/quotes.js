// A link to quoted words shows them in their paragraph, in a panel; the reader's place in the page is kept.
// Without this script, or for words on another page, the link leads to the words themselves.
"use strict";

(() => {
  const panel = document.createElement("dialog");
  panel.className = "quoted";
  panel.setAttribute("aria-labelledby", "quoted-title");
  panel.innerHTML =
    '<header><h2 id="quoted-title"></h2><button type="button" class="close">Close</button></header>' +
    '<p class="setting"></p><div class="column"></div><p class="onward"><a>Read it in the whole dispatch</a></p>';
  const [title, setting, column, onward] = ["h2", ".setting", ".column", ".onward a"].map((at) => panel.querySelector(at));
  document.body.append(panel);

  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#claim-"], a[href^="#missing-"]');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || panel.contains(link)) return;
    const words = document.getElementById(link.hash.slice(1));
    if (!words) return;
    event.preventDefault();
    show(words, link.hash);
  });

  panel.querySelector(".close").addEventListener("click", () => panel.close());
  panel.addEventListener("click", (event) => {
    if (event.target === panel) panel.close(); // beside the panel
  });
  onward.addEventListener("click", () => panel.close());

  // The dialog returns the focus to the link by itself when it closes.
  function show(words, hash) {
    const dispatch = words.closest("article, main");
    title.textContent = dispatch.querySelector("h1, h2, h3").textContent;
    setting.textContent = dispatch.querySelector(".setting").textContent;
    column.replaceChildren(...around(words).map((block) => quoted(block, hash.slice(1))));
    column.lang = words.closest("[lang]").lang;
    onward.href = hash;
    panel.showModal();
    const lit = column.querySelector(".lit");
    if (lit) lit.scrollIntoView({ block: "center" });
  }

  // The paragraph with the words, and those to which the claim runs on.
  function around(words) {
    const rest = document.querySelectorAll(`[data-of="${CSS.escape(words.id)}"]`);
    const blocks = [words, ...rest].map((part) => part.closest("p, h3, h2, h1"));
    const first = blocks[0];
    const update = before(first, ".update");
    return [...new Set([update, ...blocks])].filter(Boolean);
  }

  function before(block, selector) {
    for (let at = block; at; at = at.previousElementSibling) if (at.matches(selector)) return at;
    return null;
  }

  function quoted(block, anchor) {
    const copy = document.createElement("p");
    copy.className = block.className;
    copy.append(...[...block.childNodes].map((node) => node.cloneNode(true)));
    for (const mark of copy.querySelectorAll("mark")) {
      const lit = mark.id === anchor || mark.dataset.of === anchor;
      if (lit) mark.className = "lit";
      else mark.replaceWith(...mark.childNodes);
      mark.removeAttribute("id");
    }
    return copy;
  }
})();
