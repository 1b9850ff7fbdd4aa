// The grid of who and where; a cell narrows the table.

const mostRows = 40;
const mostColumns = 30;

/** Changed entitlements by set of identities, resource and sign. */
function countCells() {
  const rows = new Map();
  const resources = new Set();
  for (const finding of data.findings) {
    const members = sizeOf(finding.who);
    const row = rows.get(finding.who) ?? { who: finding.who, total: 0, cells: new Map() };
    rows.set(finding.who, row);
    for (const resource of membersOf[finding.what]()) {
      const cell = row.cells.get(resource) ?? new Map();
      row.cells.set(resource, cell);
      const signs = cell.get(finding.sign) ?? { class: finding.class, count: 0 };
      cell.set(finding.sign, signs);
      signs.count += members * finding.each;
      row.total += members * finding.each;
      resources.add(resource);
    }
  }
  return { rows: [...rows.values()], resources: resources.size };
}

function chooseCell(button, who, resource) {
  const isChosen = button.getAttribute("aria-pressed") === "true";
  for (const other of document.querySelectorAll("#grid [aria-pressed='true']")) other.setAttribute("aria-pressed", "false");
  button.setAttribute("aria-pressed", String(!isChosen));
  chip.hidden = isChosen;
  chip.replaceChildren(`Only ${shortOf(who)} on ${data.names[resource]} `,
    make("button", { type: "button", class: "plain", on: () => chooseCell(button, who, resource) }, "clear"));
  want("cell", isChosen ? null : { who, resource });
}

function cellOf(row, resource) {
  const cell = row.cells.get(resource);
  if (!cell) return make("td", {});
  const button = make("button", { type: "button", tabindex: "-1", "aria-pressed": "false" });
  const words = [];
  for (const [sign, { class: tone, count }] of cell) {
    button.append(make("span", { class: tone }, sign + count.toLocaleString("en")));
    words.push(`${sign} ${counted(count, "entitlement", "entitlements")}`);
  }
  button.setAttribute("aria-label", `${shortOf(row.who)} on ${data.names[resource]}: ${words.join(", ")}`);
  button.addEventListener("click", () => chooseCell(button, row.who, resource));
  return make("td", {}, button);
}

/** One cell takes part in the order of Tab; arrows move to the next one that is not empty. */
function addArrows(body) {
  const at = (row, column) => body.rows[row]?.cells[column + 2]?.querySelector("button");
  const first = body.querySelector("button");
  if (first) first.tabIndex = 0;
  body.addEventListener("keydown", (event) => {
    const step = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0] }[event.key];
    const from = event.target.closest("td");
    if (!step || !from) return;
    event.preventDefault();
    let row = from.parentNode.sectionRowIndex + step[0];
    let column = from.cellIndex - 2 + step[1];
    while (body.rows[row] && column >= 0 && column < body.rows[row].cells.length - 2 && !at(row, column)) {
      row += step[0];
      column += step[1];
    }
    const next = at(row, column);
    if (!next) return;
    event.target.closest("button").tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  });
}

/** The resources on which most changes for these rows, most first. */
function columnsOf(rows) {
  const totals = new Map();
  for (const row of rows) {
    for (const [resource, cell] of row.cells) {
      for (const { count } of cell.values()) totals.set(resource, (totals.get(resource) ?? 0) + count);
    }
  }
  return [...totals].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, mostColumns).map(([resource]) => resource);
}

function showGrid() {
  const { rows, resources } = countCells();
  const larger = (a, b) => b.total - a.total || (labelOf(a.who) < labelOf(b.who) ? -1 : 1);
  const shownRows = rows.sort(larger).slice(0, mostRows);
  const shownColumns = columnsOf(shownRows);
  const filled = shownRows.filter((row) => shownColumns.some((resource) => row.cells.has(resource)));
  const isCut = filled.length < rows.length || shownColumns.length < resources;
  const legend = "+ more access, − less, ~ in other situations, ? hangs on what is not known. A cell narrows the table below."
    + (isCut ? ` Shown are the ${filled.length} of ${rows.length.toLocaleString("en")} rows and ${shownColumns.length} of `
      + `${resources.toLocaleString("en")} resources with most; the table has all.` : "");
  const body = make("tbody", {}, ...filled.map((row) => make("tr", {},
    make("th", { scope: "row", title: labelOf(row.who) }, shortOf(row.who)),
    make("td", { class: "number" }, sizeOf(row.who).toLocaleString("en")),
    ...shownColumns.map((resource) => cellOf(row, resource)))));
  addArrows(body);
  const heads = shownColumns.map((resource) =>
    make("th", { scope: "col", title: data.names[resource] }, make("span", {}, data.names[resource])));
  const grid = document.getElementById("grid");
  grid.setAttribute("aria-labelledby", "grid-title");
  grid.append(make("h2", { id: "grid-title" }, "Change grid"), make("p", { class: "legend" }, legend),
    make("div", { class: "scroll", role: "group", "aria-label": "Change grid", tabindex: "0" }, make("table", {}, make("caption", {}, "Changed entitlements, by who and where"),
      make("thead", {}, make("tr", {}, make("th", { scope: "col" }, "Who"),
        make("th", { scope: "col" }, make("span", {}, "identities")), ...heads)), body)));
  grid.hidden = false;
}
