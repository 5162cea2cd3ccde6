// The portal and the console in Chromium, light and dark, on a phone and on a desk.

import { join } from "node:path";
import { chromium } from "playwright-core";
import { watch } from "./measure.mjs";
import * as pages from "./pages.mjs";
import { conclude, flags, walk } from "./walk.mjs";

const walks = [
  { door: "portal", screen: pages.phone, steps: pages.portal, isMeasured: true },
  { door: "portal-desktop", screen: pages.desktop, steps: pages.portalElsewhere, isMeasured: true },
  { door: "portal-other-browser", screen: pages.otherPhone, steps: pages.portalElsewhere, isMeasured: true },
  { door: "portal-old-phone", screen: pages.oldPhone, steps: pages.portalInstall, isMeasured: true },
  { door: "portal-ipad", screen: pages.tablet, steps: pages.portalInstall, isMeasured: true },
  { door: "portal-without-script", screen: pages.phone, steps: pages.portalWithoutScript, isWithoutScript: true },
  { door: "console", screen: pages.desktop, steps: pages.console },
  { door: "console", screen: pages.tablet, steps: pages.console },
  { door: "console", screen: { ...pages.phone, agent: pages.desktop.agent }, steps: pages.console },
];

const { demo, pictures, only } = flags();
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});
const findings = [];
try {
  for (const { door, screen, steps, isMeasured, isWithoutScript } of walks.filter(({ door }) => !only || only === door)) {
    for (const colorScheme of ["light", "dark"]) {
      const context = await browser.newContext({
        colorScheme,
        javaScriptEnabled: !isWithoutScript,
        viewport: { width: screen.width, height: screen.height },
        deviceScaleFactor: 2,
        isMobile: screen.mobile,
        hasTouch: screen.mobile,
        userAgent: screen.agent,
        ignoreHTTPSErrors: true, // the demo's authority is its own; who trusts it is the phone's affair
      });
      const folder = join(pictures, `chromium-${door}-${screen.name}-${colorScheme}`);
      findings.push(...(await walk(await tab(context, isMeasured && { hasThumb: screen.mobile }), steps(demo), demo, folder)));
      await context.close();
    }
  }
} finally {
  await browser.close();
}
conclude(findings);

/** Gives a tab the few words that the walk speaks. */
async function tab(context, measured) {
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const measure = measured && (await watch(context, page, measured));
  const complaints = [];
  page.on("pageerror", (error) => complaints.push(`script: ${error.message}`));
  page.on("console", (message) => {
    if (message.text().includes("Content Security Policy")) complaints.push(message.text());
  });
  return {
    complaints,
    goto: (url) => page.goto(url),
    fill: (selector, value) => page.fill(selector, value),
    check: (selector) => page.check(selector, { force: true }),
    href: (selector) => page.getAttribute(selector, "href"),
    heading: () => page.textContent("h1", { timeout: 1_000 }),
    // Every click of the walk leads to another page; what that page is, the next heading says.
    click: async (selector) => {
      await Promise.all([page.waitForNavigation(), page.click(selector)]);
    },
    run: async (source, tags) => {
      await page.evaluate(source);
      return page.evaluate(async (values) => {
        const { violations } = await globalThis.axe.run(document, { runOnly: { type: "tag", values } });
        return violations.map((one) => `${one.id} (${one.impact}): ${one.help}: ${one.nodes.map((node) => node.target.join(" ")).join(", ")}`);
      }, tags);
    },
    measure,
    overflow: () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth),
    picture: (path) => page.screenshot({ path, fullPage: true, animations: "disabled" }),
  };
}
