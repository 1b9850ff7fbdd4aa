// Chromium without a window, told what to do over pipes (the DevTools protocol): no package is needed.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export class Browser {
  static async start(program) {
    const profile = mkdtempSync(join(tmpdir(), "accessdrift-chromium-"));
    const child = spawn(program, ["--headless", "--remote-debugging-pipe", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--disable-quic",
      "--disable-background-networking", "--disable-component-update", "--disable-dev-shm-usage", "--no-first-run",
      `--user-data-dir=${profile}`, "about:blank"], { stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"] });
    const browser = new Browser(child, profile);
    await browser.send("Browser.getVersion");
    return browser;
  }

  constructor(child, profile) {
    this.child = child;
    this.profile = profile;
    this.next = 0;
    this.answers = new Map();
    this.listeners = new Set();
    this.ended = new Promise((resolve) => { child.once("exit", resolve); });
    const fail = (error) => {
      for (const { reject } of this.answers.values()) reject(error);
      this.answers.clear();
    };
    child.once("error", fail);
    child.once("exit", (code) => fail(new Error(`the browser ended with ${code}`)));
    child.stdio[3].on("error", fail);
    let rest = "";
    child.stdio[4].setEncoding("utf8").on("data", (text) => {
      const messages = (rest + text).split("\0");
      rest = messages.pop();
      for (const message of messages) this.take(JSON.parse(message));
    });
  }

  take(message) {
    const waiting = this.answers.get(message.id);
    if (!waiting) {
      for (const listener of this.listeners) listener(message);
      return;
    }
    this.answers.delete(message.id);
    if (message.error) waiting.reject(new Error(`${waiting.method}: ${message.error.message}`));
    else waiting.resolve(message.result);
  }

  send(method, params = {}, sessionId = undefined) {
    const id = ++this.next;
    return new Promise((resolve, reject) => {
      this.answers.set(id, { resolve, reject, method });
      this.child.stdio[3].write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    });
  }

  async page() {
    const { targetId } = await this.send("Target.createTarget", { url: "about:blank" });
    const { sessionId } = await this.send("Target.attachToTarget", { targetId, flatten: true });
    const page = new Page(this, sessionId, targetId);
    for (const domain of ["Page", "Runtime", "Log", "Network"]) await page.send(`${domain}.enable`);
    return page;
  }

  async close() {
    await this.send("Browser.close").catch(() => {});
    await this.ended;
    rmSync(this.profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** A tab, and all that it complains of or asks the network for. */
class Page {
  constructor(browser, sessionId, targetId) {
    Object.assign(this, { browser, sessionId, targetId, complaints: [], requests: [], waiting: new Map() });
    browser.listeners.add(this.listener = (message) => { if (message.sessionId === sessionId) this.hear(message); });
  }

  hear({ method, params }) {
    if (method === "Runtime.consoleAPICalled") this.complaints.push(params.args.map((one) => one.value ?? one.description).join(" "));
    if (method === "Runtime.exceptionThrown") this.complaints.push(params.exceptionDetails.exception?.description ?? params.exceptionDetails.text);
    if (method === "Log.entryAdded") this.complaints.push(params.entry.text);
    if (method === "Network.requestWillBeSent") this.requests.push(params.request.url);
    this.waiting.get(method)?.();
    this.waiting.delete(method);
  }

  send(method, params) { return this.browser.send(method, params, this.sessionId); }

  async open(address) {
    const loaded = new Promise((resolve) => { this.waiting.set("Page.loadEventFired", resolve); });
    await this.send("Page.navigate", { url: address });
    await loaded;
  }

  /** What an expression comes to, promises awaited. */
  async value(expression) {
    const { result, exceptionDetails } = await this.send("Runtime.evaluate", { expression, awaitPromise: true, returnByValue: true });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  }

  show(media, scheme) {
    return this.send("Emulation.setEmulatedMedia", { media, features: [{ name: "prefers-color-scheme", value: scheme }] });
  }

  async close() {
    this.browser.listeners.delete(this.listener);
    await this.browser.send("Target.closeTarget", { targetId: this.targetId });
  }
}
