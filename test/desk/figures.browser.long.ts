import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browserOrLoudSkip } from '../support/browser.ts';
import { openDesk } from '../support/desk-server.ts';
import { seedEnded } from '../support/ended-departures.ts';
import { createMemoryWorld } from '../support/memory/memory-world.ts';
import { settled } from '../support/settled.ts';
import { seriousFindings } from '../workspace/page/serious-findings.ts';

const browser = await browserOrLoudSkip('the figures of the desk');
const root = resolve(import.meta.dirname, '../..');
/** Where pictures of every screen go; nowhere unless asked. */
const pictures = process.env['RELAIS_DESK_PICTURES'];
/** Not where the desk's own test builds, which may run at the same time. */
const pageDir = mkdtempSync(join(tmpdir(), 'relais-figures-'));

beforeAll(async () => {
  await build({
    configFile: join(root, 'src/desk/page/vite.config.ts'),
    logLevel: 'error',
    build: { outDir: pageDir },
  });
}, 120_000);

afterAll(() => rmSync(pageDir, { recursive: true, force: true }));

describe.skipIf(browser === null)('the figures in a browser', () => {
  afterAll(() => browser?.close());

  it('are drawn for IT in English and for HR in French, on a desktop, on a phone and in the dark', {
    timeout: 300_000,
  }, async () => {
    const world = await createMemoryWorld();
    await seedEnded(world);
    const server = await openDesk({ pageDir, world });
    const errors: string[] = [];
    const context = await (browser as Browser).newContext({ locale: 'en-GB', reducedMotion: 'reduce' });
    context.setDefaultTimeout(30_000);
    const page = await context.newPage();
    page.on('pageerror', (error) => errors.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') errors.push(message.text());
    });
    const enter = async (person: string) => {
      await page.goto(`${server.url}/desk/open/${await server.admissions.ticket(person)}`);
      await page.getByRole('button').click();
      await page.waitForURL(/departures/);
    };
    /** Every chart draws as many bars as it has values that are not nothing, under texts that are there. */
    const shown = async (name: string, address: string, bars: readonly number[]) => {
      await page.goto(`${server.url}/desk/${address}`);
      for (const colorScheme of ['light', 'dark'] as const)
        for (const width of [1366, 390]) {
          await page.emulateMedia({ colorScheme });
          await page.setViewportSize({ width, height: 768 });
          for (const [index, count] of bars.entries()) {
            const picture = page.locator('.picture').nth(index);
            await picture
              .locator('.recharts-bar-rectangle path')
              .nth(count - 1)
              .waitFor();
            expect(await picture.locator('.recharts-bar-rectangle path').count(), `${name} ${index}`).toBe(count);
          }
          expect(await page.locator('.picture').count()).toBe(bars.length);
          await sound(page, `${name}-${colorScheme}-${width}`);
          // Nothing is wider than the screen.
          expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
        }
    };
    const texts = async (picture: number) =>
      (await page.locator('.picture').nth(picture).locator('text').allTextContents()).map((one) =>
        one.replaceAll(/\s/g, ' '),
      );

    await enter('tom');
    // Only `code` took longer than no time, and each month has its line.
    await shown('figures-it', 'figures?by=month', [1, 3]);
    expect(await texts(1)).toEqual([
      '27 of 27 (100%) · March 2026',
      '18 of 18 (100%) · April 2026',
      '9 of 9 (100%) · May 2026',
    ]);
    expect(await page.locator('.goal').allTextContents()).toEqual(['Goal: 15 minutes', 'Goal: 100%']);
    await enter('nadia');
    await shown('figures-hr', 'figures?by=month', [1, 3, 3]);
    expect((await texts(2))[0]).toBe('3 · La rémunération et les conditions');
    await shown('survey-hr', 'survey', [3, 3]);
    expect(errors).toEqual([]);

    // As after an update, when the file of the charts has another name by now: everything else stays.
    await page.route(/chart-picture/, (route) => route.abort());
    await page.goto(`${server.url}/desk/survey`);
    await page.getByText('Cela n’a pas fonctionné').nth(1).waitFor();
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Questionnaires de départ');
    await page.getByText('Les mêmes chiffres en tableau').first().click();
    await page.getByRole('rowheader', { name: 'Dans l’ensemble, comment s’est passé' }).waitFor();
    await context.close();
    await server.close();
  });
});

/** Whether axe-core finds nothing serious; with a picture where somebody wants to look. */
async function sound(page: Page, name: string): Promise<void> {
  await settled(page);
  if (pictures) await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });
  if ((await page.evaluate('typeof axe')) === 'undefined') await page.evaluate(axe.source);
  const { findings } = await seriousFindings(page);
  expect(findings, name).toEqual([]);
}
