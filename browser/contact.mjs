// Every screen of the portal in every built-in language, light and dark, as an administrator previews it: pictures to lay
// side by side, and a complaint where something is wider than the phone or axe finds something.

import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { phone, desktop } from "./pages.mjs";
import { axeSource, axeTags, conclude, flags } from "./walk.mjs";

const { demo, pictures, only } = flags();
const { origin } = new URL(demo.enroll_url);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"],
});
const findings = [];
try {
  const { tokens, samples } = await previews();
  for (const colorScheme of ["light", "dark"]) {
    const context = await browser.newContext({
      colorScheme,
      viewport: { width: phone.width, height: phone.height },
      deviceScaleFactor: 1,
      isMobile: true,
      hasTouch: true,
      userAgent: phone.agent,
      ignoreHTTPSErrors: true,
    });
    await context.route("**/enroll/preview/**", unbox);
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    for (const [language, token] of tokens) {
      const folder = join(pictures, `contact-${colorScheme}`, language);
      await mkdir(folder, { recursive: true });
      for (const sample of samples) {
        const answer = await page.goto(`${origin}/enroll/preview/${token}/${sample}`);
        const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        if (answer.status() !== 200) findings.push(`${language} ${sample}: ${answer.status()}`);
        if (wider > 0) findings.push(`${language} ${sample} (${colorScheme}): ${wider} px wider than the phone`);
        for (const found of await axe(page)) findings.push(`${language} ${sample} (${colorScheme}): ${found}`);
        await page.screenshot({ path: join(folder, `${sample}.png`), fullPage: true });
      }
    }
    await context.close();
  }
} finally {
  await browser.close();
}
conclude(findings);

/** Lets axe's timers run on a page that may run nothing, while the page's own scripts stay out as they do in its frame. */
async function unbox(route) {
  const response = await route.fetch();
  const headers = response.headers();
  const rules = headers["content-security-policy"].split("; ").filter((rule) => !/^(sandbox|script-src)/.test(rule));
  await route.fulfill({ response, headers: { ...headers, "content-security-policy": [...rules, "script-src 'none'"].join("; ") } });
}

/** Returns what axe finds. */
async function axe(page) {
  await page.evaluate(axeSource);
  return page.evaluate(async (values) => {
    const { violations } = await globalThis.axe.run(document, { runOnly: { type: "tag", values } });
    return violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.target.join(" ")).join(", ")}`);
  }, axeTags);
}

/** Signs in to the console and reads what there is to look at out of its pages: the languages, each with the word for its
 * preview, and the names of the samples. */
async function previews() {
  const context = await browser.newContext({ userAgent: desktop.agent, ignoreHTTPSErrors: true });
  const page = await context.newPage();
  const messaging = `${origin}/console/settings/user-initiated-enrollment/messaging`;
  const all = (selector, read) => page.$$eval(selector, (found, name) => found.map((one) => one.getAttribute(name)), read);
  await page.goto(`${origin}/console`);
  await page.fill("[name=username]", demo.admin.username);
  await page.fill("[name=password]", demo.admin.password);
  await Promise.all([page.waitForNavigation(), page.click("main [type=submit]")]);
  await page.goto(messaging);
  const links = await all("main a[href*='/messaging/']", "href");
  const languages = [...new Set(links.map((link) => link.split("/messaging/")[1].split(/[/?#]/)[0]))];
  const tokens = [];
  for (const language of languages.filter((code) => /^[a-z]{2,3}(-|$)/.test(code) && (!only || only === code))) {
    await page.goto(`${messaging}/${language}/login`);
    tokens.push([language, (await page.getAttribute("iframe", "src")).split("/")[3]]);
  }
  const screens = [...new Set(await all("main a[href*='/messaging/']", "href"))].filter((link) => /messaging\/[^/]+\/(?!export|history)[a-z-]+$/.test(link));
  const samples = new Set();
  for (const screen of screens) {
    await page.goto(new URL(screen, origin).href);
    for (const name of await all("select[name=sample] option", "value")) samples.add(name);
  }
  await context.close();
  return { tokens, samples: [...samples] };
}
