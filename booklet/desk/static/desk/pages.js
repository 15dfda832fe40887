// The arrow keys turn pages: to the one before and the one behind, as they lie in the language of the desk.
"use strict";
document.addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey || event.target.matches("input, textarea, select")) return;
  const is_mirrored = document.documentElement.dir === "rtl";
  const ways = { ArrowRight: is_mirrored ? "prev" : "next", ArrowLeft: is_mirrored ? "next" : "prev" };
  const link = ways[event.key] && document.querySelector(`main a[rel="${ways[event.key]}"]`);
  if (link) { event.preventDefault(); link.click(); }
});
