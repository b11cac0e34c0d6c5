import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { build } from 'vite';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { launchChromium } from './chromium.ts';
import { serveFixture } from './fixture-server.ts';
import { FixtureWorld } from './fixture-world.ts';

const launched = await launchChromium();
if (typeof launched === 'string') process.stderr.write(`\nSKIPPED: the workspace page in a browser: ${launched}\n\n`);

/** Two cores shared with other suites are slow now and then. */
const eventually = <T>(read: () => T) => expect.poll(read, { timeout: 10_000 });

describe.skipIf(typeof launched === 'string')('the workspace page in a browser', () => {
  const browser = launched as Browser;
  const folder = mkdtempSync(join(tmpdir(), 'relais-page-'));
  let world: FixtureWorld;
  let server: Awaited<ReturnType<typeof serveFixture>>;
  let page: Page;
  let errors: string[];

  beforeAll(async () => {
    const configFile = resolve(import.meta.dirname, '../../../src/workspace/page/vite.config.ts');
    await build({ configFile, logLevel: 'error', build: { outDir: folder } });
  });
  beforeEach(async () => {
    world = new FixtureWorld();
    server = await serveFixture(world, folder);
    errors = [];
  });
  afterEach(async () => {
    await page?.context().close();
    await server.close();
    expect(errors).toEqual([]);
  });
  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function open(hash = '', options: BrowserContextOptions = {}) {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-GB', ...options });
    context.setDefaultTimeout(10_000);
    page = await context.newPage();
    page.on('pageerror', (error) => errors.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') errors.push(message.text());
    });
    await page.goto(`${server.url}/${hash}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
  }
  const composer = () => page.getByRole('combobox', { name: 'Message to Relais' });
  const sent = (end: string) => world.received.filter(({ path }) => path.endsWith(end)).map(({ body }) => body);

  it('is one small script and one sheet, and asks no other host for anything', async () => {
    await open();
    const loaded = z
      .array(z.object({ name: z.string(), decodedBodySize: z.number() }))
      .parse(await page.evaluate('performance.getEntriesByType("resource").map((entry) => entry.toJSON())'));
    expect(loaded.filter(({ name }) => !name.startsWith(server.url))).toEqual([]);
    const files = loaded.filter(({ name }) => !name.includes('/workspace/api/'));
    expect(files.filter(({ name }) => /\.(js|css)$/.test(name))).toHaveLength(2);
    expect(files.reduce((sum, { decodedBodySize }) => sum + decodedBodySize, 0)).toBeLessThan(600_000);
  });

  it('fits into a low window and a narrow one, and keeps its top bar after a wheel and a click', async () => {
    await open();
    for (const [width, height] of [
      [1280, 720],
      [390, 844],
    ] as const) {
      await page.setViewportSize({ width, height });
      await page.mouse.move(width / 2, height / 2);
      await page.mouse.wheel(0, 4000);
      await page.mouse.click(width / 2, height / 2);
      const title = await page.getByRole('heading', { level: 1 }).boundingBox();
      expect(title?.y, `${width}×${height}`).toBeGreaterThanOrEqual(0);
      expect(await page.evaluate('document.documentElement.scrollTop + document.body.scrollTop')).toBe(0);
      const wide = '[document.documentElement, document.body].some((one) => one.scrollWidth > innerWidth)';
      expect(await page.evaluate(wide), `${width}×${height}`).toBe(false);
    }
  });

  it('completes /offboard, opens the form, complains in place, sends it, and goes on to the next page', async () => {
    await open();
    await composer().pressSequentially('/off');
    await eventually(() => page.getByRole('listbox', { name: 'Commands' }).getByRole('option').count()).toBe(3);
    await composer().press('Enter');
    await composer().press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Start a departure' });
    await dialog.waitFor();
    expect(sent('/messages')).toEqual([{ channel: 'D0MAYA', text: '/offboard' }]);
    const who = dialog.getByLabel('Who is leaving?');
    await dialog.locator('[data-block="who"] input:focus').waitFor();

    await dialog.getByRole('button', { name: 'Next' }).click();
    await eventually(() => dialog.locator('.field-error').count()).toBe(5);
    expect(await who.getAttribute('aria-invalid')).toBe('true');
    expect(sent('/submit')).toEqual([]);

    await who.fill('moreau');
    await dialog.getByRole('option', { name: /Alex Moreau/ }).click();
    await dialog.getByLabel('Resignation').check();
    await dialog.getByLabel('Last working day').fill('2026-04-10');
    await dialog.getByLabel('Cut-off').fill('2026-04-10T18:30');
    await dialog.getByLabel('Notes for the team').fill('bad');
    await dialog.getByLabel('Days of handover').fill('14');
    await dialog.getByLabel('Reason').click();
    await dialog.getByRole('option', { name: 'Studies' }).click();
    await dialog.getByLabel('Systems').click();
    await dialog.getByRole('option', { name: 'Repositories' }).click();
    await page.keyboard.press('Escape');
    await dialog.getByLabel('Template').fill('hand');
    await dialog.getByRole('option', { name: 'Handover dossier' }).click();
    await dialog.getByLabel('Laptop').check();
    await dialog.getByRole('button', { name: 'Next' }).click();
    await dialog.getByText('Relais wants other words here.').waitFor();
    await dialog.getByLabel('Notes for the team').fill('Ask Priya');
    await dialog.getByRole('button', { name: 'Next' }).click();
    await page.getByRole('dialog', { name: 'The plan' }).waitFor();
    expect(sent('/submit').at(-1)).toEqual({
      values: {
        who: { 'who.in': 'U0ALEX' },
        kind: { 'kind.in': 'resignation' },
        day: { 'day.in': '2026-04-10' },
        at: { 'at.in': Date.parse('2026-04-10T17:30:00Z') / 1000 },
        hour: { 'hour.in': '14:30' },
        notes: { 'notes.in': 'Ask Priya' },
        days: { 'days.in': '14' },
        mail: { 'mail.in': null },
        site: { 'site.in': null },
        reason: { 'reason.in': 'studies' },
        systems: { 'systems.in': ['directory', 'code'] },
        heirs: { 'heirs.in': [] },
        where: { 'where.in': null },
        dossier: { 'dossier.in': 'Handover dossier' },
        kit: { 'kit.in': ['laptop'] },
      },
    });

    await page.keyboard.press('Escape');
    await page.getByRole('dialog', { name: 'Start a departure' }).waitFor();
    expect(await page.getByLabel('Notes for the team').inputValue()).toBe('Ask Priya');
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
    await eventually(() => page.getByRole('dialog').count()).toBe(0);
    expect(sent('/close')).toEqual([{ all: false }, { all: true }]);
  });

  it('keeps focus inside a modal and gives it back', async () => {
    await open();
    await page.getByRole('button', { name: 'Shortcuts' }).click();
    await page.getByRole('menuitem', { name: /Start a departure/ }).click();
    await page.getByRole('dialog', { name: 'Shortcut' }).waitFor();
    for (let press = 0; press < 12; press += 1) {
      await page.keyboard.press('Tab');
      const inside = await page.evaluate(
        'document.activeElement === document.body || !!document.activeElement.closest("dialog")',
      );
      expect(inside).toBe(true);
    }
    await page.keyboard.press('Escape');
    await eventually(() => page.getByRole('dialog').count()).toBe(0);
    const name = await page.evaluate('document.activeElement.getAttribute("aria-label")');
    expect(name).toBe('Shortcuts');
  });

  it("asks the app's question before a dangerous button acts, and edits the card in place", async () => {
    await open();
    const card = page.locator('[data-ts="1774252800.000100"]');
    const button = card.getByRole('button', { name: 'Confirm the revocation of 3 accounts of Alex Moreau' });
    await button.click();
    await page
      .getByRole('alertdialog', { name: 'Revoke 3 accounts?' })
      .getByRole('button', { name: 'Not yet' })
      .click();
    expect(sent('/actions')).toEqual([]);
    await button.click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Revoke', exact: true }).click();
    await card.getByText('Confirmed').waitFor();
    await card.getByText('(edited)').waitFor();
    expect(sent('/actions')).toEqual([
      {
        container: { kind: 'message', channel: 'D0MAYA', ts: '1774252800.000100' },
        blockId: 'do',
        actionId: 'card.confirm',
        value: null,
        values: {},
      },
    ]);
  });

  it('says so when Relais refuses or does not answer', async () => {
    await open();
    await page.getByRole('button', { name: 'Remind' }).click();
    await page.getByRole('alert').getByText('Relais took too long.').waitFor();
  });

  it('shows threads, ephemeral messages and what is new, and says new messages aloud', async () => {
    await open();
    await page.getByText('Only visible to you').waitFor();
    await page.getByRole('button', { name: /2 replies/ }).click();
    const thread = page.getByRole('complementary', { name: 'Thread' });
    await thread.getByText('has not answered yet').waitFor();
    await thread.getByRole('combobox').fill('Thanks @Priya Nair');
    await thread.getByRole('combobox').press('Enter');
    await eventually(() => sent('/messages')).toEqual([
      { channel: 'D0MAYA', text: 'Thanks <@U0PRIYA>', threadTs: '1774252800.000100' },
    ]);
    await thread.getByRole('button', { name: 'Close the thread' }).click();
    world.post({ channel: 'D0MAYA', ts: '1774300000.000100', text: '*Priya* accepted :tada:' });
    await page.getByText('accepted', { exact: false }).last().waitFor();
    await eventually(() => page.getByTestId('announcer').textContent()).toContain(
      'New message from Relais: Priya accepted',
    );
    await page.getByRole('button', { name: 'Dismiss this message' }).click();
    await eventually(() => page.getByText('Only visible to you').count()).toBe(0);
  });

  it('becomes somebody else, in their language and zone', async () => {
    await open();
    const people = page.getByRole('navigation', { name: 'People' });
    await people.getByRole('button', { name: 'Tom Okafor, IT lead, IT (2 unread messages)' }).click();
    await eventually(() => sent('/U0TOM/conversations/D0TOM/read').length).toBeGreaterThan(0);
    await eventually(() => page.title()).toBe('Tom Okafor · Local workspace');
    await people.getByRole('button', { name: /^Nadia Berger/ }).click();
    await page.getByRole('navigation', { name: 'Personnes' }).waitFor();
    expect(await page.getByTestId('clock-now').textContent()).toContain('10:00');
    expect(await page.locator('html').getAttribute('lang')).toBe('fr');
    await page.getByRole('button', { name: /^Sofia Rossi/ }).click();
    await page.getByText('The chat account of Sofia Rossi is closed.').waitFor();
  });

  it('has Relais speak the chosen language to everybody who is looked at', async () => {
    await open();
    await page.getByLabel('Language').selectOption('fr');
    await eventually(() => sent('/teams/people/U0MAYA/language')).toEqual([{ language: 'fr' }]);
    await page.getByRole('button', { name: /^Tom Okafor/ }).click();
    await eventually(() => sent('/teams/people/U0TOM/language')).toEqual([{ language: 'fr' }]);
    // Back to each person's own, for both.
    await page.getByLabel('Langue').selectOption('auto');
    await eventually(() => sent('/teams/people/U0TOM/language')).toEqual([{ language: 'fr' }, { language: 'auto' }]);
    await page.getByRole('button', { name: /^Maya Chen/ }).click();
    await eventually(() => sent('/teams/people/U0MAYA/language')).toEqual([{ language: 'fr' }, { language: 'auto' }]);
  });

  it('shows accounts turning from live to revoked, in words and aloud', async () => {
    await open();
    await page.getByLabel('Whose accounts').selectOption('alex.moreau@example.com');
    const okta = page.locator('[data-system="okta"]');
    await okta.getByText('Live').waitFor();
    world.revoke('okta', 'alex.moreau@example.com');
    await okta.getByText('Revoked').waitFor();
    await okta.getByText('0 sessions · 0 tokens · 0 groups').waitFor();
    await eventually(() => page.getByTestId('announcer').textContent()).toContain(
      'Directory (Okta-like): the account of Alex Moreau is now revoked.',
    );
    await okta.getByLabel('Behaviour of Directory (Okta-like)').selectOption('down');
    await eventually(() => sent('/okta/misbehave')).toEqual([{ how: 'down' }]);
  });

  it('moves the clock', async () => {
    await open();
    await page.getByRole('button', { name: '+1 day' }).click();
    await page
      .getByTestId('clock-now')
      .getByText(/Tuesday,? 24 March 2026/)
      .waitFor();
    expect(await page.getByTestId('clock-reason').textContent()).toContain('a reminder');
    expect(sent('/clock/move-by')).toEqual([{ milliseconds: 86_400_000 }]);
  });

  it('guides the first run and remembers what was dismissed', async () => {
    await open();
    const guide = page.getByRole('region', { name: 'First run' });
    await guide.getByText('Start a departure').waitFor();
    await guide.getByRole('button', { name: 'Got it' }).click();
    await guide.getByText('Become someone else').waitFor();
    world.doneHints.clear();
    await page.reload();
    await guide.getByText('Become someone else').waitFor();
    await guide.getByRole('button', { name: 'Hide the hints' }).click();
    await page.reload();
    await page.getByRole('article').first().waitFor();
    expect(await guide.count()).toBe(0);
  });

  it('goes where a permalink leads', async () => {
    await open('#/archives/D0MAYA/p1774084800000100');
    await page.locator('[data-ts="1774084800.000100"][data-highlight]').waitFor();
  });

  it('can be driven by the keyboard alone', async () => {
    await open();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.id')).toBe('conversation');
    await page.getByRole('tab', { name: 'Messages' }).focus();
    await page.keyboard.press('ArrowLeft');
    await page.getByRole('tabpanel').getByText('My tasks').waitFor();
    expect(await page.getByRole('tab', { name: 'Home' }).getAttribute('aria-selected')).toBe('true');
  });
});
