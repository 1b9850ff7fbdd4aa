// The rows that the table shows now, as a file: nothing leaves the machine.

const fieldsOf = (finding) => ({
  kind: finding.kind,
  certainty: finding.may ? "may" : "must",
  identities: membersOf[finding.who]().map((number) => data.names[number]),
  resources: membersOf[finding.what]().map((number) => data.names[number]),
  actions: text(finding.actions),
  before: text(finding.before),
  after: text(finding.after),
  because: finding.causes === undefined ? [] : data.causes[finding.causes].filter(([, place]) => place)
    .map(([, place, what]) => `${place} ${what}`),
  digest: finding.digest,
});

/** A cell that a spreadsheet would run gets an apostrophe, as in --format csv. */
function csvCell(value) {
  const all = Array.isArray(value) ? value.join("; ") : value;
  const harmless = /^[=+\-@\t\r']/u.test(all) ? `'${all}` : all;
  return /[",\n]/u.test(harmless) ? `"${harmless.replaceAll("\"", "\"\"")}"` : harmless;
}

function csvOf(findings) {
  const rows = findings.map((finding) => Object.values(fieldsOf(finding)).map(csvCell).join(","));
  return [Object.keys(fieldsOf(data.findings[0])).join(","), ...rows, ""].join("\n");
}

function download(name, type, content) {
  const address = URL.createObjectURL(new Blob([content], { type }));
  make("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}

function downloads() {
  const button = (title, on) => make("button", { type: "button", on }, title);
  return make("div", { class: "downloads" }, "These rows as ",
    button("CSV", () => download("access-drift.csv", "text/csv", csvOf(selected()))), " ",
    button("JSON", () => download("access-drift.json", "application/json", `${JSON.stringify(selected().map(fieldsOf), null, 1)}\n`)));
}
