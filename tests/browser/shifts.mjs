// node shifts.mjs BASE_URL: at the width of a small phone a group is founded and asks for Sunday morning, staff say yes, two sign
// up and the place's page turns to open, one leaves and it turns back, a third takes over. SHOTS names a folder for pictures.
import { withBrowser } from "./browser.mjs";
import { Problems } from "./problems.mjs";
import { expect, leads, pathOf, press, walkFrom } from "./walk.mjs";

const OPEN = "Vi er to.";
const MAYBE = "Måske åbent.";
const problems = new Problems("shifts");
const { met, to, phone, look, startSelf, letStaffIn } = walkFrom(new URL(process.argv[2]).href, problems);
let shots = 0;

async function see(page, name) {
  await look(page);
  shots += 1;
  if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/${String(shots).padStart(2, "0")}-${name}.png`, fullPage: true });
}

const follow = (page, words) => leads(page, () => page.getByRole("main").getByRole("link", { name: words }).first().click());

async function says(page, ...words) {
  const text = await page.locator("main").innerText();
  for (const each of words) if (!text.includes(each)) problems.add(pathOf(page), `does not say “${each}”`);
}

async function foundGroup(page, place) {
  await follow(page, "Lav en gruppe");
  await page.locator("[name=navn]").fill("Søndagsholdet");
  await page.getByLabel(place, { exact: true }).check();
  await press(page, "Lav gruppen");
  expect(page, /^\/gruppe\/\d+$/, "a new group");
}

async function invite(contact, others) {
  await press(contact, "Lav en invitation");
  const link = new URL((await contact.locator(".notice").innerText()).trim());
  for (const [page, name, number] of others) {
    await startSelf(page, name, number, () => {});
    await to(page, link.pathname);
    await press(page, "Fortsæt");
  }
  await follow(contact, "Tilbage til gruppen");
  for (const _ of others) await press(contact, "Velkommen");
}

async function askForSunday(page) {
  await follow(page, "Se vagterne");
  await see(page, "rota-empty");
  await follow(page, "Spørg om ekstra åbent");
  await page.locator("[name=weekday]").selectOption({ label: "Søndag" });
  await page.locator("[name=start]").fill("10:00");
  await page.locator("[name=end]").fill("13:00");
  const soon = new Date(Date.now() + 2 * 86_400_000);
  await page.locator("[name=first_day]").fill(soon.toISOString().slice(0, 10));
  await page.locator("[name=tasks]").fill("Lås op\nBryg kaffe");
  await see(page, "ask");
  await press(page, "Spørg stedet");
  await see(page, "asked");
  await says(page, "Venter på stedets svar.");
}

async function sayYes(page) {
  await to(page, "/personale");
  await see(page, "staff-front");
  await follow(page, /^Søndag kl\. 10–13/);
  await page.locator("[name=phone]").fill("75 12 34 56");
  await page.locator("[name=key_where]").fill("I nøgleboksen ved døren");
  await see(page, "answer");
  await press(page, "Ja, det må I gerne");
  await says(page, "Stedet har sagt ja.");
  await to(page, "/personale/vagter");
  await see(page, "overview");
}

async function showKey(page, rota) {
  await to(page, rota);
  await follow(page, "Hvem har fået vist nøgle og alarm?");
  await see(page, "key");
  await press(page, "Har fået det vist");
}

// Opens the page of the first shift.
async function toShift(page, rota) {
  await to(page, rota);
  await leads(page, () => page.locator(".rota .what a").first().click());
}

await problems.during(() => withBrowser(async (browser) => {
  const [coordinator, staff, bodil, carl, dora, visitor] = await Promise.all(Array.from({ length: 6 }, () => phone(browser)));
  await letStaffIn(coordinator, staff, "Sofie");
  const link = staff.getByRole("navigation", { name: "Dine steder" }).getByRole("link").first();
  const place = (await link.innerText()).trim();
  const slug = new URL(await link.evaluate((each) => each.href)).pathname.split("/").at(-1);
  const publicWords = async (wanted, name) => {
    await to(visitor, `/steder/${slug}`);
    await see(visitor, name);
    const text = await visitor.locator("main").innerText();
    for (const words of [OPEN, MAYBE]) if (text.includes(words) !== wanted.includes(words)) problems.add(name, `“${words}” is wrong there`);
    if (/1 af 2|Bodil|Carl|Dora/.test(text)) problems.add(name, "tells who, or how many");
  };

  await startSelf(bodil, "Bodil", "20405060", () => {});
  await foundGroup(bodil, place);
  const rota = `${pathOf(bodil)}/vagter`;
  await to(staff, "/personale");
  await press(staff, "Ja");
  await invite(bodil, [[carl, "Carl", "20405061"], [dora, "Dora", "20405062"]]);
  await askForSunday(bodil);
  await sayYes(staff);
  await showKey(bodil, rota);
  await publicWords([MAYBE], "place-before");

  await toShift(bodil, rota);
  await see(bodil, "shift-free");
  await press(bodil, "Jeg tager en plads");
  await see(bodil, "shift-alone");
  await says(bodil, "Du er alene på vagten lige nu.", "I nøgleboksen ved døren");
  await publicWords([MAYBE], "place-one");
  await toShift(carl, rota);
  await press(carl, "Jeg tager en plads");
  await see(carl, "shift-two");
  await publicWords([OPEN, MAYBE], "place-open");

  await press(carl, "Hop fra");
  await see(carl, "shift-left");
  await publicWords([MAYBE], "place-back");
  await toShift(bodil, rota);
  await press(bodil, "Kan en anden tage den?");
  await toShift(dora, rota);
  await see(dora, "shift-offered");
  await press(dora, "Jeg tager en plads");
  await press(bodil, "Jeg beholder den");
  await publicWords([OPEN, MAYBE], "place-third");

  await to(bodil, rota);
  await see(bodil, "rota");
  for (const [path, name] of [["/passer", "suits"], ["/forslag", "suggestion"]]) {
    await to(bodil, rota + path);
    await see(bodil, name);
  }
  for (const [path, name] of [["vagtark", "sheet"], ["vagtark/skriv-ind", "write-in"]]) {
    await to(bodil, rota.replace("vagter", path));
    await see(bodil, name);
  }
  await to(bodil, "/mig");
  await see(bodil, "mine");
  await to(visitor, "/vagter");
  await see(visitor, "public");
  await to(visitor, "/");
  await see(visitor, "front");
  console.log(`looked at ${met.size} pages: ${[...met].join(" ")}`);
}));
