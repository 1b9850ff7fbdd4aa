// Opens pages of `diff --html` from disk in Chromium: of no, 20 and 5,000 findings, and of a world with guardrails and tests,
// light and dark, narrow, in print, without script. Nothing may be complained of on the console or asked of the network.
// axe-core of npm looks through all of them; where it is not to be had, that is said and left out.
//
//   node pages.mjs PROGRAM WORLDS        the program that writes the pages, fixtures/worlds
//
// Without Chromium it is skipped (77). CHROMIUM names it, if it has none of its usual names in the PATH; AXE, a copy of
// axe.min.js, takes the place of that of npm; PICTURES, a folder, gets a picture of each.
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

import { Browser } from "./browser.mjs";

const kSkipped = 77;
const kMostMilliseconds = 1000;
const kAxe = ["axe-core@4.14.1", "FHfa+lmNjQZfJz1q8wKqIDwC6DExcHt/pkjNQb09a3NPjCKg2rhu5qb2S4r76ASyFNNtuFooJpZe37OgudVGtQ==", "package/axe.min.js"];
const program = resolve(process.argv[2]);
const worlds = resolve(process.argv[3]);
const work = mkdtempSync(join(tmpdir(), "accessdrift-pages-"));
let failures = 0;
let looks = 0;

function check(is, what) {
  if (is) return;
  failures += 1;
  console.error(`FAILED: ${what}`);
}

function chromium() {
  const names = [process.env.CHROMIUM, "chromium", "chromium-browser", "google-chrome"].filter(Boolean);
  return names.find((name) => spawnSync(name, ["--version"]).status === 0);
}

/** The text of axe.min.js; nothing where it is not to be had. A package of another hash is a failure. */
function axeText() {
  if (process.env.AXE) return readFileSync(process.env.AXE, "utf8");
  const file = join(work, "axe.min.js");
  const pinned = join(dirname(fileURLToPath(import.meta.url)), "..", "npm", "pinned.py");
  const { status } = spawnSync("python3", [pinned, ...kAxe, file], { stdio: ["ignore", "ignore", "inherit"] });
  if (status === 0) return readFileSync(file, "utf8");
  if (status !== kSkipped) check(false, "axe-core cannot be read");
  console.log("skipped: axe-core is not to be had, so nothing is said of accessibility");
  return undefined;
}

/** A configuration in which each of `count` people is a team that may read something of its own now, under a condition. */
function configurationOf(count, isAfter) {
  const all = [...Array(count).keys()];
  const entries = (entry) => Object.fromEntries(all.map(entry));
  return {
    accessdrift: 1,
    context: { "auth.mfa": "bool" },
    networks: { office: ["10.0.0.0/8"] },
    users: { nobody: {}, ...entries((i) => [`user-${i}`, {}]) },
    groups: entries((i) => [`team-${i}`, { members: [`user-${i}`] }]),
    resources: { nothing: {}, ...entries((i) => [`app-${i}`, {}]) },
    policies: {
      none: { allow: ["nobody"], to: ["nothing"] },
      ...(isAfter ? entries((i) => [`read-${i}`, { allow: [`group:team-${i}`], to: [`app-${i}`], when: i % 2 ? "auth.mfa" : "request.ip in networks.office" }]) : {}),
    },
  };
}

/** The address of a page on what that many people gain. */
function pageOf(count) {
  const page = join(work, `${count}.html`);
  for (const isAfter of [false, true]) {
    const side = join(work, isAfter ? "after" : "before");
    mkdirSync(side, { recursive: true });
    writeFileSync(join(side, "access.json"), JSON.stringify(configurationOf(count, isAfter), null, 1));
  }
  execFileSync(program, ["diff", "before", "after", "--html", page, "--stat"], { cwd: work, stdio: ["ignore", "ignore", "inherit"] });
  return pathToFileURL(page).href;
}

/** The address of a page that a guardrail fails. */
function pageOfWorld() {
  const repository = join(work, "world");
  const page = join(work, "world.html");
  mkdirSync(repository);
  execFileSync(join(worlds, "make_repository"), [join(worlds, "nimbus"), repository], { stdio: "ignore" });
  const project = join(work, "accessdrift.yaml");
  writeFileSync(project, JSON.stringify({ protect: { all: { resources: ["**"], gained: { users: 0 }, lost: { users: 5 } } } }));
  const { status } = spawnSync(program, ["diff", "main...access-review", "--project", project, "--html", page, "--stat"], { cwd: repository });
  check(status === 1, "a guardrail of the world fails");
  return pathToFileURL(page).href;
}

