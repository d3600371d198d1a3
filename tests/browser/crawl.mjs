// Which pages there are: what one can get to from the front page by links and without JavaScript, a few of each kind.
const MOST_PAGES = 60;
const DEEPEST_QUERY = 2;
export const SEVERAL = { numbered: 2, named: 6, queried: 2 };
export const ONE = { numbered: 1, named: 1, queried: 1 };

// Yields { url, links } for each HTML page, breadth first; adds what is linked to and does not answer to the problems.
export async function* pagesFrom(start, browser, problems, examples) {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  const isWanted = choice(start, examples);
  const waiting = [start];
  for (let count = 0; waiting.length && count < MOST_PAGES;) {
    const url = waiting.shift();
    const response = await context.request.get(url, { maxRedirects: 0 });
    const { location, "content-type": type = "" } = response.headers();
    if (response.status() >= 400) problems.add(url, `answered ${response.status()}, and a page links to it`);
    if (location) waiting.push(...[new URL(location, url).href].filter(isWanted));
    if (!response.ok() || !type.startsWith("text/html")) continue;
    await page.goto(url);
    const links = await linksOn(page);
    waiting.push(...links.filter(isWanted));
    count += 1;
    yield { url, links };
  }
  if (waiting.length) console.log(`stopped after ${MOST_PAGES} pages; not visited: ${waiting.join(" ")}`);
  await context.close();
}

// Every web address that the page links to, without fragment, each once.
export async function linksOn(page) {
  const hrefs = await page.locator("a[href]").evaluateAll((links) => links.map(({ href }) => href));
  return [...new Set(hrefs.filter((href) => /^https?:/.test(href)).map((href) => href.replace(/#.*/, "")))];
}

// A predicate that is true for an address of this site, at the first examples of its kind and never twice.
function choice(start, examples) {
  const seen = new Set([start]);
  const counts = new Map();
  return (link) => {
    const url = new URL(link);
    if (url.origin !== new URL(start).origin || seen.has(link)) return false;
    seen.add(link);
    const { kind, most } = kindOf(url, examples);
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
    return counts.get(kind) <= most;
  };
}

// Addresses of one kind differ only in a number, a name below the first segment, or what a filter asks for.
function kindOf({ pathname, searchParams }, { numbered, named, queried }) {
  const [first, ...rest] = pathname.split("/").filter(Boolean);
  const hasNumber = rest.some((segment) => /^\d/.test(segment));
  const kind = [first, ...rest.map((segment) => segment.replace(/^[^.]*/, hasNumber ? "#" : "*"))].join("/");
  const keys = [...searchParams.keys()].sort();
  if (keys.length > DEEPEST_QUERY) return { kind: "a longer query", most: queried };
  if (keys.length) return { kind: `${kind}?${keys}`, most: queried };
  return { kind, most: hasNumber ? numbered : rest.length ? named : 1 };
}
