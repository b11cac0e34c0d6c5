import { existsSync } from 'node:fs';
import chromium from '@sparticuz/chromium';
import { type Browser, chromium as playwright } from 'playwright-core';

const installed = [
  '/usr/bin/google-chrome',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** Quiet: a test browser asks nobody on the network for anything. */
const quiet = ['--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

/** An installed Chrome, else the one that comes as an npm package (Linux x64); a string says why there is none. */
export async function launchChromium(): Promise<Browser | string> {
  const own = installed.find((path) => existsSync(path));
  try {
    if (own) return await playwright.launch({ executablePath: own, args: ['--no-sandbox', ...quiet] });
    // One process per page is slower to start, but closing a context no longer takes the browser along.
    const args = chromium.args.filter((arg) => arg !== '--single-process');
    return await playwright.launch({ executablePath: await chromium.executablePath(), args: [...args, ...quiet] });
  } catch (error) {
    return `no Chromium can be started here (${error instanceof Error ? error.message.split('\n')[0] : error}); install Chrome or Chromium`;
  }
}
