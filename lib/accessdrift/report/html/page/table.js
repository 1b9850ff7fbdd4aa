// The table of findings, and what narrows it.

const columns = [
  { title: "Change", key: (finding) => finding.kind + finding.may },
  { title: "Who", key: (finding) => labelOf(finding.who) },
  { title: "Resource", key: (finding) => labelOf(finding.what) },
  { title: "Actions", key: (finding) => text(finding.actions) },
  { title: "When", key: (finding) => text(finding.when) },
];
const wanted = { words: "", identity: "", resource: "", kind: "", certainty: "", review: false, cell: null };
const order = { column: -1, falls: false };
let firstShown = 0;

/** For sets: whether a member has the word in its name. */
function setsWith(word) {
  const known = new Map();
  const hits = plainNames.map((name) => name.includes(word));
  return (set) => {
    if (!known.has(set)) {
      const has = labelOf(set).toLowerCase().includes(word) || membersOf[set]().some((number) => hits[number]);
      known.set(set, has);
    }
    return known.get(set);
  };
}

function selected() {
  const identity = wanted.identity && setsWith(wanted.identity.toLowerCase());
  const resource = wanted.resource && setsWith(wanted.resource.toLowerCase());
  const words = wanted.words.toLowerCase().split(" ").filter(Boolean)
    .map((word) => ({ word, inSet: setsWith(word) }));
  const says = (finding, word) => [text(finding.actions), text(finding.when), finding.kind, finding.digest]
    .some((part) => part.toLowerCase().includes(word));
  const found = data.findings.filter((finding) =>
    (!wanted.kind || finding.kind === wanted.kind)
    && (!wanted.certainty || finding.may === (wanted.certainty === "may"))
    && (!wanted.review || finding.review)
    && (!wanted.cell || (finding.who === wanted.cell.who && contains(finding.what, wanted.cell.resource)))
    && (!identity || identity(finding.who))
    && (!resource || resource(finding.what))
    && words.every(({ word, inSet }) => inSet(finding.who) || inSet(finding.what) || says(finding, word)));
  if (order.column < 0) return found;
  const key = columns[order.column].key;
  const sign = order.falls ? -1 : 1;
  const keyed = found.map((finding) => ({ finding, key: key(finding) }));
  keyed.sort((a, b) => (a.key < b.key ? -sign : a.key > b.key ? sign : 0));
  return keyed.map((one) => one.finding);
}

const table = document.getElementById("table");
const status = make("p", { role: "status" });
const chip = make("span", { class: "chip", hidden: true });
const pager = make("div", { class: "pager" });

function changeOf(finding) {
  return [make("span", { class: "glyph" }, finding.sign), " ", (finding.may ? "may be " : "") + finding.kind];
}

/** What the label says behind the short one: a few members. */
function restOf(set) {
  const rest = labelOf(set).slice(shortOf(set).length);
  return rest ? make("span", { class: "rest" }, rest) : "";
}

function rowOf(finding) {
  return make("tr", {},
    make("td", { class: finding.class }, ...changeOf(finding)),
    make("td", { class: "who" }, link(shortOf(finding.who), `f=${finding.digest}`), restOf(finding.who)),
    make("td", { class: "what" }, shortOf(finding.what), restOf(finding.what)),
    make("td", {}, text(finding.actions)),
    make("td", {}, text(finding.when)));
}

function showTable() {
  const found = selected();
  if (firstShown >= found.length) firstShown = 0;
  const shown = found.slice(firstShown, firstShown + data.page);
  table.tBodies[0].replaceChildren(...shown.map(rowOf));
  const all = data.findings.length;
  status.textContent = found.length === all ? counted(all, "finding", "findings")
    : `${found.length.toLocaleString("en")} of ${counted(all, "finding", "findings")}`;
  showPager(found.length, shown.length);
}

function showPager(count, shown) {
  pager.hidden = count <= data.page;
  const turn = (title, first) => make("button",
    { type: "button", disabled: first < 0 || first >= count, on: () => { firstShown = first; showTable(); table.scrollIntoView(); } }, title);
  const previous = firstShown === 0 ? -1 : Math.max(0, firstShown - data.page);
  pager.replaceChildren(turn("Previous", previous),
    `${firstShown + 1} to ${firstShown + shown} of ${count.toLocaleString("en")}`,
    turn("Next", firstShown + data.page));
}

function addSorting() {
  [...table.tHead.rows[0].cells].forEach((cell, column) => {
    const sort = () => {
      order.falls = order.column === column && !order.falls;
      order.column = column;
      [...table.tHead.rows[0].cells].forEach((other) => other.removeAttribute("aria-sort"));
      cell.setAttribute("aria-sort", order.falls ? "descending" : "ascending");
      for (const mark of table.tHead.querySelectorAll(".mark")) mark.textContent = "";
      cell.querySelector(".mark").textContent = order.falls ? " ▼" : " ▲";
      firstShown = 0;
      showTable();
    };
    cell.replaceChildren(make("button", { type: "button", on: sort }, columns[column].title,
      make("span", { class: "mark", "aria-hidden": "true" })));
  });
}

function want(key, value) {
  wanted[key] = value;
  firstShown = 0;
  showTable();
}

function addControls() {
  const field = (title, key) => {
    const input = make("input", { type: "search", autocomplete: "off", spellcheck: "false" });
    input.addEventListener("input", () => want(key, input.value.trim()));
    return make("label", {}, title, input);
  };
  const choice = (title, key, choices) => {
    const select = make("select", {}, ...choices.map(([value, words]) => make("option", { value }, words)));
    select.addEventListener("change", () => want(key, select.value));
    return make("label", {}, title, select);
  };
  const review = make("input", { type: "checkbox" });
  review.addEventListener("change", () => want("review", review.checked));
  const kinds = ["gained", "lost", "widened", "narrowed", "shifted"].map((kind) => [kind, kind]);
  const controls = document.getElementById("controls");
  controls.setAttribute("role", "search");
  controls.append(field("Search", "words"), field("Identity", "identity"), field("Resource", "resource"),
    choice("Change", "kind", [["", "all"], ...kinds]),
    choice("Certainty", "certainty", [["", "all"], ["must", "certain"], ["may", "may be"]]),
    make("label", { class: "tick" }, review, "review first"), chip, downloads());
  controls.hidden = false;
  table.closest("section").querySelector(".cut")?.remove();
  table.parentNode.before(status);
  table.parentNode.after(pager);
}
