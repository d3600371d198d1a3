// node people.mjs BASE_URL: the ways in, walked at the width of a small phone. *Start selv* in under a minute, the code read
// from SENT_FILE; staff print a card, its owner chooses a PIN and gets in with it, staff void it and its owner is out.
// What the demo's commands need is in the environment, with PYTHON to run them.
import { execFileSync } from "node:child_process";
import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import { NARROW, unfoldAll, withBrowser } from "./browser.mjs";
import { judge, listeningPage } from "./judge.mjs";
import { Problems } from "./problems.mjs";

const MOST_SECONDS = 60;
const SMALLEST_TARGET = 44;
const TYPING = { delay: 200 }; // Milliseconds a key, as of somebody who looks for each.
const PASSWORD = "fire ord om en have";
const STEP_MILLISECONDS = 30_000;
const start = new URL(process.argv[2]).href;
const problems = new Problems("people");
const met = new Set();

const to = (page, path) => page.goto(new URL(path, start).href);
const pathOf = (page) => new URL(page.url()).pathname;

function expect(page, path, what) {
  if (!path.test(pathOf(page))) throw new Error(`${what}: is at ${pathOf(page)}, not at ${path}`);
}

// Everything one presses or types in is large enough for a thumb; a tick has its label around it.
function smallTargets(page) {
  return page.locator("main :is(button, select, textarea, summary, .button, label.tick, input:not([type=hidden], .tick input))")
    .evaluateAll((all, least) => all.filter((each) => each.checkVisibility() && each.getBoundingClientRect().height < least)
      .map((each) => `${each.localName} “${(each.innerText || each.name).trim().slice(0, 30)}” is ${each.getBoundingClientRect().height} px high`),
    SMALLEST_TARGET - 0.5);
}

async function look(page) {
  const where = pathOf(page).replace(/[\w-]{20,}|[A-Z0-9-]{10,}/, "…");
  met.add(where);
  await unfoldAll(page);
  await judge(page, where, problems);
  (await smallTargets(page)).forEach((each) => problems.add(where, each));
}

async function press(page, words) {
  await page.getByRole("main").getByRole("button", { name: words, exact: true }).click();
}

const type = (page, name, value) => page.locator(`[name=${name}]`).pressSequentially(value, TYPING);

function sentCode() {
  return readFileSync(process.env.SENT_FILE, "utf8").match(/Din kode er (\d{6})/g).at(-1).slice(-6);
}

// From the front page to one's own; `stop` is told each page on the way.
async function startSelf(page, name, number, stop) {
  await to(page, "/");
  await page.getByRole("link", { name: "Mig" }).click();
  await stop(page);
  await page.getByRole("link", { name: "Skriv dit navn og nummer" }).click();
  await stop(page);
  await type(page, "name", name);
  await type(page, "contact", number);
  await press(page, "Fortsæt");
  await stop(page);
  await type(page, "code", sentCode());
  await press(page, "Log ind");
  expect(page, /^\/mig$/, "start selv");
  await stop(page);
}

// RFC 6238 with the values that apps use.
function appCode(secret, moment) {
  const bits = [...secret].map((sign) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(sign).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(moment / STEP_MILLISECONDS)));
  const digest = createHmac("sha1", key).update(counter).digest();
  return String((digest.readUInt32BE(digest.at(-1) & 15) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

// Chooses password and second factor by a link; returns what gives a code that was not used yet.
async function choose(page, path, withApp) {
  await to(page, path);
  await look(page);
  const secret = (await page.locator("p.code").innerText()).replaceAll(" ", "");
  await page.locator("[name=new_password]").fill(PASSWORD);
  await page.locator("[name=password_again]").fill(PASSWORD);
  if (withApp) await page.locator("[name=code]").fill(appCode(secret, Date.now()));
  else await page.locator("[name=only_list]").check();
  await press(page, "Gem");
  await look(page);
  const [listed] = await page.locator("li .code").allInnerTexts();
  return () => (withApp ? appCode(secret, Date.now() + STEP_MILLISECONDS) : listed);
}

async function signInAsStaff(page, email, code) {
  await to(page, "/log-ind/personale");
  await look(page);
  await page.locator("[name=email]").fill(email);
  await page.locator("[name=password]").fill(PASSWORD);
  await page.locator("[name=code]").fill(code());
  await press(page, "Log ind");
  expect(page, /^\/personale$/, "staff sign in");
  await look(page);
}

function coordinatorLink() {
  const command = ["-m", "flask", "--app", "wsgi", "people", "coordinator", "Karen", "karen@kommunen.example"];
  return execFileSync(process.env.PYTHON, command, { encoding: "utf8" }).match(/\/personale\/ny\/\S+/)[0];
}

async function addStaff(page) {
  await to(page, "/personale/folk");
  await look(page);
  await page.locator("[name=name]").fill("Stine");
  await page.locator("[name=email]").fill("stine@kommunen.example");
  await page.locator("[name=role][value=staff]").check();
  await page.locator("[name=places]").first().check();
  await press(page, "Giv adgang, og lav et link");
  await look(page);
  return new URL(await page.locator("#link").inputValue()).pathname;
}

async function printCard(page) {
  await to(page, "/personale/mennesker");
  await look(page);
  await page.locator("#ny ~ form [name=name]").fill("Bo");
  await press(page, "Lav et kort");
  await look(page);
  const code = await page.locator(".card .code").innerText();
  await page.getByRole("link", { name: "Kortet er printet" }).click();
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
  const phone = () => listeningPage(browser, start, problems, { viewport: NARROW });
  const begun = performance.now();
  await startSelf(await phone(), "Anna", "20304050", () => {});
  const seconds = (performance.now() - begun) / 1000;
  if (seconds >= MOST_SECONDS) problems.add("start selv", `takes ${seconds.toFixed(1)} seconds`);
  await startSelf(await phone(), "Mia", "20304051", look);

  const [coordinator, staff, owner, again] = [await phone(), await phone(), await phone(), await phone()];
  await signInAsStaff(coordinator, "karen@kommunen.example", await choose(coordinator, coordinatorLink(), false));
  await signInAsStaff(staff, "stine@kommunen.example", await choose(staff, await addStaff(coordinator), true));
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
  console.log(`start selv took ${seconds.toFixed(1)} seconds, ${TYPING.delay} ms a key; looked at ${met.size} pages: ${[...met].join(" ")}`);
}));
