/* A passkey that was refused or taken back: say so on the page, where the person looks. */
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const notice = document.querySelector("[data-passkey-error]");
  if (!notice) return;
  notice.hidden = false;
  notice.focus();
});