async function picture(page, name, whole = false) {
  if (!process.env.PICTURES) return;
  const { data } = await page.send("Page.captureScreenshot", { format: "png", captureBeyondViewport: whole });
  writeFileSync(join(process.env.PICTURES, `${name}.png`), Buffer.from(data, "base64"));
}

async function accessible(page, name) {
  if (!axe) return;
  await page.value(`${axe};undefined`);
  const found = await page.value(`axe.run(document, { resultTypes: ["violations"] }).then(({ violations }) =>
    violations.map((one) => one.id + ": " + one.nodes[0].html.slice(0, 160) + " " + one.nodes[0].failureSummary))`);
  for (const violation of found) check(false, `${name}: axe ${violation}`);
  looks += 1;
}

const isThere = (selector) => `!!document.querySelector(${JSON.stringify(selector)})?.checkVisibility()`;

/** The milliseconds from typing a word to the first row that has it, painted. */
const search = (word) => `new Promise((done) => {
  const input = document.querySelector("#controls input[type=search]");
  const start = performance.now();
  input.value = ${JSON.stringify(word)};
  input.dispatchEvent(new Event("input", { bubbles: true }));
  requestAnimationFrame(() => setTimeout(() => done({
    milliseconds: performance.now() - start,
    rows: document.querySelectorAll("#table tbody tr").length,
    first: document.querySelector("#table tbody td.who")?.textContent,
  })));
})`;

/** What stands in a picture of a path, read aloud. */
const pathOf = (identity) => `[...document.querySelectorAll("#detail .paths")].find((one) => one.textContent.includes(${JSON.stringify(identity)}))?.textContent`;
const kPath = (i) => `Path from user-${i} to app-${i}, for the request of the examplebefore denied: no policy allows it now allowed identity user-${i} then group team-${i} then, new, policy read-${i} then, new, resource app-${i}`;

/** Waits for what a busy machine takes its time for. */
const until = (condition) => `new Promise((done) => {
  const look = () => { if (${condition}) done(true); else setTimeout(look, 10); };
  look();
  setTimeout(() => done(false), 10_000);
})`;

async function show(page, hash, title) {
  await page.value(`location.hash = ${JSON.stringify(hash)}; ${until(`document.querySelector("#detail-title")?.textContent === ${JSON.stringify(title)}`)}`);
}

async function checkWithScript(page, count, name) {
  const found = count === 0 ? undefined : `user-${count - 1}`;
  check(await page.value(isThere("#verdict")), `${name}: there is a verdict`);
  check(await page.value(isThere("#grid table")) === count > 0, `${name}: there is a grid where anything changed`);
  if (!found) return;
  check(await page.value("document.querySelectorAll('#table tbody tr').length") === Math.min(count, 200),
    `${name}: the table has at most 200 rows`);
  const result = await page.value(search(found));
  check(result.rows === 1 && result.first === found, `${name}: a search finds who was looked for`);
  check(result.milliseconds < kMostMilliseconds, `${name}: a search takes ${Math.round(result.milliseconds)} ms`);
  await page.value("document.querySelector('#table tbody td.who a').click()");
  await page.value(until("document.querySelector('#detail-title')?.checkVisibility()"));
  if (count < 100) check(await page.value(isThere("#detail article .excerpt")), `${name}: a finding is told with its source lines`);
  check(await page.value(isThere("#detail .strip")), `${name}: a condition is drawn`);
  check(await page.value(pathOf(found)) === kPath(count - 1), `${name}: the path of the example is drawn`);
  await picture(page, `${name}-finding`);
  await accessible(page, `${name}, a finding`);
  for (const [word, about] of [["user", found], ["resource", `app-${count - 1}`]]) {
    await show(page, `q=${word}:${about}`, about);
    check(await page.value(pathOf(found)) === kPath(count - 1), `${name}: a path is drawn on the page of a ${word}`);
    await picture(page, `${name}-${word}`);
    await accessible(page, `${name}, a ${word}`);
  }
}

