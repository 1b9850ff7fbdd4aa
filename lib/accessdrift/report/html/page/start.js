if (data.findings.length > 0) {
  addControls();
  addSorting();
  showGrid();
  showTable();
  dialog.addEventListener("close", () => {
    if (location.hash.length > 1) history.pushState(null, "", "#");
  });
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
  window.addEventListener("hashchange", follow);
  follow();
}
