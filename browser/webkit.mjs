// The portal and the console in WebKitGTK's MiniBrowser, the nearest to Safari that runs here, on a screen of a phone's size.
//
// The driver's own screenshots never come back on a virtual screen, so pictures are taken of the screen; and because other
// calls may hang as well, each has a deadline.

import { spawn, spawnSync } from "node:child_process";
import { createServer } from "node:net";
import { openSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { console as consolePages, phone, portal } from "./pages.mjs";
import { conclude, flags, walk, within } from "./walk.mjs";

const callTimeoutMs = 20_000;
const miniBrowser = process.env.MINIBROWSER ?? "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser";
const elementKey = "element-6066-11e4-a52e-4f735466cecf";

const { demo, pictures } = flags();
mkdirSync(pictures, { recursive: true });
const log = openSync(join(pictures, "webkit.log"), "w");
const children = [];
const findings = [];
try {
  const display = await startScreen();
  start("openbox", [], { DISPLAY: display });
  for (const scheme of ["light", "dark"]) {
    const browser = await startBrowser(display, scheme);
    for (const [room, steps] of [["portal", portal], ["console", consolePages]]) {
      findings.push(...(await walk(browser, steps(demo), demo, join(pictures, `webkit-${room}-phone-${scheme}`))));
    }
    await browser.close();
  }
} finally {
  for (const child of children.reverse()) end(child);
}
conclude(findings);

/** Starts a program in a process group of its own, so that what it starts in turn ends with it. */
function start(program, words, environment, extra = []) {
  const child = spawn(program, words, {
    detached: true,
    env: { ...process.env, ...environment },
    stdio: ["ignore", log, log, ...extra],
  });
  child.on("error", (error) => console.error(`${program}: ${error.message}`));
  children.push(child);
  return child;
}

function end(child) {
  try {
    process.kill(-child.pid, "SIGKILL");
  } catch {
    // it has ended by itself
  }
}

/** Starts a virtual screen; it chooses its own number and says it on the pipe. */
async function startScreen() {
  const size = `${phone.width}x${phone.height}x24`;
  const screen = start("Xvfb", ["-displayfd", "3", "-screen", "0", size, "-nolisten", "tcp"], {}, ["pipe"]);
  const number = new Promise((resolve) => screen.stdio[3].once("data", (data) => resolve(String(data).trim())));
  return `:${await within(callTimeoutMs, "Xvfb", number)}`;
}

async function startBrowser(display, scheme) {
  const port = await freePort();
  const driver = start("WebKitWebDriver", [`--port=${port}`], {
    DISPLAY: display,
    GDK_BACKEND: "x11",
    GTK_THEME: "Adwaita",
    WEBKIT_DISABLE_DMABUF_RENDERER: "1",
    LIBGL_ALWAYS_SOFTWARE: "1",
    WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: "1",
  });
  const base = `http://127.0.0.1:${port}`;
  await answering(`${base}/status`);
  const { sessionId } = await call("POST", `${base}/session`, {
    capabilities: {
      alwaysMatch: {
        browserName: "MiniBrowser",
        acceptInsecureCerts: true,
        "webkitgtk:browserOptions": { binary: miniBrowser, args: ["--automation", "--full-screen", `--user-agent=${phone.agent}`, ...(scheme === "dark" ? ["--dark-mode"] : [])] },
      },
    },
  });
  const session = `${base}/session/${sessionId}`;
  await filled(session);
  return { ...words(session, display), close: () => call("DELETE", session).finally(() => end(driver)) };
}

/** Waits until the page fills the screen, which takes the window manager a moment. */
async function filled(session) {
  const deadline = Date.now() + callTimeoutMs;
  let size;
  while (Date.now() < deadline) {
    size = await call("POST", `${session}/execute/sync`, { script: "return innerWidth + '×' + innerHeight", args: [] });
    if (size === `${phone.width}×${phone.height}`) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`the page is ${size} instead of filling the screen`);
}

/** Gives a session the few words that the walk speaks. */
function words(session, display) {
  const find = async (selector) =>
    (await call("POST", `${session}/element`, { using: "css selector", value: selector }))[elementKey];
  const script = (text, ...args) => call("POST", `${session}/execute/sync`, { script: text, args });
  return {
    goto: (url) => call("POST", `${session}/url`, { url }),
    fill: async (selector, text) => {
      const element = await find(selector);
      await script("arguments[0].scrollIntoView({ block: 'center' })", { [elementKey]: element });
      await call("POST", `${session}/element/${element}/clear`, {});
      await call("POST", `${session}/element/${element}/value`, { text });
    },
    check: (selector) => script("document.querySelector(arguments[0]).click()", selector),
    click: async (selector) => {
      const before = await script("window.beforeTheClick = true; return location.href");
      const element = await find(selector);
      await script("arguments[0].scrollIntoView({ block: 'center' })", { [elementKey]: element });
      await call("POST", `${session}/element/${element}/click`, {});
      await leaving(script, before);
    },
    href: (selector) => script("return document.querySelector(arguments[0])?.getAttribute('href')", selector),
    heading: () => script("return document.querySelector('h1')?.textContent"),
    run: async (source, tags) => {
      await script(`${source}; window.axe = axe;`);
      return call("POST", `${session}/execute/async`, {
        script: `const [values, done] = arguments;
          axe.run(document, { runOnly: { type: "tag", values } }).then(
            ({ violations }) => done(violations.map((one) => one.id + " (" + one.impact + "): " + one.help + ": " + one.nodes.map((node) => node.target.join(" ")).join(", "))),
            (error) => done(["axe: " + error]));`,
        args: [tags],
      });
    },
    overflow: () => script("return document.documentElement.scrollWidth - document.documentElement.clientWidth"),
    picture: async (path) => {
      // Two frames, so that what was laid out has been drawn.
      await call("POST", `${session}/execute/async`, {
        script: "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => done()))",
        args: [],
      });
      const taken = spawnSync("import", ["-display", display, "-window", "root", path], { timeout: callTimeoutMs });
      if (taken.status !== 0) throw new Error(`import: ${taken.error?.message ?? taken.stderr}`);
    },
  };
}

/** Waits until a click has led to a fresh document; a mark on the old one tells the two apart. */
async function leaving(script, before) {
  const deadline = Date.now() + callTimeoutMs;
  while (Date.now() < deadline) {
    const still = await script("return window.beforeTheClick === true || document.readyState !== 'complete'").catch(() => true);
    if (!still) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`the click on ${before} led nowhere`);
}

async function call(method, url, body) {
  const response = await fetch(url, {
    method,
    body: body && JSON.stringify(body),
    headers: { "content-type": "application/json" },
    signal: AbortSignal.timeout(callTimeoutMs),
  }).catch((error) => {
    throw new Error(`${method} ${new URL(url).pathname}: ${error.message}`);
  });
  const { value } = await response.json();
  if (!response.ok) throw new Error(`${method} ${new URL(url).pathname}: ${value?.error}: ${value?.message}`);
  return value;
}

async function answering(url) {
  const deadline = Date.now() + callTimeoutMs;
  while (Date.now() < deadline) {
    if (await fetch(url, { signal: AbortSignal.timeout(1_000) }).then((response) => response.ok, () => false)) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("WebKitWebDriver does not answer");
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