async function checkSaved(page, name) {
  const saved = await page.value(`new Promise((done) => {
    const create = URL.createObjectURL;
    URL.createObjectURL = (blob) => { blob.text().then(done); return create.call(URL, blob); };
    document.querySelector(".downloads button").click();
  })`);
  const lines = saved.trimEnd().split("\n");
  check(lines.length === 2 && lines[0].startsWith("kind,certainty,identities,") && lines[1].startsWith("gained,must,user-"),
    `${name}: the rows that are shown can be saved`);
}

async function checkWithoutScript(page, address, count) {
  await page.send("Emulation.setScriptExecutionDisabled", { value: true });
  await page.show("screen", "light");
  await page.open(address);
  const name = `${count} findings, no script`;
  check(await page.value(isThere("#verdict")), `${name}: there is a verdict`);
  check(!await page.value(isThere("#grid")), `${name}: no empty grid`);
  if (count > 0)
    check(await page.value("document.querySelectorAll('#table tbody tr').length") === Math.min(count, 200), `${name}: there are rows`);
  await picture(page, `${count}-no-script`);
}

async function checkPage(browser, count) {
  const address = pageOf(count);
  const page = await browser.page();
  await page.send("Browser.setDownloadBehavior", { behavior: "deny" }).catch(() => {});
  const papers = new Set();
  for (const scheme of ["light", "dark"]) {
    await page.show("screen", scheme);
    await page.open("about:blank");
    await page.open(address);
    await page.value("new Promise((done) => requestAnimationFrame(() => setTimeout(done)))");
    papers.add(await page.value("getComputedStyle(document.body).backgroundColor"));
    await picture(page, `${count}-${scheme}`);
    await accessible(page, `${count} findings, ${scheme}`);
    await checkWithScript(page, count, `${count}-${scheme}`);
  }
  check(papers.size === 2, `${count} findings: dark is another paper than light`);
  if (count > 0) await checkSaved(page, `${count} findings`);
  await page.show("print", "light");
  check(await page.value(isThere("#verdict")) && !await page.value(isThere("#controls")) && !await page.value(isThere("#grid")),
    `${count} findings: in print there is a verdict, and nothing to click at`);
  await picture(page, `${count}-print`);
  await checkWithoutScript(page, address, count);
  for (const complaint of page.complaints) check(false, `${count} findings: the console says ${complaint}`);
  for (const request of page.requests) {
    if (request !== "about:blank" && !request.startsWith("blob:null/"))
      check(request.split("#")[0] === address, `${count} findings: ${request} was asked for`);
  }
  console.log(`${count} findings: ${statSync(join(work, `${count}.html`)).size.toLocaleString("en")} bytes`);
  await page.close();
}

/** Everything that a page can have: what is to be reviewed first, with paths, without the script, too. */
async function checkWorld(browser) {
  const address = pageOfWorld();
  const page = await browser.page();
  for (const [media, scheme, width] of [["screen", "light", 1200], ["screen", "dark", 1200], ["screen", "light", 400], ["print", "light", 800]]) {
    const name = `world-${media}-${scheme}-${width}`;
    await page.send("Emulation.setDeviceMetricsOverride", { width, height: 900, deviceScaleFactor: 1, mobile: false });
    await page.show(media, scheme);
    await page.open("about:blank");
    await page.open(address);
    check(await page.value(isThere("#review .paths ol")), `${name}: the path of what is to be reviewed first is drawn`);
    check(await page.value("document.documentElement.scrollWidth <= innerWidth"), `${name}: nothing is wider than the window`);
    await picture(page, name, true);
    await accessible(page, name);
  }
  await page.show("screen", "light");
  await page.send("Emulation.setScriptExecutionDisabled", { value: true });
  await page.open(address);
  check(await page.value(isThere("#review .paths ol")), "world, no script: a path is drawn");
  await picture(page, "world-no-script", true);
  for (const complaint of page.complaints) check(false, `world: the console says ${complaint}`);
  await page.close();
}

const found = chromium();
if (!found) {
  console.log("skipped: there is no Chromium");
  rmSync(work, { recursive: true });
  process.exit(kSkipped);
}
const axe = axeText();
const browser = await Browser.start(found);
try {
  for (const count of [0, 20, 5000]) await checkPage(browser, count);
  await checkWorld(browser);
  if (axe) console.log(`axe-core looked at ${looks} views`);
} finally {
  await browser.close();
  rmSync(work, { recursive: true });
}
process.exit(failures === 0 ? 0 : 1);
