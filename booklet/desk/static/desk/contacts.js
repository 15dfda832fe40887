// Pictures follow each save: the page of before stays until the new one is drawn, so nothing flickers while one types.
"use strict";
(() => {
  const follow = () => {
    const next = document.getElementById("next-pictures"), shown = document.getElementById("pictures");
    if (!next || !shown || !("fresh" in next.dataset)) return;
    delete next.dataset.fresh;
    const fresh = [...next.content.querySelectorAll("img")], old = [...shown.querySelectorAll("img")];
    if (fresh.length !== old.length || fresh.some((image, place) => image.alt !== old[place].alt)) {
      shown.replaceChildren(next.content.cloneNode(true));
      return;
    }
    fresh.forEach((image, place) => {
      const address = image.getAttribute("src");
      old[place].dataset.next = address;
      const drawn = new Image();
      drawn.onload = drawn.onerror = () => { if (old[place].dataset.next === address) old[place].src = address; };
      drawn.src = address;
    });
  };
  document.addEventListener("desk:saved", follow);
})();
