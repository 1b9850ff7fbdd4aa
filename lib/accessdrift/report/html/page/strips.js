// Pictures of conditions: what is allowed before above what is allowed now.

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
