import { existsSync } from 'node:fs';
import sparticuz from '@sparticuz/chromium';
import { type Browser, chromium } from 'playwright-core';

/** Where Chrome and Chromium are usually installed; the first that is there is used. */
const usualPlaces = [
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** Quiet: a test browser asks nobody on the network for anything. */
const quiet = [
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
];

/**
 * An installed Chrome or Chromium, else the one that comes as an npm package (Linux x64); a string says what to install
 * instead.
 */
export async function launchBrowser(): Promise<Browser | string> {
  const installed = usualPlaces.find((path) => existsSync(path));
  try {
    if (installed) return await chromium.launch({ executablePath: installed, args: ['--no-sandbox', ...quiet] });
    // One process per page is slower to start, but closing a context no longer takes the browser along.
    sparticuz.setGraphicsMode = false;
    const args = sparticuz.args.filter((arg) => arg !== '--single-process');
    return await chromium.launch({ executablePath: await sparticuz.executablePath(), args: [...args, ...quiet] });
  } catch (error) {
    const [why] = (error instanceof Error ? error.message : String(error)).split('\n');
    return `no Chromium can be started here (${why}). Install Google Chrome or Chromium, for example with "apt-get install chromium", and run it again.`;
  }
}

/** The browser for a suite, or null after a line that nobody can overlook. */
export async function browserOrLoudSkip(suite: string): Promise<Browser | null> {
  const launched = await launchBrowser();
  if (typeof launched !== 'string') return launched;
  process.stderr.write(`\n\n*** SKIPPED: ${suite}: ${launched} ***\n\n`);
  return null;
}
