// A headless Chromium, that of `CHROMIUM` in the environment, which asks for nothing but what it is sent to.
import { chromium } from "playwright-core";

export const NARROW = { width: 360, height: 640 };
export const WIDE = { width: 1280, height: 900 };

const QUIET = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync",
];

export async function withBrowser(use) {
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: QUIET });
  try {
    await use(browser);
  } finally {
    await browser.close();
  }
}

export function unfoldAll(page) {
  return page.evaluate(() => document.querySelectorAll("details").forEach((each) => { each.open = true; }));
}
