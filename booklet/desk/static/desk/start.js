// What HTML cannot do: a logo that is dropped beside its field is taken all the same, and the browser does not open it.
"use strict";
(() => {
  const field = () => document.getElementById("logo-file");
  document.addEventListener("dragover", (event) => { if (field()) event.preventDefault(); });
  document.addEventListener("drop", (event) => {
    const input = field();
    if (!input || !event.dataTransfer) return;
    event.preventDefault();
    if (!event.dataTransfer.files.length) return;
    input.files = event.dataTransfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
})();
