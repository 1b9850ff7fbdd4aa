// Opens pages of `diff --html` from disk in Chromium: of no, 20 and 5,000 findings, light and dark, in print, without script.
// Nothing may be complained of on the console or asked of the network.
//
//   node pages.mjs PROGRAM        the program that writes the pages
//
// Without Chromium it is skipped (77). CHROMIUM names it, if it has none of its usual names in the PATH; AXE, a copy of
// axe.min.js, has axe-core look through every page, too; PICTURES, a folder, gets a picture of each.
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

import { Browser } from "./browser.mjs";

const kSkipped = 77;
const kMostMilliseconds = 1000;
const program = resolve(process.argv[2]);
const work = mkdtempSync(join(tmpdir(), "accessdrift-pages-"));
let failures = 0;

function check(is, what) {
  if (is) return;
  failures += 1;
  console.error(`FAILED: ${what}`);
}

function chromium() {
  const names = [process.env.CHROMIUM, "chromium", "chromium-browser", "google-chrome"].filter(Boolean);
  return names.find((name) => spawnSync(name, ["--version"]).status === 0);
}

/** A configuration in which each of `count` people may read something of their own, if they show a second factor. */
function configurationOf(count) {
  const all = [...Array(count).keys()];
  const entries = (entry) => Object.fromEntries(all.map(entry));
  return {
    accessdrift: 1,
    context: { "auth.mfa": "bool" },
    networks: { office: ["10.0.0.0/8"] },
    users: { nobody: {}, ...entries((i) => [`user-${i}`, {}]) },
    resources: { nothing: {}, ...entries((i) => [`app-${i}`, {}]) },
    policies: {
      none: { allow: ["nobody"], to: ["nothing"] },
      ...entries((i) => [`read-${i}`, { allow: [`user-${i}`], to: [`app-${i}`], when: i % 2 ? "auth.mfa" : "request.ip in networks.office" }]),
    },
  };
}

/** The address of a page on what that many people gain. */
function pageOf(count) {
  const page = join(work, `${count}.html`);
  for (const [side, people] of [["before", 0], ["after", count]]) {
    mkdirSync(join(work, side), { recursive: true });
    writeFileSync(join(work, side, "access.json"), JSON.stringify(configurationOf(people), null, 1));
  }
  execFileSync(program, ["diff", "before", "after", "--html", page, "--stat"], { cwd: work, stdio: ["ignore", "ignore", "inherit"] });
  return pathToFileURL(page).href;
}

async function picture(page, name, whole = false) {
  if (!process.env.PICTURES) return;
  const { data } = await page.send("Page.captureScreenshot", { format: "png", captureBeyondViewport: whole });
  writeFileSync(join(process.env.PICTURES, `${name}.png`), Buffer.from(data, "base64"));
}

/** Without the rule that takes permalinks for links to a part of the page. */
async function accessible(page, name) {
  if (!process.env.AXE) return;
  await page.value(`${readFileSync(process.env.AXE, "utf8")};undefined`);
  const found = await page.value(`axe.run(document, { resultTypes: ["violations"], rules: { "skip-link": { enabled: false } } }).then(({ violations }) =>
    violations.map((one) => one.id + ": " + one.nodes[0].html.slice(0, 160)))`);
  for (const violation of found) check(false, `${name}: axe ${violation}`);
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
  await page.value("new Promise((done) => setTimeout(done, 50))");
  if (count < 100) check(await page.value(isThere("#detail article .excerpt")), `${name}: a finding is told with its source lines`);
  check(await page.value(isThere("#detail .strip")), `${name}: a condition is drawn`);
  await picture(page, `${name}-finding`);
  await accessible(page, `${name}, a finding`);
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

const found = chromium();
if (!found) {
  console.log("skipped: there is no Chromium");
  rmSync(work, { recursive: true });
  process.exit(kSkipped);
}
const browser = await Browser.start(found);
try {
  for (const count of [0, 20, 5000]) await checkPage(browser, count);
} finally {
  await browser.close();
  rmSync(work, { recursive: true });
}
process.exit(failures === 0 ? 0 : 1);
