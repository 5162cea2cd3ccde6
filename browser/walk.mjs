// Walks through steps with any browser that can `goto`, `fill`, `click`, `heading`, `href`, `run` a script, and take a `picture`.

import { readFileSync, mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { parseArgs } from "node:util";
import https from "node:https";

export const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
export const axeTags = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"];
const headingTimeoutMs = 10_000;

/** Reads the flags that both scripts share. */
export function flags() {
  const { values } = parseArgs({ options: { demo: { type: "string" }, pictures: { type: "string" }, only: { type: "string" } } });
  if (!values.demo || !values.pictures) {
    console.error("usage: node SCRIPT --demo FILE --pictures FOLDER [--only DOOR]\nFILE holds the line that `vestibule demo --json` prints");
    process.exit(2);
  }
  return { demo: JSON.parse(readFileSync(values.demo, "utf8")), pictures: values.pictures, only: values.only };
}

/** Walks through all steps; returns what is wrong with the pages. A step that cannot be taken is an error. */
export async function walk(browser, steps, demo, folder) {
  mkdirSync(folder, { recursive: true });
  const findings = [];
  for (const step of steps) {
    try {
      await take(browser, step, demo);
      if (step.quiet) continue;
      await browser.picture(join(folder, `${step.name}.png`));
      const found = await look(browser);
      findings.push(...found.map((finding) => `${folder}/${step.name}: ${finding}`));
      console.log(`${found.length ? "✗" : "✓"} ${folder}/${step.name}.png`);
    } catch (error) {
      await browser.picture(join(folder, `${step.name}-failed.png`)).catch(() => {});
      throw new Error(`${folder}/${step.name}: ${error.message}`, { cause: error });
    }
  }
  return findings;
}

/** Ends the script: 1 and a list when there are findings. */
export function conclude(findings) {
  for (const finding of findings) console.error(finding);
  console.log(findings.length ? `${findings.length} findings` : "nothing to mend");
  process.exitCode = findings.length ? 1 : 0;
}

/** Gives up on a promise after a while, so that no browser that hangs holds up the run. */
export function within(ms, what, promise) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what}: nothing for ${ms / 1000} s`)), ms);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

async function take(browser, step, demo) {
  if (step.open) await browser.goto(new URL(step.open, demo.enroll_url).href);
  for (const [selector, value] of Object.entries(step.fill ?? {})) await browser.fill(selector, value);
  if (step.check) await browser.check(step.check);
  if (step.download) await download(new URL(await browser.href(step.download), demo.enroll_url));
  if (step.click) await browser.click(step.click);
  if (step.heading) await awaitHeading(browser, step.heading);
}

async function awaitHeading(browser, expected) {
  const deadline = Date.now() + headingTimeoutMs;
  let heading;
  do {
    heading = await browser.heading().catch(() => undefined);
    if (heading?.includes(expected)) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  } while (Date.now() < deadline);
  throw new Error(`the heading is ${JSON.stringify(heading)} instead of ${JSON.stringify(expected)}`);
}

/** Fetches the profile with nothing but its link, and checks what a phone goes by. */
function download(url) {
  return new Promise((resolve, reject) => {
    const request = https.get(url, { rejectUnauthorized: false, timeout: 10_000 }, (response) => {
      response.resume();
      const type = response.headers["content-type"];
      const right = response.statusCode === 200 && type === "application/x-apple-aspen-config";
      response.on("end", () => (right ? resolve() : reject(new Error(`the profile came as ${response.statusCode} ${type}`))));
    });
    request.on("timeout", () => request.destroy(new Error("the profile did not come")));
    request.on("error", reject);
  });
}

/** Returns what is wrong with the page: what it costs, axe's findings, and whatever makes it scroll sideways. */
async function look(browser) {
  const measured = browser.measure ? await browser.measure() : [];
  const findings = [...measured, ...(await browser.run(axeSource, axeTags))];
  const overflow = await browser.overflow();
  if (overflow > 0) findings.push(`${overflow} px too wide`);
  return [...findings, ...(browser.complaints?.splice(0) ?? [])];
}
