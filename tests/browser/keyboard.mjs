// node keyboard.mjs BASE_URL: with Tab and Enter alone, on one page of each kind. Every link, button and field is reached
// in the order of the page, can be seen to have the focus, and lets go of it; what folds unfolds; the skip link skips.
import { NARROW, unfoldAll, withBrowser } from "./browser.mjs";
import { ONE, pagesFrom } from "./crawl.mjs";
import { Problems } from "./problems.mjs";
import { defineTabStops } from "./tabstops.mjs";

const MOST_PARTS = 6;
const problems = new Problems("keyboard");

// Presses Tab until another stop has the focus; inside a date field it stops at each part.
async function nextStop(page, before) {
  for (let presses = 0; presses < MOST_PARTS; presses += 1) {
    await page.keyboard.press("Tab");
    const current = await page.evaluate(() => window.tabStops.current());
    if (current.index !== before) return current;
  }
  return { index: before };
}

async function walk(page, url) {
  await page.goto(url);
  await unfoldAll(page);
  const names = await page.evaluate(() => window.tabStops.note());
  const reached = [];
  let current = await nextStop(page);
  while (current.index >= 0 && !reached.includes(current.index)) {
    const { index, isMarked, isInSight } = current;
    if (!isMarked) problems.add(url, `one cannot see that ${names[index]} has the focus`);
    if (!isInSight) problems.add(url, `${names[index]} has the focus and is out of sight`);
    if (index < reached.at(-1)) problems.add(url, `${names[index]} comes too late`);
    reached.push(index);
    current = await nextStop(page, index);
  }
  if (names.length > 1 && current.index === reached.at(-1)) problems.add(url, `${names[current.index]} does not let go of the focus`);
  names.filter((_, index) => !reached.includes(index)).forEach((name) => problems.add(url, `Tab does not reach ${name}`));
  return reached.length;
}

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
    counts.push(await walk(page, url));
    await skip(page, url);
    await unfold(page, url);
  }
  console.log(`reached ${counts.reduce((sum, count) => sum + count, 0)} stops on ${counts.length} pages`);
}));
