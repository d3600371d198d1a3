// What the walks of small phones share: going, typing, pressing, looking at each page on the way, and the ways in.
// What the demo's commands need is in the environment, with PYTHON to run them; codes are read from SENT_FILE.
import { execFileSync } from "node:child_process";
import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import { NARROW, unfoldAll } from "./browser.mjs";
import { judge, listeningPage } from "./judge.mjs";

const SMALLEST_TARGET = 44;
const PASSWORD = "fire ord om en have";
const STEP_MILLISECONDS = 30_000;

// A walk through the site at `start`, whose problems are noted; `met` are the pages looked at.
export function walkFrom(start, problems, { delay = 0 } = {}) {
  const met = new Set();

  const to = (page, path) => page.goto(new URL(path, start).href);
  const phone = (browser) => listeningPage(browser, start, problems, { viewport: NARROW });
  const type = (page, name, value) => page.locator(`[name=${name}]`).pressSequentially(value, { delay });

  async function look(page) {
    const where = pathOf(page).replace(/[\w-]{20,}|[A-Z0-9-]{10,}/, "…");
    met.add(where);
    await unfoldAll(page);
    await judge(page, where, problems);
    (await smallTargets(page)).forEach((each) => problems.add(where, each));
  }

  // From the front page to one's own; `stop` is told each page on the way.
  async function startSelf(page, name, number, stop) {
    await to(page, "/");
    await leads(page, () => page.getByRole("link", { name: "Mig" }).click());
    await stop(page);
    await leads(page, () => page.getByRole("link", { name: "Skriv dit navn og nummer" }).click());
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

  // Gives somebody access to the first place; returns the link with which they choose their password.
  async function addStaff(page, name, email) {
    await to(page, "/personale/folk");
    await look(page);
    await page.locator("[name=name]").fill(name);
    await page.locator("[name=email]").fill(email);
    await page.locator("[name=role][value=staff]").check();
    await page.locator("[name=places]").first().check();
    await press(page, "Giv adgang, og lav et link");
    await look(page);
    return new URL(await page.locator("#link").inputValue()).pathname;
  }

  // Lets a coordinator in, and one of the staff by a name that nobody has, each in a browser of their own.
  async function letStaffIn(coordinator, staff, name) {
    const email = `${name.toLowerCase()}@kommunen.example`;
    await signInAsStaff(coordinator, "karen@kommunen.example", await choose(coordinator, coordinatorLink(), false));
    await signInAsStaff(staff, email, await choose(staff, await addStaff(coordinator, name, email), true));
  }

  return { met, to, phone, type, look, startSelf, letStaffIn };
}

export const pathOf = (page) => new URL(page.url()).pathname;

export function expect(page, path, what) {
  if (!path.test(pathOf(page))) throw new Error(`${what}: is at ${pathOf(page)}, not at ${path}`);
}

// Does what leads to another page, and waits until that is there.
export async function leads(page, doing) {
  await Promise.all([page.waitForNavigation(), doing()]);
}

export async function press(page, words) {
  await leads(page, () => page.getByRole("main").getByRole("button", { name: words, exact: true }).first().click());
}

// Everything one presses or types in is large enough for a thumb; a tick has its label around it.
function smallTargets(page) {
  return page.locator("main :is(button, select, textarea, summary, .button, label.tick, input:not([type=hidden], .tick input))")
    .evaluateAll((all, least) => all.filter((each) => each.checkVisibility() && each.getBoundingClientRect().height < least)
      .map((each) => `${each.localName} “${(each.innerText || each.name).trim().slice(0, 30)}” is ${each.getBoundingClientRect().height} px high`),
    SMALLEST_TARGET - 0.5);
}

function sentCode() {
  return readFileSync(process.env.SENT_FILE, "utf8").match(/Din kode er (\d{6})/g).at(-1).slice(-6);
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

function coordinatorLink() {
  const command = ["-m", "flask", "--app", "wsgi", "people", "coordinator", "Karen", "karen@kommunen.example"];
  return execFileSync(process.env.PYTHON, command, { encoding: "utf8" }).match(/\/personale\/ny\/\S+/)[0];
}
