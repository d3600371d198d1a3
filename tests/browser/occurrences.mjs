// Occurrences of a calendar as ical.js (Thunderbird's engine) understands it, and as the app's own JSON tells them,
// both as lines that can be compared: uid, day, start and end by the clock in Kolding, status, title. By the clock, because
// ical.js reads an hour that comes twice as its second, where RFC 5545 (3.3.5) says its first; the clock shows the same.
import ICAL from "ical.js";

const KOLDING = new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Copenhagen", dateStyle: "short", timeStyle: "medium" });

export function occurrencesInCalendar(text, [from, to]) {
  const calendar = new ICAL.Component(ICAL.parse(text));
  return [...byUid(calendar.getAllSubcomponents("vevent")).values()]
    .flatMap((components) => expand(components, ICAL.Time.fromDateString(to)))
    .map(line)
    .filter(({ day }) => from <= day && day < to)
    .map(({ words }) => words);
}

export function occurrencesInJson({ occurrences }) {
  return occurrences.map(({ uid, day, starts_at, ends_at, status, title }) =>
    [uid, day, moment(starts_at), moment(ends_at), status, title].join(" | "));
}

// Lines that only one side has, each as often as it has it more than the other.
export function differences(calendarLines, jsonLines) {
  const surplus = new Map();
  for (const each of calendarLines) surplus.set(each, (surplus.get(each) ?? 0) + 1);
  for (const each of jsonLines) surplus.set(each, (surplus.get(each) ?? 0) - 1);
  return [...surplus].flatMap(([each, count]) =>
    Array(Math.abs(count)).fill(`only in ${count > 0 ? "the calendar" : "the JSON"}: ${each}`)).sort();
}

function byUid(components) {
  const groups = new Map();
  for (const component of components) {
    const uid = component.getFirstPropertyValue("uid");
    groups.set(uid, [...(groups.get(uid) ?? []), component]);
  }
  return groups;
}

function expand(components, end) {
  const exceptions = components.filter((component) => component.hasProperty("recurrence-id"));
  const masters = components.filter((component) => !component.hasProperty("recurrence-id"));
  if (masters.length !== 1) throw new Error(`${masters.length} events share a UID: ${masters.map(String).join("\n")}`);
  // Without an empty list of exceptions of its own, ical.js relates every exception of the calendar to every series.
  const event = new ICAL.Event(masters[0], { strictExceptions: true, exceptions: [] });
  exceptions.forEach((component) => event.relateException(component));
  if (!event.isRecurring()) return [{ item: event, startDate: event.startDate, endDate: event.endDate }];

  // An occurrence may have been moved to an earlier day than its own, so look as far as the last exception.
  const last = exceptions.map((component) => component.getFirstPropertyValue("recurrence-id"))
    .reduce((latest, id) => (id.compare(latest) > 0 ? id : latest), end);
  const found = [];
  const iterator = event.iterator();
  for (let next = iterator.next(); next && next.compare(last) <= 0; next = iterator.next()) {
    found.push(event.getOccurrenceDetails(next));
  }
  return found;
}

function line({ item, startDate, endDate }) {
  const hasEnd = item.component.hasProperty("dtend") || item.component.hasProperty("duration");
  const start = instant(startDate);
  const day = start ? moment(start).slice(0, 10) : startDate.toString();
  const status = item.component.getFirstPropertyValue("status");
  return { day, words: [item.uid, day, moment(start), moment(hasEnd ? instant(endDate) : null), status, item.summary].join(" | ") };
}

function instant(time) {
  return time.isDate ? null : time.toUnixTime() * 1000;
}

function moment(value) {
  return value === null ? "–" : KOLDING.format(new Date(value));
}
