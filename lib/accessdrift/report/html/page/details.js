// Details of a finding, and the pages of an identity and a resource, by the fragment of the address.

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
  const label = data.sets[set].short ? `${shortOf(set)} (${sizeOf(set).toLocaleString("en")} in all): ` : "";
  return make("span", {}, label, namesOf(members, word));
}

/** The source lines of an edit, before and after. */
function excerptOf(number) {
  if (number === undefined) return "";
  return make("div", { class: "excerpt" }, ...data.excerpts[number].flatMap(([sign, line, source]) => [
    make("span", { class: "line" }, line), make("span", {}, sign), make("code", {}, source)]));
}

function causesOf(number) {
  if (number === undefined) return undefined;
  return make("ul", { class: "causes" }, ...data.causes[number].map(([word, place, what, origin, excerpt]) => make("li", {},
    word ? make("span", { class: "word" }, `${word} `) : "", place ? make("code", {}, place) : "", place ? " " : "", what,
    excerptOf(excerpt), origin ? make("div", { class: "origin" }, origin) : "")));
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
      ["May be among them", among.length > 0 ? namesOf(among, "user") : undefined],
      ["On", membersIn(finding.what, "resource")],
      ["At", finding.urls?.join(", ")],
      ["Before", text(finding.before)],
      ["Now", text(finding.after)],
    ]),
    ...stripsOf(finding.strips),
    facts([["Causes", causesOf(finding.causes)], ["For example", finding.example]]),
    pathOf(finding),
    make("p", { class: "digest" }, link(finding.digest, `f=${finding.digest}`)));
}

const verbs = { gained: "gains", lost: "loses", widened: "keeps, in more situations,", narrowed: "keeps, in fewer situations,", shifted: "has in other situations" };
const mayVerbs = { gained: "may gain", lost: "may lose", widened: "may have in more situations", narrowed: "may have in fewer situations", shifted: "may have in other situations" };

function sentenceOf(finding, subject, object, path) {
  const verb = (finding.may ? mayVerbs : verbs)[finding.kind];
  const why = finding.causes === undefined ? undefined : data.causes[finding.causes].find(([, place]) => place);
  return make("li", {}, make("span", { class: `glyph ${finding.class}` }, finding.sign), " ", subject ? `${subject} ` : "",
    `${verb} `, make("b", {}, text(finding.actions)), ` on ${object}: ${text(finding.when)}. `,
    link("details", `f=${finding.digest}`),
    why ? make("div", { class: "origin" }, `because ${why[2]} (${why[1]})`) : "", path);
}

function pageOf(word, name, kind) {
  const number = numberOfName.get(name);
  const isOfUser = word === "user";
  const about = number === undefined ? [] : data.findings.filter((finding) => (!kind || finding.kind === kind) && (
    contains(isOfUser ? finding.who : finding.what, number) || (isOfUser && numbersOf(finding.among).includes(number))));
  const sentences = about.slice(0, data.page).map((finding) => (isOfUser
    ? sentenceOf(finding, "", labelOf(finding.what), pathOf(finding, number))
    : sentenceOf(finding, labelOf(finding.who), name, pathOf(finding, undefined, number))));
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

/** `#f=add1:…` is a finding; `#q=user:ana`, `#q=resource:wiki&dir=lost` are pages. */
function follow() {
  const asked = new URLSearchParams(location.hash.slice(1).replaceAll("+", "%2B"));
  const digest = asked.get("f");
  if (digest !== null) {
    const found = data.findings.filter((finding) => finding.digest === digest);
    const parts = found.length > 1 ? `, in ${found.length} parts by cause` : "";
    show(found.length === 0 ? "No such finding" : `Finding${parts}`, found.map(articleOf));
    return;
  }
  const [, word, name] = /^(user|resource):(.*)$/su.exec(asked.get("q") ?? "") ?? [];
  if (word) show(name, pageOf(word, name, asked.get("dir")));
  else if (dialog.open) dialog.close();
}
