// Every screen of the portal in every built-in language, light and dark, as an administrator previews it: pictures to lay
// side by side, and a complaint where something is wider than the phone.

import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { phone, desktop } from "./pages.mjs";
import { conclude, flags } from "./walk.mjs";

const LANGUAGES = ["en", "ar", "da", "nl", "fr", "de", "it", "ja", "pl", "pt", "es", "sv"];
const SAMPLES = [
  "language", "invited", "invited-elsewhere", "code-entry", "invitation-expired", "login", "login-refused", "browser",
  "computer", "unsuited", "closed", "ownership", "code", "user", "user-found", "site", "eula", "reenrollment", "approval",
  "welcome", "certificate", "trust", "personal", "privacy", "install", "install-fetched", "install-connecting",
  "install-stopped", "complete", "ended", "problem",
];

const { demo, pictures, only } = flags();
const { origin } = new URL(demo.enroll_url);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"],
});
const findings = [];
try {
  const tokens = await previewTokens();
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
    const page = await context.newPage();
    for (const [language, token] of tokens) {
      const folder = join(pictures, `contact-${colorScheme}`, language);
      await mkdir(folder, { recursive: true });
      for (const sample of SAMPLES) {
        const answer = await page.goto(`${origin}/enroll/preview/${token}/${sample}`);
        const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        if (answer.status() !== 200) findings.push(`${language} ${sample}: ${answer.status()}`);
        if (wider > 0) findings.push(`${language} ${sample} (${colorScheme}): ${wider} px wider than the phone`);
        await page.screenshot({ path: join(folder, `${sample}.png`), fullPage: true });
      }
    }
    await context.close();
  }
} finally {
  await browser.close();
}
conclude(findings);

/** Signs in to the console and reads the address of the preview out of each language's page. */
async function previewTokens() {
  const context = await browser.newContext({ userAgent: desktop.agent, ignoreHTTPSErrors: true });
  const page = await context.newPage();
  await page.goto(`${origin}/console`);
  await page.fill("[name=username]", demo.admin.username);
  await page.fill("[name=password]", demo.admin.password);
  await Promise.all([page.waitForNavigation(), page.click("main [type=submit]")]);
  const tokens = [];
  for (const language of LANGUAGES.filter((code) => !only || only === code)) {
    await page.goto(`${origin}/console/settings/user-initiated-enrollment/messaging/${language}/login`);
    const source = await page.getAttribute("iframe", "src");
    tokens.push([language, source.split("/")[3]]);
  }
  await context.close();
  return tokens;
}
