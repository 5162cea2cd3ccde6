// What a page costs somebody on a phone with a slow connection and a thumb: octets until it stands, things that move under the
// eyes, and targets that are too small to hit. Chromium alone can tell the first two.

const loadBytesMax = 60_000; // of a page with all that belongs to it, nothing of it known before
const shiftMax = 0.01;
const targetPxMin = 44;

/** Begins to watch a page; returns a function that says what was wrong with what it showed last. */
export async function watch(context, page, { hasThumb }) {
  const protocol = await context.newCDPSession(page);
  await protocol.send("Network.enable");
  await protocol.send("Network.setCacheDisabled", { cacheDisabled: true });
  let loaded = [];
  const paths = new Map();
  protocol.on("Network.requestWillBeSent", ({ requestId, type, request }) => {
    if (type === "Document") loaded = [];
    paths.set(requestId, new URL(request.url).pathname);
  });
  protocol.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    loaded.push([paths.get(requestId), encodedDataLength]);
  });
  await page.addInitScript(() => {
    globalThis.shifts = [];
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const moved = entry.sources.map(({ node }) => node?.id || node?.className || node?.nodeName);
        if (!entry.hadRecentInput) globalThis.shifts.push({ value: entry.value, moved });
      }
    }).observe({ type: "layout-shift", buffered: true });
  });
  return async () => {
    await page.waitForLoadState("load");
    const findings = [];
    const bytes = loaded.reduce((sum, [, length]) => sum + length, 0);
    if (bytes > loadBytesMax) {
      findings.push(`${bytes} octets to load: ${loaded.map(([path, length]) => `${path} ${length}`).join(", ")}`);
    }
    const shifts = await page.evaluate(() => globalThis.shifts ?? []);
    const shift = shifts.reduce((sum, { value }) => sum + value, 0);
    if (shift > shiftMax) findings.push(`moves by ${shift.toFixed(3)}: ${shifts.flatMap(({ moved }) => moved).join(", ")}`);
    if (hasThumb) findings.push(...(await page.evaluate(smallTargets, targetPxMin)));
    return findings;
  };
}

/** Finds what can be tapped and is smaller than a fingertip; a link within a sentence may be. */
function smallTargets(least) {
  const found = [];
  for (const element of document.querySelectorAll("a[href], button, summary, input:not([type=hidden]), select, textarea")) {
    // The whole row of a field takes the tap for it.
    const target = element.closest(".field, .radio, label") ?? element;
    const { width, height } = target.getBoundingClientRect();
    const isShown = target.checkVisibility({ visibilityProperty: true }) && width > 1 && height > 1;
    const isInSentence = element.matches("a") && getComputedStyle(element).display === "inline" && element.closest("p, li, dd");
    if (isShown && !isInSentence && Math.min(Math.round(width), Math.round(height)) < least) {
      found.push(`${Math.round(width)}×${Math.round(height)} px to tap: ${element.outerHTML.slice(0, 80)}`);
    }
  }
  return found;
}
