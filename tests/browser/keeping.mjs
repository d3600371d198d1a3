// node keeping.mjs BASE_URL: a group starts "Søndagsboller" at the width of a small phone; staff say yes, once. From then on
// nobody opens a page of the staff: the group moves the series, and by the keyboard alone moves one time and calls another off.
import { withBrowser } from "./browser.mjs";
import { Problems } from "./problems.mjs";
import { expect, leads, pathOf, press, walkFrom } from "./walk.mjs";

const MOST_STOPS = 120;
const TITLE = "Søndagsboller";
const problems = new Problems("keeping");
const { met, to, phone, look, startSelf, letStaffIn } = walkFrom(new URL(process.argv[2]).href, problems);
const asked = [];
const isOfStaff = (path) => path.startsWith("/personale");

async function listening(browser) {
  const page = await phone(browser);
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  return page;
}

const follow = (page, words) => leads(page, () => page.getByRole("main").getByRole("link", { name: words }).first().click());

async function says(page, words) {
  const text = await page.locator("main").innerText();
  for (const each of words) if (!text.includes(each)) problems.add(pathOf(page), `does not say “${each}”`);
}

async function foundGroup(page, place) {
  await follow(page, "Lav en gruppe");
  await page.locator("[name=navn]").fill("Bolleholdet");
  await page.getByLabel(place, { exact: true }).check();
  await press(page, "Lav gruppen");
  expect(page, /^\/gruppe\/\d+$/, "a new group");
  await look(page);
}

async function writeActivity(page) {
  await follow(page, "Skriv en aktivitet");
  await look(page);
  await page.locator("[name=title]").fill(TITLE);
  await page.locator("#description").fill("Vi bager boller, og vi spiser dem sammen. Du må gerne bare kigge.");
  await page.locator("[name=tid-0-weekday]").selectOption({ label: "søndag" });
  await page.locator("[name=tid-0-start]").fill("10.00");
  await page.locator("[name=tid-0-end]").fill("12.00");
  await press(page, "Spørg stedet");
  await look(page);
  if (await page.locator("[name=ending][value=later]").count()) {
    await page.locator("[name=ending][value=later]").check();
    await press(page, "Gør det");
    await look(page);
  }
  await says(page, ["Stedet er spurgt"]);
  await follow(page, "Tilbage til gruppen");
  await says(page, [TITLE, "Venter på et ja"]);
}

async function moveSeries(page) {
  await follow(page, /^Ret/);
  await page.locator("[name=tid-0-start]").fill("11.00");
  await page.locator("[name=tid-0-end]").fill("13.00");
  await press(page, "Gem");
  await look(page);
  await says(page, ["Det sker, når du gemmer"]);
  await press(page, "Ja, gem det sådan");
  await look(page);
  await says(page, ["Det er gemt"]);
  await follow(page, "Tilbage til gruppen");
}

// Presses Tab until what `wanted` names has the focus.
async function tabTo(page, wanted) {
  const target = await wanted.elementHandle();
  for (let stops = 0; stops < MOST_STOPS; stops += 1) {
    await page.keyboard.press("Tab");
    if (await target.evaluate((each) => each === document.activeElement)) return;
  }
  throw new Error(`${pathOf(page)}: Tab does not reach ${wanted}`);
}

async function enterOn(page, wanted) {
  await tabTo(page, wanted);
  await leads(page, () => page.keyboard.press("Enter"));
}

async function moveOneTimeByKeys(page) {
  await enterOn(page, page.getByRole("link", { name: /^Flyt/ }).nth(1));
  await look(page);
  const before = await page.locator("[name=fra]").inputValue();
  await tabTo(page, page.locator("[name=fra]"));
  await page.keyboard.press("ArrowUp");
  await leads(page, () => page.keyboard.press("Enter"));
  expect(page, /^\/aktiviteter\/\d+\/gange$/, `one time moved from ${before}`);
  await says(page, ["kl. 12.00", "Flyttet"]);
}

async function cancelOneTimeByKeys(page) {
  await tabTo(page, page.locator("main summary").first());
  await page.keyboard.press("Enter");
  await enterOn(page, page.getByRole("button", { name: "Aflys den gang" }).first());
  await says(page, ["Aflyst denne gang"]);
  await look(page);
}

await problems.during(() => withBrowser(async (browser) => {
  const [coordinator, staff, contact, visitor] = await Promise.all(Array.from({ length: 4 }, () => listening(browser)));
  await letStaffIn(coordinator, staff, "Ulla");
  const place = (await staff.getByRole("navigation", { name: "Dine steder" }).getByRole("link").first().innerText()).trim();

  await startSelf(contact, "Bodil", "20304060", () => {});
  await foundGroup(contact, place);
  const group = pathOf(contact);
  await to(staff, "/personale");
  await press(staff, "Ja");
  await to(contact, group);
  await writeActivity(contact);
  await to(visitor, "/aktiviteter?q=s%C3%B8ndagsboller");
  if (await visitor.getByRole("link", { name: TITLE }).count()) problems.add("before the yes", "everybody can see it");
  await to(staff, "/personale");
  await look(staff);
  await leads(staff, () => staff.getByRole("main").getByRole("button", { name: /^Ja/ }).first().click());
  await look(staff);
  for (const page of [coordinator, staff]) await page.context().close();

  const before = asked.splice(0).filter(isOfStaff).length;
  if (!before) problems.add("before the yes", "nobody is seen to open a page of the staff: this walk sees nothing");
  await to(contact, group);
  await says(contact, [TITLE, "Udgivet"]);
  await look(contact);
  await moveSeries(contact);
  await follow(contact, /^Flyt eller aflys/);
  await look(contact);
  await moveOneTimeByKeys(contact);
  await cancelOneTimeByKeys(contact);
  await to(visitor, "/aktiviteter?q=s%C3%B8ndagsboller");
  await follow(visitor, TITLE);
  await look(visitor);
  await says(visitor, ["Hver søndag kl. 11.00–13.00", "Aflyst denne gang", "Flyttet", "kl. 12.00", "Bolleholdet"]);
  const after = asked.filter(isOfStaff);
  after.forEach((path) => problems.add("after the first yes", `somebody opens ${path}`));
  console.log(`requests below /personale: ${before} until the yes, ${after.length} of ${asked.length} after it`);
  console.log(`looked at ${met.size} pages: ${[...met].join(" ")}`);
}));
