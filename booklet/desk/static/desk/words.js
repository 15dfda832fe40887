// The editor of a sentence: letters are counted while one types, what must be kept is inserted where the cursor is,
// and Ctrl+Enter saves and goes on to the next sentence once the desk has taken this one.
"use strict";
(() => {
  const form = document.getElementById("sentence");
  if (!form) return;
  const text = form.elements.text;
  const seen = (words) => words.replace(/\{[^{}\n]+\}/g, "1").replace(/\[([^\]]*)\]\([^)\s]*\)/g, "$1").replace(/\\([*_[\]])|[*_]/g, "$1");

  function count() {
    const room = document.getElementById("room"), number = room.querySelector("b"), fault = room.querySelector(".fault");
    const letters = [...seen(text.value.trim())].length, limit = Number(room.dataset.limit);
    number.textContent = letters.toLocaleString(document.documentElement.lang);
    if (fault) fault.hidden = !limit || letters <= limit;
  }
  text.addEventListener("input", count);

  form.addEventListener("click", (event) => {
    const chip = event.target.closest("[data-insert]");
    if (!chip) return;
    const chosen = text.value.slice(text.selectionStart, text.selectionEnd);
    const insert = chip.dataset.insert;
    text.setRangeText(chosen ? insert.replace("…", chosen) : insert, text.selectionStart, text.selectionEnd, "end");
    text.focus();
    text.dispatchEvent(new Event("input", { bubbles: true }));
  });

  // The text is sent as at a pause, so that it waits here if the desk does not answer.
  let is_leaving = false;
  const go_on = (event) => {
    if (!form.dataset.next) return;
    event.preventDefault();
    is_leaving = true;
    form.requestSubmit();
  };
  form.querySelectorAll("button[data-next]").forEach((button) => button.addEventListener("click", go_on));
  form.addEventListener("keydown", (event) => { if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) go_on(event); });
  document.addEventListener("desk:saved", (event) => {
    if (event.detail.key !== form.dataset.keep) return;
    if (is_leaving && event.detail.status === 200) location.href = form.dataset.next;
    is_leaving = false;
  });
})();
