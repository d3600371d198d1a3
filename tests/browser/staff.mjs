// node staff.mjs BASE_URL: every kind of page that staff and a coordinator keep the catalogue by, at both widths: 0 violations,
// no sideways scrolling, large targets, and with Tab alone in the order of the page.
import { NARROW, WIDE, withBrowser } from "./browser.mjs";
import { Problems } from "./problems.mjs";
import { defineTabStops } from "./tabstops.mjs";
import { walkByTab } from "./tabwalk.mjs";
import { pathOf, walkFrom } from "./walk.mjs";

const problems = new Problems("staff");
const { met, to, phone, look, letStaffIn } = walkFrom(new URL(process.argv[2]).href, problems);
let stops = 0;

async function tour(page, paths) {
  for (const path of paths) {
    await to(page, path);
    if (pathOf(page) !== new URL(path, page.url()).pathname) problems.add(path, `leads to ${pathOf(page)}`);
    for (const viewport of [WIDE, NARROW]) {
      await page.setViewportSize(viewport);
      await look(page);
    }
    stops += await walkByTab(page, path, problems);
  }
}

// The address of the first link of a page that is as wanted.
async function firstLink(page, path, wanted) {
  await to(page, path);
  const paths = await page.locator("main a[href]").evaluateAll((links) => links.map((link) => new URL(link.href).pathname));
  return paths.find((each) => wanted.test(each)) ?? problems.add(path, `has no link like ${wanted}`);
}

await problems.during(() => withBrowser(async (browser) => {
  const [coordinator, staff] = [await phone(browser), await phone(browser)];
  for (const page of [coordinator, staff]) await page.context().addInitScript(defineTabStops);
  await letStaffIn(coordinator, staff, "Rita");
  const place = await firstLink(staff, "/personale", /^\/personale\/steder\/./);
  const activity = (await firstLink(staff, place, /^\/aktiviteter\/\d+\/ret$/)).replace(/\/ret$/, "");
  const theSame = await firstLink(staff, "/personale/sammenfald", /^\/sammenfald\//);
  const oneTime = await firstLink(staff, `${activity}/gange`, /\/flyt$/);
  const interest = await firstLink(staff, "/personale/interesser", /^\/personale\/interesser\/(?!ny)/);
  const ofPlace = ["", "/aktiviteter/ny", "/lukket-i-dag", "/lukkedage", "/uge", "/ret"].map((rest) => place + rest);
  const everywhere = ["", "/sammenfald", "/huller", "/interesser", "/interesser/ny", "/indlaes", "/steder"].map((rest) => `/personale${rest}`);
  await tour(staff, [...everywhere, "/personale/sammenfald?vis=aftalt", theSame, interest, ...ofPlace, `${activity}/ret`, `${activity}/gange`, oneTime]);
  await tour(coordinator, ["/personale", "/personale/kvartal", "/personale/steder/ny", `${place}/laeg-sammen`]);
  console.log(`reached ${stops} stops on ${met.size} pages: ${[...met].join(" ")}`);
}));
