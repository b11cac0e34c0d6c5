import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { build } from 'vite';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { browserOrLoudSkip } from '../../support/browser.ts';
import { everyShape } from './every-shape.ts';
import { everyTeamsShape } from './every-teams-shape.ts';
import { everyInput } from './fixture-blocks.ts';
import { serveFixture } from './fixture-server.ts';
import { FixtureWorld } from './fixture-world.ts';
import { seriousFindings } from './serious-findings.ts';

const browser = await browserOrLoudSkip('the accessibility of the workspace page');
const languages = ['en', 'fr'] as const;

describe.skipIf(browser === null)('axe-core finds nothing serious', () => {
  const folder = mkdtempSync(join(tmpdir(), 'relais-page-'));
  let page: Page;
  let world: FixtureWorld;
  let server: Awaited<ReturnType<typeof serveFixture>>;

  beforeAll(async () => {
    const configFile = resolve(import.meta.dirname, '../../../src/workspace/page/vite.config.ts');
    await build({ configFile, logLevel: 'error', build: { outDir: folder } });
  });
  beforeEach(async () => {
    world = new FixtureWorld();
    server = await serveFixture(world, folder);
    const context = await (browser as Browser).newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-GB' });
    context.setDefaultTimeout(20_000);
    page = await context.newPage();
    return async () => {
      await context.close();
      await server.close();
    };
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it.each(languages)('in any card or form that Relais has (%s)', { timeout: 120_000 }, async (language) => {
    const { shapes, cards, forms } = everyShape(language);
    expect(cards).toBeGreaterThan(80);
    expect(forms).toBeGreaterThan(80);
    let texts = 0;
    for (const some of portionsOf(shapes)) {
      await page.goto(`${server.url}/`);
      await page.getByRole('article').first().waitFor();
      await page.evaluate(gallery(some.join('\n'), language));
      texts += await textsMeasured();
    }
    expect(texts).toBeGreaterThan(2000);
  });

  it.each(languages)('in any card or form on Teams (%s)', { timeout: 120_000 }, async (language) => {
    const cards = everyTeamsShape(language);
    expect(cards.length).toBeGreaterThan(60);
    // Nothing is cut off: axe measures only what shows.
    await page.setViewportSize({ width: 1440, height: 2000 });
    const unfolded = '.page { height: auto; overflow: visible } body, .message-box { overflow: visible }';
    let texts = 0;
    for (const some of portionsOf(cards)) {
      world.teamsCards = some;
      await page.goto(`${server.url}/`);
      await page.getByLabel('Language').selectOption(language);
      await page
        .locator('.teams-card')
        .nth(some.length - 1)
        .waitFor();
      await page.addStyleTag({ content: `${unfolded} html, body, #page { height: auto }` });
      expect(await page.locator('.ac-adaptiveCard').count()).toBeGreaterThanOrEqual(some.length);
      texts += await textsMeasured();
    }
    expect(texts).toBeGreaterThan(1000);
  });

  it.each(languages)('on any screen of the page (%s)', { timeout: 120_000 }, async (language) => {
    const say = (english: string, french: string) => (language === 'en' ? english : french);
    await page.route('**/workspace/api/bootstrap', (route) => route.abort());
    await page.goto(`${server.url}/#/U0MAYA/D0MAYA/thread/1774252800.000100`);
    await page.locator('.opening').waitFor();
    await textsMeasured();
    await page.unroute('**/workspace/api/bootstrap');
    world.systems[1]?.accounts.splice(2, 1);
    world.revoke('okta', 'alex.moreau@example.com');

    // As much at once as one can have open: hints, a thread, both panels, unfolded lists, a system that misbehaves, a problem.
    await page.setViewportSize({ width: 1700, height: 1000 });
    await page.getByLabel('Language').selectOption(language);
    await page.getByRole('article').first().waitFor();
    await page.getByTestId('clock-now').waitFor();
    await page.getByLabel(say('Whose accounts', 'Comptes de')).selectOption('alex.moreau@example.com');
    await page.locator('[data-system="github"] select').selectOption('down');
    await page.evaluate('for (const fold of document.querySelectorAll("details")) fold.open = true');
    await page.getByRole('button', { name: 'Remind' }).first().click();
    await page.locator('.toast').waitFor();
    expect(await textsMeasured()).toBeGreaterThan(100);
    await page.locator('.toast button').click();

    const popups = [
      () => page.locator('.composer textarea').first().fill('/'),
      () => page.locator('.composer textarea').first().fill('Thanks @'),
      () => page.locator('.composer [aria-haspopup="menu"]').first().click(),
      () => page.locator('.message-tools [aria-haspopup="menu"]').first().click(),
    ];
    for (const open of popups) {
      await open();
      await page.locator('.popup').waitFor();
      await textsMeasured('.popup, [aria-expanded="true"]');
      await page.keyboard.press('Escape');
      await page.locator('.popup').waitFor({ state: 'detached' });
    }
    await page.locator('[data-action="card.confirm"]').first().click();
    await page.getByRole('alertdialog').waitFor();
    await textsMeasured('dialog');
    await page.keyboard.press('Escape');

    await page.getByRole('tab').first().click();
    await page.getByRole('tabpanel').getByText('My tasks').waitFor();
    await textsMeasured();

    world.push('U0MAYA', { id: 'V0WAIT', title: 'Relais', submit: null, blocks: [] });
    await page.locator('.modal-loading').waitFor();
    await textsMeasured('dialog');
    world.push('U0MAYA', { id: 'V0A11Y', title: 'Everything', blocks: everyInput() });
    await page.getByRole('dialog', { name: 'Everything' }).getByRole('button').last().click();
    await page.locator('.field-error').first().waitFor();
    await textsMeasured('dialog');
    await page.locator('[data-block="who"] input').click();
    await page.getByRole('listbox').waitFor();
    await textsMeasured('dialog');
    for (const _modal of ['V0A11Y', 'V0WAIT']) await page.locator('.dialog-buttons button').first().click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });

    // Somebody whose account is closed, in a narrow window, and then without a connection.
    await page.setViewportSize({ width: 700, height: 900 });
    await page.locator('[data-person="U0SOFIA"]').click();
    await page.locator('.composer-closed').waitFor();
    await server.close();
    await page.locator('.offline').waitFor();
    await textsMeasured();
  });

  it('and would find something', async () => {
    await page.goto(`${server.url}/`);
    await page.getByRole('article').first().waitFor();
    const bad = '<main><button></button><p style="color: #999; background: #fff">Hard to read</p></main>';
    await page.evaluate(`document.body.innerHTML = ${JSON.stringify(bad)}`);
    const { findings } = await seriousFindings(page, 'everything');
    expect(findings.map((one) => one.split(':')[0]).sort()).toEqual(['button-name', 'color-contrast']);
  });

  /** In both themes: nothing serious, and how many texts were measured. All rules once; a theme only changes colours. */
  async function textsMeasured(within?: string): Promise<number> {
    const measured: number[] = [];
    for (const theme of ['light', 'dark'] as const) {
      await page.evaluate(`document.documentElement.dataset.theme = '${theme}'`);
      const found = await seriousFindings(page, theme === 'light' ? 'everything' : 'colours', within);
      expect(found.findings).toEqual([]);
      measured.push(found.textsMeasured);
    }
    return Math.min(...measured);
  }
});

/** What axe-core looks at in one go: its time grows faster than the page. */
function portionsOf<Shape>(shapes: readonly Shape[]): readonly (readonly Shape[])[] {
  const size = 25;
  return Array.from({ length: Math.ceil(shapes.length / size) }, (_, at) => shapes.slice(at * size, (at + 1) * size));
}

/** In place of the page, under its own sheet and with nothing cut off: axe measures only what shows. */
function gallery(html: string, language: string): string {
  const sheet =
    'html, body { height: auto; overflow: visible } .dialog { position: static; max-height: none } .home { overflow: visible }';
  const body = `<style>${sheet}</style><main><h1>Relais</h1>${html}</main>`;
  return `document.documentElement.lang = ${JSON.stringify(language)}; document.body.innerHTML = ${JSON.stringify(body)}`;
}
