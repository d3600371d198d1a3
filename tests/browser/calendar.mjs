// node calendar.mjs BASE_URL FEED_DIR: does another calendar reader see the times that the app's JSON tells?
// FEED_DIR holds pairs case-N.ics and case-N.json (tests/feed_cases.py), the latter with its "window": [from, to) as dates.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { differences, occurrencesInCalendar, occurrencesInJson } from "./occurrences.mjs";
import { Problems } from "./problems.mjs";

const FEED_DAYS_AHEAD = 78 * 7;
const DAYS_AROUND_CHANGE = 14;
const [address, folder] = process.argv.slice(2);
const problems = new Problems("calendar");

async function fetched(path) {
  const response = await fetch(new URL(path, address));
  if (!response.ok) throw new Error(`${path} answered ${response.status}`);
  return response.text();
}

function shifted(day, days) {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

function clockChanges(year) {
  return ["03-31", "10-31"].map((end) => shifted(`${year}-${end}`, -new Date(`${year}-${end}T00:00:00Z`).getUTCDay()));
}

function windowsOverClockChanges() {
  const today = new Date().toISOString().slice(0, 10);
  const last = shifted(today, FEED_DAYS_AHEAD - DAYS_AROUND_CHANGE - 1);
  return [0, 1, 2].flatMap((years) => clockChanges(Number(today.slice(0, 4)) + years))
    .filter((day) => today < day && day <= last)
    .map((day) => [shifted(day, -DAYS_AROUND_CHANGE), shifted(day, DAYS_AROUND_CHANGE)]);
}

async function servedCases() {
  const calendar = await fetched("aktiviteter.ics");
  return Promise.all(windowsOverClockChanges().map(async (window) => ({
    name: `served, ${window.join(" to ")}`,
    window,
    calendar,
    json: JSON.parse(await fetched(`aktiviteter.json?fra=${window[0]}&til=${window[1]}`)),
  })));
}

function keptCases() {
  return readdirSync(folder).filter((name) => /^case-.*\.ics$/.test(name)).sort().map((name) => {
    const json = JSON.parse(readFileSync(join(folder, name.replace(/ics$/, "json")), "utf8"));
    return { name, window: json.window, calendar: readFileSync(join(folder, name), "utf8"), json };
  });
}

function compare({ name, window, calendar, json }) {
  const told = occurrencesInJson(json);
  const found = differences(occurrencesInCalendar(calendar, window), told);
  console.log(`${name}: ${told.length} occurrences, ${found.length} differences`);
  if (told.length === 0) problems.add(name, "there is nothing to compare");
  found.forEach((each) => problems.add(name, each));
}

// The same comparison must see what is wrong with these, or it is blind.
const SPOILT = {
  "without its VTIMEZONE": (text) => text.replace(/BEGIN:VTIMEZONE[^]*?END:VTIMEZONE\r\n/g, ""),
  "an hour late": (text) => text.replace(/^(DTSTART;TZID=[^:]+:\d{8}T)(\d\d)/gm,
    (_, before, hour) => before + String((Number(hour) + 1) % 24).padStart(2, "0")),
};

function mustDiffer({ name, window, calendar, json }) {
  for (const [how, spoil] of Object.entries(SPOILT)) {
    const found = differences(occurrencesInCalendar(spoil(calendar), window), occurrencesInJson(json));
    console.log(`${name}, ${how}: ${found.length} differences, as it should have some`);
    if (found.length === 0) problems.add(name, `no difference is seen in the calendar ${how}`);
  }
}

await problems.during(async () => {
  const served = await servedCases();
  const kept = keptCases();
  if (kept.length === 0) problems.add(folder, "no case-N.ics here");
  [...served, ...kept].forEach(compare);
  [served[0], kept[0]].filter(Boolean).forEach(mustDiffer);
});
