import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it, onTestFailed } from 'vitest';
import { z } from 'zod';
import { browserOrLoudSkip } from '../support/browser.ts';
import { Stage } from '../support/stage.ts';
import { walkTo } from '../support/walk.ts';
import { seriousFindings } from '../workspace/page/serious-findings.ts';

const browser = await browserOrLoudSkip('the desk');
const root = resolve(import.meta.dirname, '../..');
const built = join(root, 'dist', 'desk');
/** Where pictures of every screen go; nowhere unless asked. */
const pictures = process.env['RELAIS_DESK_PICTURES'];

beforeAll(async () => {
  await build({ configFile: join(root, 'src/desk/page/vite.config.ts'), logLevel: 'error' });
});

const chunkSchema = z.object({
  file: z.string(),
  css: z.array(z.string()).default([]),
  imports: z.array(z.string()).default([]),
  isEntry: z.boolean().default(false),
});

describe('the built page of the desk', () => {
  it('is less than 200 kB, compressed, until the first chart is drawn', () => {
    const text = readFileSync(join(built, '.vite', 'manifest.json'), 'utf8');
    const chunks = z.record(z.string(), chunkSchema).parse(JSON.parse(text));
    const first = new Set(['index.html']);
    const visit = (name: string): void => {
      const { file, css, imports } = chunkSchema.parse(chunks[name]);
      for (const one of [file, ...css]) first.add(one);
      for (const one of imports) visit(one);
    };
    visit(Object.entries(chunks).find(([, { isEntry }]) => isEntry)?.[0] ?? '');
    const bytes = [...first].reduce((sum, file) => sum + gzipSync(readFileSync(join(built, file))).byteLength, 0);
    expect(first.size).toBeGreaterThan(2);
    expect(bytes).toBeLessThan(200_000);
    // Charts are not among it.
    expect([...first].join()).not.toContain('chart');
  });
});

describe.skipIf(browser === null)('the desk in a browser', () => {
  afterAll(() => browser?.close());

  it('is opened from chat by clicks, and read by keyboard, on a phone and in the dark', {
    timeout: 600_000,
  }, async () => {
    const stage = await Stage.open(browser as Browser);
    onTestFailed(() => stage.report('the desk'));
    await walkTo(stage, { leaver: 'Alex Moreau', kind: 'Resignation', workerType: 'Employee', equipment: ['Laptop'] });
    await stage.form('The plan').getByRole('button', { name: 'Start the departure' }).click();
    await stage.answered('has started');

    const desk = await stage.page.context().newPage();
    desk.on('pageerror', (error) => stage.pageErrors.push(error.message));
    desk.on('console', (message) => {
      if (message.type() === 'error') stage.pageErrors.push(message.text());
    });
    const shown = async (name: string) => {
      await desk.setViewportSize({ width: 1366, height: 768 });
      await sound(desk, name);
      await desk.emulateMedia({ colorScheme: 'dark' });
      await sound(desk, `${name}-dark`);
      await desk.setViewportSize({ width: 390, height: 844 });
      await sound(desk, `${name}-phone-dark`);
      // Nothing is wider than the phone.
      expect(await desk.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
      await desk.emulateMedia({ colorScheme: 'light' });
      await sound(desk, `${name}-phone`);
      await desk.setViewportSize({ width: 1366, height: 768 });
    };

    await stage.become('Tom');
    await stage.page.getByRole('tab', { name: 'Home' }).click();
    await stage.page.getByRole('button', { name: /^Open the desk/ }).click();
    const link = stage.form('The desk').getByRole('link', { name: 'Open the desk' });
    await desk.goto((await link.getAttribute('href')) ?? '');
    await sound(desk, 'door');
    await desk.getByRole('button', { name: 'Go in' }).press('Enter');
    await desk.getByRole('heading', { name: 'Departures' }).waitFor();
    await desk.getByRole('link', { name: 'Alex Moreau' }).waitFor();
    await shown('departures');

    // By keyboard: past the menu, to the filters, which go into the address.
    await desk.keyboard.press('Tab');
    await desk.getByLabel('Kind').selectOption({ label: 'Retirement' });
    await desk.getByRole('button', { name: 'Show' }).press('Enter');
    await desk.getByText('Nothing fits.').waitFor();
    expect(new URL(desk.url()).searchParams.get('kind')).toBe('retirement');
    await desk.getByRole('button', { name: 'Save this view' }).press('Enter');
    await desk.getByRole('textbox', { name: 'What is it called?' }).fill('Retirements');
    await sound(desk, 'save');
    await desk.keyboard.press('Enter');
    await desk.getByRole('link', { name: 'Retirements' }).waitFor();
    await desk.getByRole('link', { name: 'Clear the filters' }).press('Enter');
    await desk.getByRole('link', { name: 'Alex Moreau' }).waitFor();
    await desk.goBack();
    await desk.getByText('Nothing fits.').waitFor();
    await desk.getByRole('navigation', { name: 'Pages of the desk' }).getByRole('link', { name: 'Departures' }).click();

    await desk.getByRole('link', { name: 'Alex Moreau' }).press('Enter');
    await desk.getByRole('heading', { name: 'Departure of Alex Moreau' }).waitFor();
    await desk.getByText('started it, with this plan').waitFor();
    expect(await desk.evaluate('document.activeElement.textContent')).toBe('Departure of Alex Moreau');
    await shown('departure');

    await desk.getByRole('button', { name: 'Save as a file' }).press('Enter');
    for (const [index, format] of ['CSV', 'XLSX', 'PDF'].entries()) {
      if (index > 0) await desk.getByRole('button', { name: 'Save as a file' }).press('Enter');
      const saving = desk.waitForEvent('download');
      await desk.getByRole('menuitem', { name: format }).click();
      expect((await saving).suggestedFilename()).toMatch(new RegExp(`^relais-departure-.*\\.${format.toLowerCase()}$`));
    }

    await desk.getByRole('link', { name: 'Calendar' }).click();
    await desk.getByRole('link', { name: 'Later' }).waitFor();
    const dates = await desk.getByRole('link', { name: /Alex Moreau/ }).count();
    if (dates === 0) await desk.getByRole('link', { name: 'Later' }).click();
    await desk.getByRole('link', { name: 'Last day: Alex Moreau' }).waitFor();
    await shown('calendar');
    await desk.getByRole('link', { name: 'Settings' }).click();
    await desk.getByText('Okta').first().waitFor();
    await shown('settings');
    expect(await desk.getByRole('link', { name: 'Exit surveys' }).count()).toBe(0);

    // The link is used up, and the visit ends when its person says so.
    const again = await stage.page.context().newPage();
    expect((await again.goto((await link.getAttribute('href')) ?? ''))?.status()).toBe(410);
    await again.close();
    await desk.getByRole('button', { name: 'Leave the desk' }).click();
    await desk.getByRole('heading', { name: 'The desk is closed' }).waitFor();
    // That a link is over, and a visit, is told by a status that the browser reports.
    expect(stage.pageErrors.filter((one) => !/status of 4(?:01|10)/.test(one))).toEqual([]);
    await stage.close();
  });
});

/** Whether axe-core finds nothing serious; with a picture where somebody wants to look. */
async function sound(page: Page, name: string): Promise<void> {
  if (pictures) await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });
  // The page lets no script in from outside, so axe is given to the browser itself.
  if ((await page.evaluate('typeof axe')) === 'undefined') await page.evaluate(axe.source);
  const { findings } = await seriousFindings(page);
  expect(findings, name).toEqual([]);
}
