// What is asked of every page: 0 violations of WCAG 2.2 A and AA, no sideways scrolling, a silent console, nothing asked
// of another server.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core"), "utf8");
const AXE_OPTIONS = {
  runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
  rules: { "heading-order": { enabled: true }, "empty-heading": { enabled: true }, "page-has-heading-one": { enabled: true } },
  resultTypes: ["violations"],
};

export async function judge(page, where, problems) {
  const [width, room] = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
  if (width > room) problems.add(where, `scrolls sideways: ${width} px wide`);
  const { violations } = await page.evaluate((options) => window.axe.run(document, options), AXE_OPTIONS);
  for (const { help, nodes } of violations) {
    problems.add(where, `${help}: ${nodes.map(({ target }) => target.join(" ")).slice(0, 3).join(", ")}`);
  }
}

// A page of a browser of its own, whose console, errors and requests are listened to.
export async function listeningPage(browser, start, problems, options = {}) {
  const context = await browser.newContext({ reducedMotion: "reduce", ...options });
  await context.addInitScript(AXE);
  const page = await context.newPage();
  page.on("console", (message) => {
    const isOwnStatus = message.location().url === page.url() && /status of 4\d\d/.test(message.text());
    if (["error", "warning"].includes(message.type()) && !isOwnStatus) problems.add(page.url(), `console: ${message.text()}`);
  });
  page.on("pageerror", (error) => problems.add(page.url(), `script: ${error.message}`));
  page.on("request", (request) => {
    const { origin, protocol } = new URL(request.url());
    if (protocol !== "data:" && origin !== new URL(start).origin) problems.add(page.url(), `asks for ${request.url()}`);
  });
  return page;
}
