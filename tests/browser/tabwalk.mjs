// With Tab alone through a page: every link, button and field in the order of the page, seen to have the focus, letting go of it.
import { unfoldAll } from "./browser.mjs";

const MOST_PARTS = 6;

// Presses Tab until another stop has the focus; inside a date field it stops at each part.
async function nextStop(page, before) {
  for (let presses = 0; presses < MOST_PARTS; presses += 1) {
    await page.keyboard.press("Tab");
    const current = await page.evaluate(() => window.tabStops.current());
    if (current.index !== before) return current;
  }
  return { index: before };
}

// Walks through the page with Tab alone, everything unfolded, and returns how many stops there are; `tabstops.mjs` must run in it.
export async function walkByTab(page, where, problems) {
  await unfoldAll(page);
  const names = await page.evaluate(() => window.tabStops.note());
  const reached = [];
  let current = await nextStop(page);
  while (current.index >= 0 && !reached.includes(current.index)) {
    const { index, isMarked, isInSight } = current;
    if (!isMarked) problems.add(where, `one cannot see that ${names[index]} has the focus`);
    if (!isInSight) problems.add(where, `${names[index]} has the focus and is out of sight`);
    if (index < reached.at(-1)) problems.add(where, `${names[index]} comes too late`);
    reached.push(index);
    current = await nextStop(page, index);
  }
  if (names.length > 1 && current.index === reached.at(-1)) problems.add(where, `${names[current.index]} does not let go of the focus`);
  names.filter((_, index) => !reached.includes(index)).forEach((name) => problems.add(where, `Tab does not reach ${name}`));
  return reached.length;
}
