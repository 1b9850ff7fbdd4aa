"use strict";
// Shows what stands in #data. The scripts of this folder are joined in one function, in the order of CMake's list. Names reach
// the page as text nodes only, never as markup.

/** Bytes in base64, deflated. */
async function unpacked(packed) {
  const bytes = Uint8Array.from(atob(packed), (letter) => letter.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"))).text();
}

const source = document.getElementById("data");
const isPacked = source.dataset.packed !== undefined;
// A browser that cannot unpack shows what stands there without the script.
if (isPacked && !("DecompressionStream" in window)) return;
const data = JSON.parse(isPacked ? await unpacked(source.textContent) : source.textContent);

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
/** To a view of the page; whole, since `#…` alone reads like a way past something on it. */
const page = location.href.split("#")[0];
const link = (text, hash) => make("a", { href: `${page}#${hash}` }, text);

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
