// Paths from an identity to a resource: who is in which group that which policy names, before and now.

const kindOf = { i: "identity", c: "whoever is", d: "domain", g: "group", f: "groups", p: "policy", n: "policy that denies", r: "resource", u: "URL" };

function boxOf(kind, name, isChanged) {
  return make("span", { class: `stop ${kind}${isChanged ? " changed" : ""}` },
    make("small", {}, kindOf[kind] + (isChanged ? ", edited" : "")), " ", make("span", {}, name));
}

/** What leads from one stop to the next; the words in between are for who hears the page. */
function linkOf(isCut, cut) {
  const aside = (words) => make("i", {}, words);
  return isCut ? make("span", { class: "link cut" }, aside(" then, "), make("b", {}, cut), aside(", "))
    : make("span", { class: "link" }, aside(" then "));
}

/** `1 0 g7 p12! r`, as the program writes it. */
function sideOf(path, title, cut, identity, resource) {
  const [allows, others, ...stops] = path.split(" ");
  const reason = stops[0]?.startsWith("-") ? `: ${text(Number(stops[0].slice(1)))}` : "";
  const head = [make("b", {}, title), " ", make("span", {}, (allows === "1" ? "allowed" : "denied") + reason), " "];
  const items = reason ? [] : stops.map((stop) => {
    const [, kind, name, cutMark, changed] = /^([a-z])(\d*)(!?)(~?)$/u.exec(stop);
    return make("li", {}, linkOf(cutMark, cut), boxOf(kind, name ? text(Number(name)) : resource, changed));
  });
  const count = Number(others);
  return make("div", { class: "path" }, ...head, reason ? "" : make("ol", {}, make("li", {}, boxOf("i", identity, false)), ...items),
    count > 0 ? make("span", { class: "others" }, `and ${counted(count, "other policy", "other policies")}`) : "");
}

/** The paths that are known of a finding, as triples; of one identity, one resource or both if they are told. */
function pathOf(finding, identity, resource) {
  const all = finding.paths ?? [];
  for (let i = 0; i < all.length; i += 3) {
    if ((identity !== undefined && all[i] !== identity) || (resource !== undefined && all[i + 1] !== resource)) continue;
    const [who, what] = [data.names[all[i]], data.names[all[i + 1]]];
    const [before, after] = data.paths[all[i + 2]];
    return make("figure", { class: "paths" }, make("figcaption", {}, `Path from ${who} to ${what}, for the request of the example`),
      sideOf(before, "before", "cut", who, what), sideOf(after, "now", "new", who, what));
  }
  return "";
}
