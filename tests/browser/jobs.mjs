// node jobs.mjs BASE_URL: at the width of a small phone staff give a firm a link, the firm asks for two hands, staff say yes, two take
// the job, a third stands in line, one leaves, the next is asked and comes. SHOTS names a folder for pictures.
import { withBrowser } from "./browser.mjs";
import { Problems } from "./problems.mjs";
import { expect, leads, pathOf, press, walkFrom } from "./walk.mjs";

const TITLE = "Plukke æbler i haven";
const problems = new Problems("jobs");
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

async function giveLink(staff) {
  await to(staff, "/personale/job");
  await see(staff, "overview-empty");
  await follow(staff, "Firmaer");
  await staff.locator("[name=name]").fill("Haven ApS");
  await see(staff, "firms");
  await press(staff, "Lav et link");
  await see(staff, "firm-link");
  return new URL(await staff.locator("#link").inputValue()).pathname;
}

async function askForHands(firm, link) {
  await to(firm, link);
  await see(firm, "firm");
  await press(firm, /^Send til/);
  await see(firm, "firm-missing");
  const soon = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10);
  const typed = {
    title: TITLE, first_day: soon, start: "10:00", end: "12:00", hands: "2", meeting_point: "Ved lågen",
    pay: "150 kr. i timen", paid_when: "samme dag", bring: "Støvler", food: "Kaffe og brød",
  };
  for (const [name, value] of Object.entries(typed)) await firm.locator(`[name=${name}]`).fill(value);
  await firm.getByLabel("Ude", { exact: true }).check();
  await firm.getByLabel("I er flere sammen").check();
  await press(firm, /^Send til/);
  await says(firm, TITLE, "Venter på et svar");
  await see(firm, "firm-asked");
}

async function sayYes(staff) {
  await to(staff, "/personale");
  await see(staff, "staff-front");
  await follow(staff, TITLE);
  await see(staff, "posting");
  await press(staff, "Ja, slå det op");
  await says(staff, "Er slået op");
}

async function toSeat(page) {
  await to(page, "/job");
  await follow(page, TITLE);
  await see(page, "job");
  await follow(page, /^(Tag jobbet|Stil dig i kø)$/);
}

await problems.during(() => withBrowser(async (browser) => {
  const [coordinator, staff, firm, bodil, carl, dora, visitor] = await Promise.all(Array.from({ length: 7 }, () => phone(browser)));
  await letStaffIn(coordinator, staff, "Jytte");
  const link = await giveLink(staff);
  await askForHands(firm, link);
  await to(visitor, "/job");
  if ((await visitor.locator("main").innerText()).includes(TITLE)) problems.add("/job", "shows what nobody has said yes to");
  await sayYes(staff);

  for (const [page, name, number] of [[bodil, "Bodil", "20405070"], [carl, "Carl", "20405071"], [dora, "Dora", "20405072"]]) {
    await startSelf(page, name, number, () => {});
  }
  for (const page of [bodil, carl]) {
    await toSeat(page);
    await see(page, "seat-free");
    await press(page, "Jeg tager jobbet");
    await says(page, "Du har jobbet.");
  }
  await see(bodil, "seat-mine");
  await toSeat(dora);
  await press(dora, "Stil mig i kø");
  await says(dora, "Du står i kø.");
  await see(dora, "seat-line");
  await to(dora, "/mig");
  await see(dora, "mine-line");

  await to(carl, "/mig");
  await see(carl, "mine");
  await press(carl, "Jeg kan ikke alligevel");
  await to(dora, "/mig");
  await says(dora, "Der er en plads til dig");
  await see(dora, "mine-asked");
  await follow(dora, TITLE);
  await says(dora, "Svar senest");
  await see(dora, "seat-asked");
  await press(dora, "Ja, jeg tager jobbet");
  await says(dora, "Du har jobbet.");

  await to(staff, "/personale/job");
  await see(staff, "overview");
  await follow(staff, TITLE);
  await says(staff, "Bodil", "Dora");
  await see(staff, "time");
  await to(staff, "/personale/job/ny");
  await see(staff, "new");
  for (const [path, name] of [["/job", "public"], ["/job/ark", "sheet"], ["/", "front"]]) {
    await to(visitor, path);
    await see(visitor, name);
    if (/Bodil|Carl|Dora/.test(await visitor.locator("main").innerText())) problems.add(path, "tells who");
  }
  await to(bodil, "/mig/job");
  await see(bodil, "news");
  expect(visitor, /^\/$/, "the journey of a job");
  console.log(`looked at ${met.size} pages: ${[...met].join(" ")}`);
}));
