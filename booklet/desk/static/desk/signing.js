// What a link cannot do without a script: a tap on a page is its place, and a text is copied. Both are help, not need.
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
  for (const image of document.querySelectorAll("img[data-spot]")) {
    show(image);
    image.addEventListener("click", (event) => {
      const box = image.getBoundingClientRect(), part = (at, from, size) => (100 * (at - from) / size).toFixed(1);
      document.getElementById(image.dataset.spot).value = `${part(event.clientX, box.left, box.width)},${part(event.clientY, box.top, box.height)}`;
      show(image);
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
