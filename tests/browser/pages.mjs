// node pages.mjs BASE_URL: every page one can get to, at both widths, light and dark. 0 violations of WCAG 2.2 A and AA,
// no sideways scrolling, one h1, a silent console, nothing asked of another server, and the same links without JavaScript.
import { NARROW, unfoldAll, WIDE, withBrowser } from "./browser.mjs";
import { linksOn, pagesFrom, SEVERAL } from "./crawl.mjs";
import { judge, listeningPage } from "./judge.mjs";
import { Problems } from "./problems.mjs";

// What one gets to by typing, with the statuses that are right there.
const TYPED = {
  "aktiviteter?q=kaffe": [200],
  "aktiviteter?q=findes-ikke": [200],
  "aktiviteter?dag=2026-02-30&side=-1&interesse=findes-ikke": [200, 404, 422],
  "findes-ikke": [404],
  "kort/ABCDE": [404],
  "ind/findes-ikke": [404],
  "invitation/findes-ikke": [404],
  "personale/ny/findes-ikke": [410],
  "farvel": [200],
};

const start = new URL(process.argv[2]).href;
const problems = new Problems("pages");

// Opens the page and all that folds on it and judges it in the four ways; returns its links.
async function look(page, url, allowed) {
  const response = await page.goto(url);
  if (!allowed.includes(response.status())) problems.add(url, `answered ${response.status()} instead of ${allowed.join(" or ")}`);
  const headings = await page.locator("h1").count();
  if (headings !== 1) problems.add(url, `has ${headings} h1`);
  await unfoldAll(page);
  for (const size of [NARROW, WIDE]) {
    await page.setViewportSize(size);
    for (const colorScheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme });
      await judge(page, `${url} at ${size.width}, ${colorScheme}`, problems);
    }
  }
  return linksOn(page);
}

function sameLinks(url, withScript, without) {
  const missing = withScript.filter((link) => !without.includes(link));
  const surplus = without.filter((link) => !withScript.includes(link));
  if (missing.length) problems.add(url, `only with JavaScript there are links to ${missing.join(", ")}`);
  if (surplus.length) problems.add(url, `only without JavaScript there are links to ${surplus.join(", ")}`);
}

await problems.during(() => withBrowser(async (browser) => {
  const page = await listeningPage(browser, start, problems);
  let count = 0;
  for await (const { url, links } of pagesFrom(start, browser, problems, SEVERAL)) {
    sameLinks(url, await look(page, url, [200]), links);
    count += 1;
  }
  for (const [path, allowed] of Object.entries(TYPED)) await look(page, new URL(path, start).href, allowed);
  console.log(`looked at ${count} pages and ${Object.keys(TYPED).length} typed addresses, each in four ways`);
}));
