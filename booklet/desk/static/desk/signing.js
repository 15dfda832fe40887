// What a link cannot do without a script: a tap on a page is its place, what is written is kept until it is sent, and a
// text is copied. All three are help, not need.
"use strict";
(() => {
  const show = (image) => {
    const field = document.getElementById(image.dataset.spot), ring = image.parentElement.querySelector("ellipse");
    const [x, y] = field.value.split(",").map(Number);
    if (!field.value || Number.isNaN(x + y)) return;
    ring.setAttribute("cx", x);
    ring.setAttribute("cy", y);
    ring.removeAttribute("hidden");
  };
  const form = document.querySelector("form[data-kept]"), gone = document.querySelector("[data-sent]");
  const kept = form && form.dataset.kept, read = (key) => { try { return JSON.parse(localStorage.getItem(key)) || {}; } catch { return {}; } };
  const written = () => [...form.elements].filter((field) => field.name && (field.tagName === "TEXTAREA" || field.name.startsWith("spot-")));
  if (gone) localStorage.removeItem(gone.dataset.sent);
  if (form) {
    const before = read(kept);
    for (const field of written()) {
      if (!field.value && before[field.name]) {
        field.value = before[field.name];
        const more = field.closest("details");
        if (more) more.open = true;
      }
    }
    const keep = () => {
      const said = Object.fromEntries(written().filter((field) => field.value).map((field) => [field.name, field.value]));
      try { localStorage.setItem(kept, JSON.stringify(said)); } catch { /* no room: the page still has it */ }
    };
    form.addEventListener("input", keep);
    form.addEventListener("spot", keep);
  }
  for (const image of document.querySelectorAll("img[data-spot]")) {
    show(image);
    image.addEventListener("click", (event) => {
      const box = image.getBoundingClientRect(), part = (at, from, size) => (100 * (at - from) / size).toFixed(1);
      document.getElementById(image.dataset.spot).value = `${part(event.clientX, box.left, box.width)},${part(event.clientY, box.top, box.height)}`;
      show(image);
      image.dispatchEvent(new Event("spot", { bubbles: true }));
      const more = image.closest(".leaf").querySelector("details");
      more.open = true;
      more.querySelector("textarea").focus({ preventScroll: true });
    });
  }
  for (const button of document.querySelectorAll("[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      const text = document.getElementById(button.dataset.copy), told = document.getElementById("copied");
      text.select();
      try { await navigator.clipboard.writeText(text.value); } catch { document.execCommand("copy"); }
      told.textContent = told.dataset.said;
    });
  }
})();
