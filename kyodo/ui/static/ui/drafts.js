/* What somebody has written and not yet sent stays on this device, so that a closed lid or a dead line loses nothing.
   Signed-in people find it again for a week; a visitor only in the same tab, because the device may be anybody's.
   It goes when the form has been sent, when another person signs in, and at signing out. Words come from the page. */
(() => {
  "use strict";

  const PREFIX = "kyodo-draft ", WEEK = 7 * 24 * 3600 * 1000;
  const person = () => document.body.dataset.person ?? "";
  const place = () => person() ? localStorage : sessionStorage;
  const name = (form) => [PREFIX.trim(), person(), location.pathname, form.dataset.draft].join(" ");
  const drafts = (store) => Object.keys(store).filter((key) => key.startsWith(PREFIX));
  const read = (store, key) => { try { return JSON.parse(store.getItem(key)); } catch { return null; } };

  /* Neither files nor secrets nor what the page itself put there. */
  const controls = (form) => [...form.elements].filter((one) =>
    one.name && !one.readOnly && !["hidden", "password", "file", "submit", "button"].includes(one.type) && one.tabIndex >= 0);
  const choice = (one) => one.type === "checkbox" || one.type === "radio";
  const written = (form) => controls(form).map((one) =>
    [one.name, one.value, choice(one) ? one.checked : one.multiple ? [...one.selectedOptions].map((o) => o.value) : null]);
  const write = (form, values) => {
    const left = [...values];
    for (const one of controls(form)) {
      const at = left.findIndex(([title, value]) => title === one.name && (!choice(one) || value === one.value));
      if (at < 0) continue;
      const [[, value, state]] = left.splice(at, 1);
      if (choice(one)) one.checked = state;
      else if (one.multiple) for (const option of one.options) option.selected = state.includes(option.value);
      else one.value = value;
      one.dispatchEvent(new Event("input", { bubbles: true }));
    }
  };

  const keep = (form, more = {}) => {
    try {
      place().setItem(name(form), JSON.stringify({ at: Date.now(), values: written(form), ...more }));
      return true;
    } catch { return false; } // no room, or storage is switched off: nothing changes
  };

  const timers = new WeakMap();
  document.addEventListener("input", (event) => {
    const form = event.target.form;
    if (!event.isTrusted || !form?.dataset.draft) return;
    clearTimeout(timers.get(form));
    timers.set(form, setTimeout(() => {
      const said = form.querySelector("[data-draft-said]");
      if (keep(form) && said && !said.textContent) said.textContent = said.dataset.draftSaid;
    }, 1000));
  });

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.dataset.draft) { clearTimeout(timers.get(form)); keep(form, { sent: true }); }
    if (form.action.endsWith("/logout/"))
      for (const store of [localStorage, sessionStorage]) for (const key of drafts(store)) store.removeItem(key);
  });

  /* A sent draft goes once a page came back well from the form it was sent from; a wrong or lost one is kept. */
  const arrived = () => {
    const visit = performance.getEntriesByType("navigation")[0];
    return visit?.type === "navigate" && document.referrer && (visit.responseStatus ?? 200) < 400;
  };
  const tidy = () => {
    const well = arrived();
    for (const store of [localStorage, sessionStorage]) for (const key of drafts(store)) {
      const draft = read(store, key), [, whose] = key.split(" ");
      const foreign = store === localStorage && person() && whose !== person();
      if (!draft || foreign || Date.now() - draft.at > WEEK || (draft.sent && well)) store.removeItem(key);
    }
  };

  const offer = (form) => {
    const draft = read(place(), name(form)), box = form.querySelector("[data-draft-offer]");
    if (!draft || !box || JSON.stringify(draft.values) === JSON.stringify(written(form))) return;
    const when = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });
    box.querySelector("[data-draft-at]").textContent = when.format(draft.at);
    box.hidden = false;
    box.addEventListener("click", (event) => {
      const act = event.target.closest("[data-draft-act]")?.dataset.draftAct;
      if (!act) return;
      if (act === "take") write(form, draft.values);
      else place().removeItem(name(form));
      box.hidden = true;
      controls(form)[0]?.focus();
    });
  };

  document.addEventListener("DOMContentLoaded", () => {
    try {
      tidy();
      document.querySelectorAll("form[data-draft]").forEach(offer);
    } catch { /* storage is switched off: the page works as without script */ }
  });
})();
