/* Comfort for those who have script; every page works without it. Words come from data attributes, never from here. */
(() => {
  "use strict";

  const focusSummary = (root) => root.querySelector("[data-focus]")?.focus();

  /* Remaining characters: shown at once, spoken after a pause that shrinks near the limit, at once when exceeded. */
  const timers = new WeakMap();
  const count = (area) => {
    const counter = document.getElementById(area.dataset.counter);
    if (!counter) return;
    const left = Number(area.dataset.limit) - [...area.value.replaceAll("\r\n", "\n")].length;
    const words = (left < 0 ? counter.dataset.over : counter.dataset.left).replace("{n}", String(Math.abs(left)));
    counter.firstElementChild.textContent = words;
    counter.classList.toggle("ky-count--over", left < 0);
    clearTimeout(timers.get(area));
    const pause = left < 0 ? 0 : left < 20 ? 500 : left < 100 ? 1000 : 2000;
    timers.set(area, setTimeout(() => { counter.lastElementChild.textContent = words; }, pause));
  };

  document.addEventListener("input", (event) => {
    if (event.target.matches("[data-limit]")) count(event.target);
  });

  /* A second press while the first is on its way is ignored; the button stays enabled. */
  const sent = new WeakMap();
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || form.hasAttribute("hx-post")) return;
    if (event.timeStamp - (sent.get(form) ?? -Infinity) < 8000) event.preventDefault();
    else sent.set(form, event.timeStamp);
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) for (const form of document.forms) sent.delete(form);
  });

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-print]")) window.print();
  });

  /* What paper shows although it is folded, also where the browser cannot by itself; and the day of printing. */
  window.addEventListener("beforeprint", () => {
    for (const fold of document.querySelectorAll(".ky-fold--printed")) fold.open = true;
    const lang = document.documentElement.lang;
    const day = new Intl.DateTimeFormat(lang === "ja" ? "ja-JP-u-ca-japanese" : lang, { dateStyle: "long" });
    for (const place of document.querySelectorAll("[data-printed]")) place.textContent = day.format(new Date());
  });

  /* A link to what is folded opens it. */
  const unfold = () => document.getElementById(decodeURIComponent(location.hash.slice(1)))?.closest("details")?.setAttribute("open", "");
  window.addEventListener("hashchange", unfold);
  document.addEventListener("DOMContentLoaded", unfold);

  const ready = (root) => {
    focusSummary(root);
    for (const hidden of root.querySelectorAll("[data-script]")) hidden.hidden = false;
  };
  document.addEventListener("DOMContentLoaded", () => ready(document));
  document.addEventListener("htmx:afterSwap", (event) => ready(event.target));
})();
