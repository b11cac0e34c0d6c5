/**
 * Draws the two icons that Teams wants from Relais' own: `npx tsx scripts/teams/draw-icons.ts` writes them into
 * `manifest/teams/`.
 */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { launchBrowser } from '../../test/support/browser.ts';

const root = resolve(import.meta.dirname, '../..');
const svg = readFileSync(join(root, 'src/workspace/page/public/icon.svg'), 'utf8');
/** Teams rounds the corners by itself, and leaves room around the sign. */
const color = svg.replace(' rx="9"', '').replace('viewBox="0 0 32 32"', 'viewBox="-4 -4 40 40"');
const square = color.replace('width="32" height="32"', 'x="-4" y="-4" width="40" height="40"');
/** White lines on nothing. */
const outline = svg.replace(/<rect[^>]*\/>/, '').replace('viewBox="0 0 32 32"', 'viewBox="3 3 26 26"');

const browser = await launchBrowser();
if (typeof browser === 'string') throw new Error(browser);
for (const [name, size, picture] of [
  ['color', 192, square],
  ['outline', 32, outline],
] as const) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  await page.setContent(
    `<style>html,body{margin:0;background:transparent}svg{display:block;width:${size}px;height:${size}px}</style>${picture}`,
  );
  await page.screenshot({ path: join(root, 'manifest', 'teams', `${name}.png`), omitBackground: true });
  console.log(`manifest/teams/${name}.png`);
}
await browser.close();
