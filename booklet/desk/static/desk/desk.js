// What HTML cannot do: text is sent at every pause, what could not be sent waits and survives closing the browser,
// and lists are put in order by dragging. Everything works without this file, with buttons.
"use strict";
(() => {
  const PAUSE = 500, AGAIN = 3000, PATIENCE = 30000, CALL = 200;
  const meta = (name) => { const found = document.querySelector(`meta[name="${name}"]`); return found ? found.content : ""; };
  const forms = () => [...document.querySelectorAll("form[data-auto]")];
  const form_of = (key) => forms().find((form) => form.dataset.keep === key);

  // ---- the outbox: what a page has not sent yet. Each page of this edition has a place of its own for each form, so that
  // two of them never write over each other; what a closed page left is taken up by the next.
  const HEAD = `desk.outbox ${meta("edition")} `;
  const PAGE = `${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`;
  const own = new Map(), sending = new Set(), timers = new Map(), alive = new Set();
  let again = 0;

  const place_of = (key) => `${HEAD}${key} ${PAGE}`;
  const page_of = (place) => place.slice(place.lastIndexOf(" ") + 1);
  const read = (place) => {
    if (own.has(place)) return own.get(place);
    try { return JSON.parse(localStorage.getItem(place)); } catch { return null; }
  };
  function list() {
    let names = [];
    try { names = Object.keys(localStorage).filter((name) => name.startsWith(HEAD)); } catch { /* nothing can be kept here */ }
    const found = [...new Set([...names, ...own.keys()])].map((place) => [place, read(place)]).filter(([, entry]) => entry);
    return found.sort(([, one], [, other]) => one.at - other.at);
  }
  function put(place, entry) {
    if (page_of(place) === PAGE) own.set(place, entry);
    try { localStorage.setItem(place, JSON.stringify(entry)); } catch { /* no room: the page still has it, and sends it */ }
    show();
  }
  function drop(place) {
    own.delete(place);
    try { localStorage.removeItem(place); } catch { /* it was not there */ }
    show();
  }

  const body_of = (form) => {
    const said = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (typeof value === "string" && name !== "csrfmiddlewaretoken") said.append(name, value);
    return said.toString();
  };
  const typed_in = (form) => [...form.elements].filter((field) => field.matches("textarea, input:not([type=hidden], [type=checkbox], [type=radio])")
    && field.value !== field.defaultValue).map((field) => field.value).join(" · ");
  function keep(form, state, tried) {
    const place = place_of(form.dataset.keep), before = read(place);
    put(place, {
      key: form.dataset.keep, at: Date.now(), state: state || (before && before.state) || "", url: form.action, body: body_of(form),
      tried: tried || (before && before.tried) || "", from: location.pathname + location.search, title: document.title, typed: typed_in(form),
    });
  }

  // What waits is told on every page: what it is, why it waits, where it was written; and a way to give it up.
  function show() {
    const box = document.getElementById("outbox");
    if (!box) return;
    const waiting = list().filter(([place, entry]) => entry.state && (entry.state !== "refused" || !(own.has(place) && form_of(entry.key))));
    box.hidden = !waiting.length;
    if (waiting.some(([, entry]) => entry.state !== "refused" && entry.state !== "gone") && !again) again = setTimeout(sweep, AGAIN);
    const said = waiting.length ? `${box.dataset.waiting} ${waiting.length.toLocaleString(document.documentElement.lang)}` : "";
    const summary = box.querySelector("summary"), shown = JSON.stringify(waiting.map(([place, { state, typed }]) => [place, state, typed]));
    if (summary.textContent !== said) summary.textContent = said;
    if (box.dataset.shown === shown) return;
    box.dataset.shown = shown;
    box.querySelector("ul").replaceChildren(...waiting.map(([place, entry]) => {
      const item = document.createElement("li"), link = document.createElement("a"), text = document.createElement("p");
      const why = document.createElement("small"), button = document.createElement("button");
      link.href = entry.from;
      link.textContent = entry.title;
      text.dir = "auto";
      text.textContent = entry.typed;
      why.textContent = box.dataset[entry.state];
      button.type = "button";
      button.className = "button";
      button.textContent = box.dataset.remove;
      button.addEventListener("click", () => { clearTimeout(timers.get(place)); drop(place); });
      item.append(link, text, why, button);
      return item;
    }));
  }

  async function post(entry, body) {
    const patience = new AbortController(), end = setTimeout(() => patience.abort(), PATIENCE);
    try {
      const answer = await fetch(entry.url, {
        method: "POST", body, redirect: "manual", credentials: "same-origin", signal: patience.signal,
        headers: { "Content-Type": "application/x-www-form-urlencoded", "X-Desk": "auto", "X-CSRFToken": meta("csrf"), "X-Edition": meta("edition") },
      });
      return { status: answer.status, is_turned_away: answer.type === "opaqueredirect" || answer.status === 403, html: await answer.text() };
    } catch {
      return { status: 0, is_turned_away: false, html: "" };
    } finally {
      clearTimeout(end);
    }
  }

  // What was sent and never answered may have arrived: it is sent again before what was typed since, or the desk would
  // take its own file for a change of somebody else.
  async function send(place) {
    if (sending.has(place)) return;
    const form = own.has(place) ? form_of(own.get(place).key) : null;
    if (form) keep(form);
    const entry = read(place);
    if (!entry) return;
    const body = (form && entry.tried) || entry.body;
    put(place, { ...entry, tried: body });
    sending.add(place);
    const { status, is_turned_away, html } = await post(entry, body);
    sending.delete(place);
    const now = read(place);
    if (!now) return;
    const is_same = now.body === body && (!form || body_of(form) === body);
    const is_refused = status === 409 || status === 422;
    const state = status === 200 ? "" : is_refused ? "refused" : is_turned_away ? "closed" : [400, 404, 410, 413].includes(status) ? "gone" : "failed";
    if (status === 200) note_sent(entry.key);
    if (status === 200 && is_same) drop(place);
    else put(place, { ...now, state, tried: state === "failed" ? body : "" });
    if (!form || (status !== 200 && !is_refused)) return;
    show_answer(html, form);
    if (read(place)) keep(form);  // with what the form's fields are now known to have said
    document.dispatchEvent(new CustomEvent("desk:saved", { detail: { key: entry.key, status } }));
    if (!is_same) later(place);
  }

  // A page that was asked for before the desk had taken a text may show what was there before: it is asked for once more.
  const SENT = "desk.sent", RECENT = 60000;
  const sent = () => { try { return JSON.parse(sessionStorage.getItem(SENT)) || {}; } catch { return {}; } };
  function note_sent(key) {
    const recent = Object.entries(sent()).filter(([, at]) => at > Date.now() - RECENT);
    try { sessionStorage.setItem(SENT, JSON.stringify({ ...Object.fromEntries(recent), [key]: Date.now() })); } catch { /* the next save tells */ }
  }
  const is_outrun = () => forms().some((form) => sent()[form.dataset.keep] > performance.timeOrigin);

  const later = (place) => { clearTimeout(timers.get(place)); timers.set(place, setTimeout(() => send(place), PAUSE)); };

  // What the desk answers replaces what has the same id, except what somebody is typing in.
  function show_answer(html, form) {
    const answer = new DOMParser().parseFromString(html, "text/html");
    for (const found of [...answer.body.querySelectorAll("[id]")].filter((node) => !node.parentElement.closest("[id]"))) {
      const old = document.getElementById(found.id);
      if (!old || old.contains(form) || (old.contains(document.activeElement) && document.activeElement.matches("input, textarea, select"))) continue;
      old.replaceWith(found);
      if (window.htmx) window.htmx.process(found);
    }
    for (const kept of form.querySelectorAll("[data-without]")) if (form.querySelectorAll(`[name="${CSS.escape(kept.name)}"]`).length > 1) kept.remove();
  }

  const on_change = (event) => {
    const form = event.target.closest && event.target.closest("form[data-auto]");
    if (!form || event.target.type === "file" || event.target.closest("[data-no-auto]")) return;
    keep(form);
    later(place_of(form.dataset.keep));
  };
  document.addEventListener("input", on_change);
  document.addEventListener("change", on_change);
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.matches("form[data-auto]") || (event.submitter && event.submitter.name)) return;
    event.preventDefault();
    keep(form);
    const place = place_of(form.dataset.keep);
    clearTimeout(timers.get(place));
    send(place);
  });

  // "Keep theirs": what this person wrote is given up by choice, in whatever page it was kept.
  document.addEventListener("click", (event) => {
    const choice = event.target.closest("[data-let-go]");
    if (!choice) return;
    const key = choice.dataset.letGo || choice.closest("form[data-auto]").dataset.keep;
    for (const [place, entry] of list()) if (entry.key === key && (own.has(place) || !alive.has(page_of(place)))) drop(place);
  });

  // What was not sent when its page was closed stands in its form again, and is sent; with it what the form had said
  // (`seen`), so that what others changed meanwhile is not taken for a change of this person.
  function fill(form, entry) {
    const said = new URLSearchParams(entry.body);
    for (const field of form.elements) {
      if (!field.name || field.type === "file" || field.name === "csrfmiddlewaretoken") continue;
      const values = said.getAll(field.name);
      if (field.type === "checkbox" || field.type === "radio") field.checked = values.includes(field.value);
      else if (values.length === 1 && field.type !== "submit") field.value = values[0];
    }
    for (const [name, value] of said) {
      if (form.elements.namedItem(name)) continue;
      const kept = document.createElement("input");  // a row that comes with the desk's answer
      Object.assign(kept, { type: "hidden", name, value });
      kept.dataset.without = "";
      form.append(kept);
    }
  }

  function take_up() {
    const left = list().filter(([place]) => !own.has(place) && !alive.has(page_of(place)));
    for (const [place, entry] of left.reverse()) {
      const form = form_of(entry.key), mine = place_of(entry.key);
      if (form && !own.has(mine)) {
        fill(form, entry);
        keep(form, entry.state, entry.tried);
        drop(place);
        send(mine);
      } else if (entry.state !== "refused" && entry.state !== "gone") send(place);
    }
    for (const [place, entry] of own) if (entry.state === "failed" || entry.state === "closed") send(place);
    show();
  }

  // Pages that are open answer a call, and send their own; what does not answer was closed.
  const channel = window.BroadcastChannel ? new BroadcastChannel(HEAD) : null;
  if (channel) channel.onmessage = ({ data }) => data.calls ? channel.postMessage({ here: PAGE }) : alive.add(data.here);
  function sweep() {
    clearTimeout(again);
    again = 0;
    alive.clear();
    if (channel) channel.postMessage({ calls: PAGE });
    setTimeout(take_up, channel ? CALL : 0);
  }
  window.addEventListener("online", sweep);
  window.addEventListener("storage", show);
  document.addEventListener("DOMContentLoaded", () => {
    if (is_outrun()) return location.replace(location.pathname + location.search);
    show();
    sweep();
  });
  document.addEventListener("htmx:configRequest", ({ detail }) => Object.assign(detail.headers, { "X-CSRFToken": meta("csrf"), "X-Edition": meta("edition") }));

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
