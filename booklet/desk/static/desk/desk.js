// What HTML cannot do: text is sent at every pause, what could not be sent waits and survives closing the browser,
// and lists are put in order by dragging. Everything works without this file, with buttons.
"use strict";
(() => {
  const KEPT = "desk.outbox", PAUSE = 500, AGAIN = 3000;
  const csrf = () => document.querySelector('meta[name="csrf"]').content;
  const sending = new Set(), timers = new Map();
  let again = 0;

  // ---- the outbox: what each form would send, by its key, until the desk has taken it
  const read = () => { try { return JSON.parse(localStorage.getItem(KEPT)) || {}; } catch { return {}; } };
  const write = (box) => { try { localStorage.setItem(KEPT, JSON.stringify(box)); } catch { /* no room: the page still has it */ } show(); };
  const form_of = (key) => [...document.querySelectorAll("form[data-auto]")].find((form) => form.dataset.keep === key);
  const body_of = (form) => {
    const said = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (typeof value === "string" && name !== "csrfmiddlewaretoken") said.append(name, value);
    return said.toString();
  };

  function show() {
    const place = document.getElementById("outbox");
    if (!place) return;
    const count = Object.values(read()).filter((entry) => entry.failed).length;
    place.hidden = !count;
    place.title = place.dataset.later;
    place.textContent = count ? `${place.dataset.waiting} ${count.toLocaleString(document.documentElement.lang)}` : "";
  }

  function keep(form) {
    const box = read(), key = form.dataset.keep;
    box[key] = { url: form.action, body: body_of(form), failed: Boolean(box[key] && box[key].failed) };
    write(box);
  }

  async function send(key) {
    if (sending.has(key)) return;
    const form = form_of(key);
    if (form && read()[key]) keep(form);
    const entry = read()[key];
    if (!entry) return;
    sending.add(key);
    let answer = null, html = "";
    try {
      answer = await fetch(entry.url, {
        method: "POST", body: entry.body, redirect: "manual", credentials: "same-origin",
        headers: { "Content-Type": "application/x-www-form-urlencoded", "X-Desk": "auto", "X-CSRFToken": csrf() },
      });
      html = await answer.text();
    } catch { answer = null; }
    sending.delete(key);
    const box = read(), now = box[key];
    const is_same = now && now.body === entry.body && (!form || body_of(form) === entry.body);
    if (answer && [200, 409, 422].includes(answer.status)) {
      if (is_same && answer.status !== 422) delete box[key];
      else if (now) now.failed = false;
      write(box);
      place(html, form);
      document.dispatchEvent(new CustomEvent("desk:saved", { detail: { key, status: answer.status } }));
      if (!is_same) later(key);
    } else {
      if (now) now.failed = true;
      write(box);
      clearTimeout(again);
      again = setTimeout(send_all, AGAIN);
    }
  }

  const send_all = () => { for (const key of Object.keys(read())) send(key); };
  const later = (key) => { clearTimeout(timers.get(key)); timers.set(key, setTimeout(() => send(key), PAUSE)); };

  // What the desk answers replaces what has the same id, except what somebody is typing in.
  function place(html, form) {
    const answer = new DOMParser().parseFromString(html, "text/html");
    for (const found of [...answer.body.querySelectorAll("[id]")].filter((node) => !node.parentElement.closest("[id]"))) {
      const old = document.getElementById(found.id);
      if (!old || (form && old.contains(form)) || (old.contains(document.activeElement) && document.activeElement.matches("input, textarea, select"))) continue;
      old.replaceWith(found);
      if (window.htmx) window.htmx.process(found);
    }
  }

  const on_change = (event) => {
    const form = event.target.closest && event.target.closest("form[data-auto]");
    if (!form || event.target.type === "file" || event.target.closest("[data-no-auto]")) return;
    keep(form);
    later(form.dataset.keep);
  };
  document.addEventListener("input", on_change);
  document.addEventListener("change", on_change);
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("form[data-auto]") || (event.submitter && event.submitter.name)) return;
    event.preventDefault();
    keep(form);
    clearTimeout(timers.get(form.dataset.keep));
    send(form.dataset.keep);
  });

  // What was not sent when the browser was closed stands in its form again, and is sent; with it what the form had said
  // (`seen`), so that what others changed meanwhile is not taken for a change of this person.
  function restore() {
    for (const [key, entry] of Object.entries(read())) {
      const form = form_of(key);
      if (!form) continue;
      const said = new URLSearchParams(entry.body);
      for (const field of form.elements) {
        if (!field.name || field.type === "file" || field.name === "csrfmiddlewaretoken") continue;
        const values = said.getAll(field.name);
        if (field.type === "checkbox" || field.type === "radio") field.checked = values.includes(field.value);
        else if (values.length === 1 && field.type !== "submit") field.value = values[0];
      }
    }
  }
  window.addEventListener("online", send_all);
  document.addEventListener("DOMContentLoaded", () => { restore(); show(); send_all(); });
  document.addEventListener("htmx:configRequest", (event) => { event.detail.headers["X-CSRFToken"] = csrf(); });

  // ---- lists in order: <ol data-sort> of <li data-id> with a button.handle each, in a form with <input name="order">
  document.addEventListener("pointerdown", (down) => {
    const handle = down.target.closest("[data-sort] .handle");
    if (!handle || down.button) return;
    const moving = handle.closest("li"), list = moving.closest("[data-sort]");
    const before = ids(list);
    handle.setPointerCapture(down.pointerId);
    moving.classList.add("is-moving");
    const move = (event) => {
      const under = document.elementFromPoint(event.clientX, event.clientY);
      const other = under && under.closest("[data-sort] > li");
      if (!other || other === moving || other.parentElement !== list) return;
      const box = other.getBoundingClientRect();
      const is_after = Math.abs(box.top - moving.getBoundingClientRect().top) < box.height / 2
        ? (event.clientX > box.left + box.width / 2) !== (document.documentElement.dir === "rtl")
        : event.clientY > box.top + box.height / 2;
      other[is_after ? "after" : "before"](moving);
    };
    const end = () => {
      handle.removeEventListener("pointermove", move);
      moving.classList.remove("is-moving");
      if (ids(list) === before) return;
      const form = list.closest("form");
      form.elements.order.value = ids(list);
      form.requestSubmit();
    };
    handle.addEventListener("pointermove", move);
    handle.addEventListener("pointerup", end, { once: true });
    handle.addEventListener("pointercancel", end, { once: true });
  });
  const ids = (list) => [...list.children].map((item) => item.dataset.id).join(" ");
})();
