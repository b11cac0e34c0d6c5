import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browserOrLoudSkip } from '../support/browser.ts';
import { goldenStore, packOf } from './golden-store.ts';
import { forged, newForger } from './repack.ts';
import { builtVerifier } from './verify-build.ts';

const browser = await browserOrLoudSkip('the page that checks packs');
let kept: Awaited<ReturnType<typeof goldenStore>>;
let built: Awaited<ReturnType<typeof builtVerifier>>;

beforeAll(async () => {
  built = await builtVerifier();
  kept = await goldenStore(['by-hand']);
});
afterAll(async () => {
  await browser?.close();
  await kept?.close();
  rmSync(built?.folder ?? '', { recursive: true, force: true });
});

describe.skipIf(browser === null)('the page that checks packs', () => {
  it.each(['en-GB', 'fr-FR'])('works from a file, without a network, in %s', async (locale) => {
    const pack = await packOf(kept.store, { departures: ['by-hand'], level: 'auditor' });
    const whole = join(built.folder, 'pack.zip');
    writeFileSync(whole, pack.bytes);
    const wrong = join(built.folder, 'wrong.zip');
    writeFileSync(
      wrong,
      forged(pack.bytes, newForger(), { 'evidence.json': (text) => text.replace('"verified": 3', '"verified": 4') }),
    );
    const context = await browser?.newContext({ locale, offline: true, viewport: { width: 1366, height: 768 } });
    const page = await context?.newPage();
    if (!page) throw new Error('there is no browser');
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    await page.goto(pathToFileURL(built.page).href);
    const check = async (file: string, key: string) => {
      await page.setInputFiles('#pack', file);
      await page.fill('#key', key);
      await page.click('#check');
      await page.waitForSelector('#result:is(.whole, .wrong, .key-not-compared)', { timeout: 60_000 });
      const outcome = await page.getAttribute('#result', 'class');
      return { outcome, text: (await page.textContent('#result')) ?? '' };
    };
    expect(await check(whole, pack.fingerprint)).toMatchObject({ outcome: 'whole' });
    const { RELAIS_SCREENSHOTS: shots } = process.env;
    if (shots) {
      mkdirSync(shots, { recursive: true });
      await page.screenshot({ path: join(shots, `verify-${locale}.png`) });
    }
    await page.reload();
    expect(await check(whole, '')).toMatchObject({ outcome: 'key-not-compared' });
    await page.reload();
    const found = await check(wrong, pack.fingerprint);
    expect(found.outcome).toBe('wrong');
    expect(found.text).toContain(locale === 'fr-FR' ? 'Un chiffre du rapport' : 'A figure of the report');
    if (shots) await page.screenshot({ path: join(shots, `verify-wrong-${locale}.png`) });
    expect(errors).toEqual([]);
    await context?.close();
  });
});
