"use strict";
// Shows what stands in #data. Names reach the page as text nodes only, never as markup.

(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  if (data.findings.length === 0) return;

  // --- making elements -------------------------------------------------------------------------

  /** An element with attributes and children; a text among the children becomes a text node. */
  function make(name, attributes, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes ?? {})) {
      if (key === "on") made.addEventListener("click", value);
      else if (value !== false && value !== undefined) made.setAttribute(key, value === true ? "" : value);
    }
    made.append(...children.filter((child) => child !== undefined));
    return made;
  }
  const counted = (count, one, many) => `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
  const link = (text, hash) => make("a", { href: `#${hash}` }, text);

  // --- reading the data ------------------------------------------------------------------------

  const text = (number) => data.texts[number];
  const plainNames = data.names.map((name) => name.toLowerCase());
  const numberOfName = new Map(data.names.map((name, number) => [name, number]));

  /** `0-3 7` as [0, 1, 2, 3, 7]. */
  function numbersOf(runs) {
    const numbers = [];
    for (const run of (runs ?? "").split(" ").filter(Boolean)) {
      const [first, last = first] = run.split("-").map(Number);
      for (let number = first; number <= last; ++number) numbers.push(number);
    }
    return numbers;
  }
  const membersOf = data.sets.map((set) => {
    let members;
    return () => (members ??= numbersOf(set.ids));
  });
  const sizeOf = (set) => data.sets[set].size;
  const labelOf = (set) => text(data.sets[set].label);
  /** `group:sre` of a set whose label goes on with its members; else the label. */
  const shortOf = (set) => data.sets[set].short ?? labelOf(set);
  const contains = (set, number) => membersOf[set]().includes(number);

  // --- which findings are shown ----------------------------------------------------------------

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

  // --- the table of findings -------------------------------------------------------------------

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
      make("label", { class: "tick" }, review, "review first"), chip);
    controls.hidden = false;
    table.closest("section").querySelector(".cut")?.remove();
    table.parentNode.before(status);
    table.parentNode.after(pager);
  }

  // --- the grid --------------------------------------------------------------------------------

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
      make("div", { class: "scroll" }, make("table", {}, make("caption", {}, "Changed entitlements, by who and where"),
        make("thead", {}, make("tr", {}, make("th", { scope: "col" }, "Who"),
          make("th", { scope: "col" }, make("span", {}, "identities")), ...heads)), body)));
    grid.hidden = false;
  }

  // --- pictures of conditions ------------------------------------------------------------------

  const stateOf = ([, before, after], isAfter) => {
    const is = isAfter ? after : before;
    if (before === after) return is ? { class: "allowed", sign: "✓" } : { class: "", sign: "" };
    if (isAfter) return is ? { class: "more", sign: "+" } : { class: "less", sign: "−" };
    return is ? { class: "allowed", sign: "✓" } : { class: "", sign: "" };
  };

  function weekOf(strip) {
    const bar = (isAfter) => {
      const made = make("div", { class: "bar", role: "img" });
      const allowed = strip.cells.filter((cell) => cell[isAfter ? 2 : 1]).map((cell) => cell[0]);
      made.setAttribute("aria-label", `${isAfter ? "now" : "before"}: ${allowed.join(", ") || "never"}`);
      for (const cell of strip.cells) {
        const part = make("span", { class: stateOf(cell, isAfter).class, title: cell[0] });
        part.style.flexGrow = cell[3];
        made.append(part);
      }
      return made;
    };
    const days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"].map((day) => make("span", {}, day));
    return make("div", { class: "week" }, make("span", {}, "before"), bar(false), make("span", {}, "now"), bar(true),
      make("span", {}), make("div", { class: "days", "aria-hidden": "true" }, ...days));
  }

  function cellsOf(strip) {
    const row = (title, isAfter) => make("tr", {}, make("th", { scope: "row" }, title),
      ...strip.cells.map((cell) => {
        const state = stateOf(cell, isAfter);
        const word = cell[isAfter ? 2 : 1] ? "allowed" : "denied";
        return make("td", { class: state.class, "aria-label": word, title: word }, state.sign ? make("b", {}, state.sign) : "");
      }));
    const heads = strip.cells.map((cell) => make("th", { scope: "col" }, cell[0]));
    return make("table", {}, make("thead", {}, make("tr", {}, make("td", {}), ...heads)),
      make("tbody", {}, row("before", false), row("now", true)));
  }

  function stripsOf(number) {
    if (number === undefined) return [];
    const strips = data.strips[number].map((strip) => make("div", { class: "strip" },
      make("div", {}, make("code", {}, strip.attribute), strip.zone ? `, by the clock of ${strip.zone}` : ""),
      strip.zone ? weekOf(strip) : cellsOf(strip)));
    const all = strips.length > 1 ? " Allowed is what every picture allows." : "";
    return [...strips, make("p", { class: "legend" }, `Filled: allowed. Hatched: what differs now.${all}`)];
  }

  // --- details ---------------------------------------------------------------------------------

  const dialog = document.getElementById("detail");
  const namesShown = 60;

  function namesOf(numbers, word) {
    const links = (some) => some.map((number) =>
      link(data.names[number], `q=${word}:${encodeURIComponent(data.names[number])}`));
    const made = make("span", { class: "names" }, ...links(numbers.slice(0, namesShown)));
    if (numbers.length > namesShown) {
      made.append(make("button", { type: "button", class: "plain", on: () => made.replaceChildren(...links(numbers)) },
        `all ${numbers.length.toLocaleString("en")}`));
    }
    return made;
  }

  function membersIn(set, word) {
    const members = membersOf[set]();
    const label = data.sets[set].short ? `${shortOf(set)}, ${sizeOf(set).toLocaleString("en")}: ` : "";
    return make("span", {}, label, namesOf(members, word));
  }

  function causesOf(number) {
    if (number === undefined) return undefined;
    return make("ul", { class: "causes" }, ...data.causes[number].map(([word, place, what, origin]) => make("li", {},
      word ? make("span", { class: "word" }, `${word} `) : "", place ? make("code", {}, place) : "", place ? " " : "", what,
      origin ? make("div", { class: "origin" }, origin) : "")));
  }

  function facts(list) {
    const shown = list.filter(([, value]) => value !== undefined && value !== "");
    return make("dl", {}, ...shown.flatMap(([term, value]) => [make("dt", {}, term), make("dd", {}, value)]));
  }

  function articleOf(finding) {
    const among = numbersOf(finding.among);
    return make("article", { class: finding.class },
      make("h3", {}, ...changeOf(finding), `: ${text(finding.actions)} on ${shortOf(finding.what)}`),
      ...(finding.notes ?? []).map((note) => make("p", { class: "note" }, note)),
      facts([
        ["Who", membersIn(finding.who, "user")],
        ["May be among", among.length > 0 ? namesOf(among, "user") : undefined],
        ["On", membersIn(finding.what, "resource")],
        ["At", finding.urls?.join(", ")],
        ["Before", text(finding.before)],
        ["Now", text(finding.after)],
      ]),
      ...stripsOf(finding.strips),
      facts([["Causes", causesOf(finding.causes)], ["For example", finding.example]]),
      make("p", { class: "digest" }, link(finding.digest, `f=${finding.digest}`)));
  }

  const verbs = { gained: "gains", lost: "loses", widened: "keeps, in more situations,", narrowed: "keeps, in fewer situations,", shifted: "has in other situations" };
  const mayVerbs = { gained: "may gain", lost: "may lose", widened: "may have in more situations", narrowed: "may have in fewer situations", shifted: "may have in other situations" };

  function sentenceOf(finding, subject, object) {
    const verb = (finding.may ? mayVerbs : verbs)[finding.kind];
    const why = finding.causes === undefined ? undefined : data.causes[finding.causes].find(([, place]) => place);
    return make("li", {}, make("span", { class: `glyph ${finding.class}` }, finding.sign), " ", subject ? `${subject} ` : "",
      `${verb} `, make("b", {}, text(finding.actions)), ` on ${object}: ${text(finding.when)}. `,
      link("details", `f=${finding.digest}`),
      why ? make("div", { class: "origin" }, `because ${why[2]} (${why[1]})`) : "");
  }

  function pageOf(word, name) {
    const number = numberOfName.get(name);
    const isOfUser = word === "user";
    const about = number === undefined ? [] : data.findings.filter((finding) =>
      contains(isOfUser ? finding.who : finding.what, number) || (isOfUser && numbersOf(finding.among).includes(number)));
    const sentences = about.slice(0, data.page).map((finding) => (isOfUser
      ? sentenceOf(finding, "", labelOf(finding.what)) : sentenceOf(finding, labelOf(finding.who), name)));
    const rest = about.length - sentences.length;
    return [make("p", {}, about.length === 0 ? "No change of access." : `${counted(about.length, "finding", "findings")} about ${isOfUser ? "this identity" : "this resource"}.`),
      make("ul", { class: "causes sentences" }, ...sentences), rest > 0 ? make("p", {}, `${rest.toLocaleString("en")} more: search for the name in the table.`) : ""];
  }

  function show(title, content) {
    const heading = make("h2", { id: "detail-title", tabindex: "-1" }, title);
    const close = make("button", { type: "button", class: "close", on: () => dialog.close() }, "Close");
    dialog.replaceChildren(heading, close, ...content);
    if (!dialog.open) dialog.showModal();
    dialog.scrollTop = 0;
    heading.focus();
  }

  /** `#f=add1:…` is a finding, `#q=user:ana` and `#q=resource:wiki` are pages. */
  function follow() {
    const asked = new URLSearchParams(location.hash.slice(1).replaceAll("+", "%2B"));
    const digest = asked.get("f");
    if (digest !== null) {
      const found = data.findings.filter((finding) => finding.digest === digest);
      show(found.length === 0 ? "No such finding" : "Finding", found.map(articleOf));
      return;
    }
    const [, word, name] = /^(user|resource):(.*)$/su.exec(asked.get("q") ?? "") ?? [];
    if (word) show(name, pageOf(word, name));
    else if (dialog.open) dialog.close();
  }

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
})();
