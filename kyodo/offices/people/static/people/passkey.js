/* A passkey that was refused or taken back: say so on the page, where the person looks, by what the browser calls it. */
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const notices = [...document.querySelectorAll("[data-passkey-error]")];
  const said = notices.find((each) => each.dataset.passkeyError === event.detail.exception?.name);
  const notice = said ?? notices.find((each) => !each.dataset.passkeyError);
  for (const each of notices) each.hidden = each !== notice;
  notice?.focus();
});
