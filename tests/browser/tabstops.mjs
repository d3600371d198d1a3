// Runs in the page (`addInitScript`): what the Tab key should stop at, and what can be seen of the one it stands on.
export function defineTabStops() {
  const FIELDS = "a[href], button, input, select, textarea, summary, iframe, [tabindex]";
  let stops = [];
  let resting = [];

  const isStop = (each) => each.tabIndex >= 0 && !each.disabled && each.checkVisibility({ visibilityProperty: true });

  // A group of radio buttons is one stop: the chosen one, else the first.
  function isSpared(each, _, all) {
    if (each.type !== "radio" || !each.name) return false;
    const group = all.filter(({ type, form, name }) => type === "radio" && form === each.form && name === each.name);
    return each !== (group.find(({ checked }) => checked) ?? group[0]);
  }

  function look(each) {
    return [each, each.closest("label") ?? each.parentElement].map((part) => {
      const style = getComputedStyle(part);
      const outline = style.outlineStyle === "none" ? "none" : style.outline;
      return [outline, style.boxShadow, style.borderColor, style.backgroundColor, style.textDecoration].join(" ");
    }).join(" / ");
  }

  function isInSight(each) {
    const { left, top, width, height } = each.getClientRects()[0];
    const [x, y] = [left + width / 2, top + height / 2];
    if (Math.min(width, height) < 1 || x < 0 || y < 0 || x > innerWidth || y > innerHeight) return false;
    const topmost = document.elementFromPoint(x, y);
    return each.contains(topmost) || topmost.contains(each) || [...(each.labels ?? [])].some((label) => label.contains(topmost));
  }

  window.tabStops = {
    // Notes how every stop looks without focus and returns their names, in the order of the page.
    note() {
      const all = [...document.querySelectorAll(FIELDS)].filter(isStop);
      stops = all.filter((each, index) => !isSpared(each, index, all));
      resting = stops.map(look);
      return stops.map((each) => `${each.localName} “${(each.innerText || each.name || each.value || "").trim().slice(0, 40)}”`);
    },
    // The place of the focused element among the stops (-1: none of them) and whether one can see where the focus is.
    current() {
      const index = stops.indexOf(document.activeElement);
      if (index < 0) return { index };
      return { index, isMarked: look(stops[index]) !== resting[index], isInSight: isInSight(stops[index]) };
    },
  };
}
