// node weight.mjs BASE_URL: the front page with everything it loads, as bytes on the wire at a first visit.
import { NARROW, withBrowser } from "./browser.mjs";
import { Problems } from "./problems.mjs";

const MOST_BYTES = 40_000;
const problems = new Problems("weight");

await problems.during(() => withBrowser(async (browser) => {
  const page = await (await browser.newContext({ viewport: NARROW })).newPage();
  const network = await page.context().newCDPSession(page);
  const addresses = new Map();
  const loaded = [];
  network.on("Network.requestWillBeSent", ({ requestId, request }) => addresses.set(requestId, request.url));
  network.on("Network.loadingFinished", ({ requestId, encodedDataLength }) =>
    loaded.push({ url: addresses.get(requestId), bytes: encodedDataLength }));
  await network.send("Network.enable");
  const response = await page.goto(process.argv[2], { waitUntil: "networkidle" });
  if (!response.ok()) problems.add("the front page", `answered ${response.status()}`);
  const total = loaded.reduce((sum, { bytes }) => sum + bytes, 0);
  loaded.forEach(({ url, bytes }) => console.log(`${String(bytes).padStart(7)} ${url}`));
  console.log(`${String(total).padStart(7)} bytes in all, headers too`);
  if (total > MOST_BYTES) problems.add("the front page", `weighs ${total} bytes; ${MOST_BYTES} is the most`);
}));
