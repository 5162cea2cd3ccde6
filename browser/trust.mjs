// The two-step way in a Chromium that knows nothing of the demo's root: somebody goes past the warning, the portal notices by
// its second name that the root is not trusted; then it is, and the portal goes on by itself.

import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { desktop, phone } from "./pages.mjs";
import { conclude, flags, within } from "./walk.mjs";

const { demo, pictures } = flags();
const { origin } = new URL(demo.enroll_url);
const person = demo.people.at(-1);
const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
const args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"];
const folder = join(pictures, "chromium-trust");
mkdirSync(folder, { recursive: true });
const home = mkdtempSync(join(tmpdir(), "trust-"));
const findings = [];
try {
  await setTwoStep(true);
  await walkUntrusted();
  trustRoot();
  await walkTrusted();
  await setTwoStep(false);
} finally {
  rmSync(home, { recursive: true, force: true });
}
conclude(findings);

/** Goes to the trust page past the browser's warning. An exception for one name must not pass for trust. */
async function walkUntrusted() {
  await withPhone(async (page) => {
    await page.goto(`${origin}/enroll`).then(
      () => findings.push("a browser that knows nothing of the root shows no warning"),
      () => {},
    );
    await goPastWarning(page);
    await page.fill("[name=username]", person.username);
    await page.fill("[name=password]", person.password);
    await page.click("main form [type=submit]");
    await page.waitForURL("**/enroll/welcome");
    await page.click(".thumb a.button");
    await page.waitForURL("**/enroll/certificate");
    await picture(page, "certificate");
    const link = await page.getAttribute("#download", "href");
    const answer = await page.request.get(new URL(link, origin).href, { ignoreHTTPSErrors: true });
    if (answer.headers()["content-type"] !== "application/x-apple-aspen-config") findings.push(`the root came as ${answer.headers()["content-type"]}`);
    await page.goto(`${origin}/enroll/trust`);
    await page.waitForSelector("#trust[data-state=untrusted]");
    await picture(page, "untrusted");
    await page.waitForTimeout(5_000); // two more tries
    if ((await page.getAttribute("#trust", "data-state")) !== "untrusted") findings.push("the page went on without trust");
  });
}

/** Goes past Chromium's warning by the word that it listens for, once it listens. */
async function goPastWarning(page) {
  for (let tries = 0; tries < 10; tries++) {
    await page.keyboard.type("thisisunsafe");
    const isPast = await page.waitForURL(`${origin}/enroll`, { timeout: 2_000 }).then(() => true, () => false);
    if (isPast) return;
  }
  throw new Error("Chromium's warning cannot be gone past");
}

/** Comes back to the same session in a browser that trusts the root now. */
async function walkTrusted() {
  await withPhone(async (page) => {
    await page.goto(`${origin}/enroll/trust`);
    await page.waitForURL("**/enroll/install");
    await picture(page, "trusted");
    await page.click("form[action='/enroll/logout'] [type=submit]");
    await page.waitForURL(`${origin}/enroll`);
  });
}

/** Opens the phone's browser, with what it has kept. */
async function withPhone(steps) {
  const context = await chromium.launchPersistentContext(join(home, "profile"), {
    executablePath,
    args,
    env: { ...process.env, HOME: home },
    viewport: { width: phone.width, height: phone.height },
    isMobile: true,
    hasTouch: true,
    userAgent: phone.agent,
  });
  try {
    const page = context.pages()[0] ?? (await context.newPage());
    page.setDefaultTimeout(15_000);
    await within(90_000, "the phone", steps(page));
  } finally {
    await context.close();
  }
}

/** Trusts the demo's root in the phone's browser, as the switch in Settings does. */
function trustRoot() {
  const database = join(home, ".pki/nssdb");
  mkdirSync(database, { recursive: true });
  const certutil = (...words) => execFileSync("certutil", ["-d", `sql:${database}`, ...words], { stdio: ["ignore", "ignore", "inherit"] });
  certutil("-N", "--empty-password");
  certutil("-A", "-n", "demo", "-t", "C,,", "-i", demo.ca_pem);
}

/** Has an administrator choose between the two ways. */
async function setTwoStep(isTwoStep) {
  const browser = await chromium.launch({ executablePath, args });
  try {
    const context = await browser.newContext({ userAgent: desktop.agent, ignoreHTTPSErrors: true });
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    await page.goto(`${origin}/console`);
    await page.fill("[name=username]", demo.admin.username);
    await page.fill("[name=password]", demo.admin.password);
    await Promise.all([page.waitForNavigation(), page.click("main [type=submit]")]);
    await page.goto(`${origin}/console/settings/user-initiated-enrollment/general`);
    await page.setChecked("[name=skip_certificate_installation]", !isTwoStep);
    await Promise.all([page.waitForNavigation(), page.click("main form [type=submit]")]);
  } finally {
    await browser.close();
  }
}

function picture(page, name) {
  return page.screenshot({ path: join(folder, `${name}.png`), fullPage: true, animations: "disabled" });
}
