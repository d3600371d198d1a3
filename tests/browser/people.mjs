// node people.mjs BASE_URL: the ways in, walked at the width of a small phone. *Start selv* in under a minute; staff print a
// card, its owner chooses a PIN and gets in with it, staff void it and its owner is out.
import { withBrowser } from "./browser.mjs";
import { Problems } from "./problems.mjs";
import { expect, leads, pathOf, press, walkFrom } from "./walk.mjs";

const MOST_SECONDS = 60;
const DELAY = 200; // Milliseconds a key, as of somebody who looks for each.
const problems = new Problems("people");
const { met, to, phone, look, startSelf, letStaffIn } = walkFrom(new URL(process.argv[2]).href, problems, { delay: DELAY });

async function printCard(page) {
  await to(page, "/personale/mennesker");
  await look(page);
  await page.locator("#ny ~ form [name=name]").fill("Bo");
  await press(page, "Lav et kort");
  await look(page);
  const code = await page.locator(".card .code").innerText();
  await leads(page, () => page.getByRole("link", { name: "Kortet er printet" }).click());
  await look(page);
  return code;
}

async function useCard(page, code, pin) {
  await to(page, "/kort");
  await look(page);
  await page.locator("[name=code]").fill(code);
  await page.locator("[name=pin]").fill(pin);
  await press(page, "Log ind");
}

async function choosePin(page, code, pin) {
  await useCard(page, code, "");
  expect(page, /^\/kort\/pin$/, "a new card");
  await look(page);
  await page.locator("[name=pin]").fill(pin);
  await page.locator("[name=pin_again]").fill(pin);
  await press(page, "Fortsæt");
  expect(page, /^\/mig$/, "choosing a PIN");
}

async function isIn(page) {
  await to(page, "/mig/logget-ind");
  return pathOf(page) === "/mig/logget-ind";
}

await problems.during(() => withBrowser(async (browser) => {
  const begun = performance.now();
  await startSelf(await phone(browser), "Anna", "20304050", () => {});
  const seconds = (performance.now() - begun) / 1000;
  if (seconds >= MOST_SECONDS) problems.add("start selv", `takes ${seconds.toFixed(1)} seconds`);
  await startSelf(await phone(browser), "Mia", "20304051", look);

  const [coordinator, staff, owner, again] = await Promise.all(Array.from({ length: 4 }, () => phone(browser)));
  await letStaffIn(coordinator, staff, "Stine");
  const code = await printCard(staff);
  await choosePin(owner, code, "4821");
  await useCard(again, code, "4821");
  expect(again, /^\/mig$/, "code and PIN");
  await look(again);
  await press(staff, "Spær kortet");
  for (const page of [owner, again]) if (await isIn(page)) problems.add("a card that is void", "its owner is still in");
  await useCard(again, code, "4821");
  expect(again, /^\/kort$/, "a card that is void");
  await look(again);
  console.log(`start selv took ${seconds.toFixed(1)} seconds, ${DELAY} ms a key; looked at ${met.size} pages: ${[...met].join(" ")}`);
}));
