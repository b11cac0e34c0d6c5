import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { build } from 'vite';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { browserOrLoudSkip } from '../../support/browser.ts';
import { distinctViews } from './distinct-views.ts';
import { everyShape } from './every-shape.ts';
import { everyTeamsShape } from './every-teams-shape.ts';
import { everyInput } from './fixture-blocks.ts';
import { serveFixture } from './fixture-server.ts';
import { FixtureWorld } from './fixture-world.ts';
import { seriousFindings } from './serious-findings.ts';

const browser = await browserOrLoudSkip('the accessibility of the workspace page');
const languages = ['en', 'fr'] as const;
/** axe-core's time grows faster than the page that it looks at. */
const portions = Array.from({ length: 6 }, (_, at) => at);

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

  describe.each(languages)('in any card or form (%s)', (language) => {
    const texts = { slack: 0, teams: 0 };
    let onSlack: readonly string[];
    let onTeams: readonly object[];

    beforeAll(() => {
      const views = distinctViews(language);
      const { shapes, cards, forms } = everyShape(language, views);
      expect(cards).toBeGreaterThan(80);
      expect(forms).toBeGreaterThan(80);
      onSlack = shapes;
      onTeams = everyTeamsShape(language, views);
      expect(onTeams.length).toBeGreaterThan(60);
    });

    it.each(portions)('that Relais has, portion %i', { timeout: 120_000 }, async (portion) => {
      await page.goto(`${server.url}/`);
      await page.getByRole('article').first().waitFor();
      await page.evaluate(gallery(portionOf(onSlack, portion).join('\n'), language));
      texts.slack += await textsMeasured();
    });

    it.each(portions)('on Teams, portion %i', { timeout: 120_000 }, async (portion) => {
      const cards = portionOf(onTeams, portion);
      world.teamsCards = cards;
      // Nothing is cut off: axe measures only what shows.
      await page.setViewportSize({ width: 1440, height: 2000 });
      await page.goto(`${server.url}/`);
      await page.getByLabel('Language').selectOption(language);
      await page
        .locator('.teams-card')
        .nth(cards.length - 1)
        .waitFor();
      const unfolded = '.page { height: auto; overflow: visible } body, .message-box { overflow: visible }';
      await page.addStyleTag({ content: `${unfolded} html, body, #page { height: auto }` });
      expect(await page.locator('.ac-adaptiveCard').count()).toBeGreaterThanOrEqual(cards.length);
      texts.teams += await textsMeasured();
    });

    it('measured the texts of all of them', () => {
      expect(texts.slack).toBeGreaterThan(2000);
      expect(texts.teams).toBeGreaterThan(1000);
    });
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

    // As much at once as one can have open: hints, a thread, both panels, unfolded lists, a system that misbehaves, a
    // problem.
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

  /**
   * In both themes: nothing serious, and how many texts were measured. All rules once; a theme only changes colours.
   */
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

function portionOf<Shape>(shapes: readonly Shape[], portion: number): readonly Shape[] {
  return shapes.filter((_, at) => at % portions.length === portion);
}

/** In place of the page, under its own sheet and with nothing cut off: axe measures only what shows. */
function gallery(html: string, language: string): string {
  const sheet =
    'html, body { height: auto; overflow: visible } .dialog { position: static; max-height: none } .home { overflow: visible }';
  const body = `<style>${sheet}</style><main><h1>Relais</h1>${html}</main>`;
  return `document.documentElement.lang = ${JSON.stringify(language)}; document.body.innerHTML = ${JSON.stringify(body)}`;
}
