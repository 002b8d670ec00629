// Debian's Firefox ESR as careful readers set it: no SVG, no fonts of the page, no scripts. It is asked through
// Marionette, the protocol below its WebDriver: `[0, id, command, parameters]` behind the length in bytes.

import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { setTimeout as after } from "node:timers/promises";

const NAMES = ["firefox-esr", "firefox"];

/// What a reader turns off, and what would talk to the network or change the page.
const PREFERENCES = {
  "svg.disabled": true,
  "gfx.downloadable_fonts.enabled": false,
  "javascript.enabled": false,
  "marionette.port": 0,
  "network.proxy.type": 0,
  "app.update.disabledForTesting": true,
  "browser.startup.page": 0,
  "browser.startup.homepage_override.mstone": "ignore",
  "datareporting.policy.dataSubmissionEnabled": false,
  "toolkit.telemetry.reportingpolicy.firstRun": false,
  "services.settings.server": "data:,",
  "network.captive-portal-service.enabled": false,
  "network.connectivity-service.enabled": false,
};

function executable() {
  const folders = (process.env.PATH ?? "").split(delimiter);
  const places = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  const found = process.env.FIREFOX ?? places.find((place) => existsSync(place));
  if (!found) throw new Error("no Firefox: install Debian's package `firefox-esr`");
  return found;
}

/// The port that the browser chose, which it writes into its profile.
async function portOf(profile, child) {
  for (let waited = 0; waited < 600; waited += 1) {
    if (child.exitCode !== null) throw new Error(`Firefox ended with ${child.exitCode}`);
    const text = await readFile(join(profile, "MarionetteActivePort"), "utf8").catch(() => "");
    if (/^\d+$/.test(text.trim())) return Number(text);
    await after(100);
  }
  throw new Error("Firefox does not answer");
}

class Marionette {
  #socket;
  #rest = Buffer.alloc(0);
  #waiting = new Map();
  #last = 0;

  constructor(socket) {
    this.#socket = socket;
    socket.on("data", (data) => this.#read(data));
    socket.on("close", () => this.#waiting.forEach(({ reject }) => reject(new Error("Firefox is gone"))));
    socket.on("error", () => {});
  }

  #read(data) {
    this.#rest = Buffer.concat([this.#rest, data]);
    for (;;) {
      const colon = this.#rest.indexOf(":");
      const length = Number(this.#rest.subarray(0, colon).toString());
      if (colon < 0 || this.#rest.length < colon + 1 + length) return;
      const message = JSON.parse(this.#rest.subarray(colon + 1, colon + 1 + length).toString());
      this.#rest = this.#rest.subarray(colon + 1 + length);
      // The first one says who speaks.
      if (!Array.isArray(message)) continue;
      const [, id, fault, result] = message;
      const { resolve, reject } = this.#waiting.get(id);
      this.#waiting.delete(id);
      fault ? reject(new Error(`${fault.error}: ${fault.message}`)) : resolve(result?.value ?? result);
    }
  }

  ask(command, parameters = {}) {
    const id = (this.#last += 1);
    const body = Buffer.from(JSON.stringify([0, id, command, parameters]));
    this.#socket.write(Buffer.concat([Buffer.from(`${body.length}:`), body]));
    return new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
  }

  close() {
    this.#socket.destroy();
  }
}

/// A browser of its own profile. `ask` sends a command; `close` ends the browser.
export async function careful() {
  const profile = await mkdtemp(join(tmpdir(), "casebook-firefox-"));
  const lines = Object.entries(PREFERENCES).map(([name, value]) => `user_pref("${name}", ${JSON.stringify(value)});`);
  await writeFile(join(profile, "user.js"), lines.join("\n"));
  const child = spawn(executable(), ["--headless", "--marionette", "--no-remote", "--profile", profile], {
    stdio: "ignore",
    env: { ...process.env, MOZ_HEADLESS: "1", HOME: profile },
  });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  const socket = connect(await portOf(profile, child), "127.0.0.1");
  await new Promise((resolve, reject) => socket.once("connect", resolve).once("error", reject));
  const marionette = new Marionette(socket);
  await marionette.ask("WebDriver:NewSession", { capabilities: { alwaysMatch: {} } });
  return {
    ask: (command, parameters) => marionette.ask(command, parameters),
    async close() {
      await marionette.ask("Marionette:Quit", { flags: ["eForceQuit"] }).catch(() => {});
      marionette.close();
      await Promise.race([ended, after(5_000)]);
      child.kill("SIGKILL");
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
