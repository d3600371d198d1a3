// node keyboard.mjs BASE_URL: with Tab and Enter alone, on one page of each kind. Every link, button and field is reached
// in the order of the page, can be seen to have the focus, and lets go of it; what folds unfolds; the skip link skips.
import { NARROW, withBrowser } from "./browser.mjs";
import { ONE, pagesFrom } from "./crawl.mjs";
import { Problems } from "./problems.mjs";
import { defineTabStops } from "./tabstops.mjs";
import { walkByTab } from "./tabwalk.mjs";

const problems = new Problems("keyboard");

async function skip(page, url) {
  await page.goto(url);
  await page.keyboard.press("Tab");
  const target = await page.evaluate(() => document.activeElement.getAttribute("href"));
  if (!target?.startsWith("#")) return problems.add(url, "the first stop is not a skip link");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  const isPast = await page.evaluate((id) => {
    const place = document.getElementById(id)?.compareDocumentPosition(document.activeElement);
    return Boolean(place & Node.DOCUMENT_POSITION_FOLLOWING);
  }, target.slice(1));
  const hasStops = await page.locator(`${target} :is(a[href], button, input, summary)`).count();
  if (hasStops && !isPast) problems.add(url, `the skip link does not lead into ${target}`);
}

async function unfold(page, url) {
  await page.goto(url);
  for (const fold of await page.$$("details:not([open]) > summary:visible")) {
    await fold.focus();
    await page.keyboard.press("Enter");
    const isOpen = await fold.evaluate((summary) => summary.parentElement.open);
    if (!isOpen) problems.add(url, `Enter does not unfold “${await fold.innerText()}”`);
  }
}

await problems.during(() => withBrowser(async (browser) => {
  const context = await browser.newContext({ viewport: NARROW, reducedMotion: "reduce" });
  await context.addInitScript(defineTabStops);
  const page = await context.newPage();
  const counts = [];
  for await (const { url } of pagesFrom(process.argv[2], browser, problems, ONE)) {
    await page.goto(url);
    counts.push(await walkByTab(page, url, problems));
    await skip(page, url);
    await unfold(page, url);
  }
  console.log(`reached ${counts.reduce((sum, count) => sum + count, 0)} stops on ${counts.length} pages`);
}));
