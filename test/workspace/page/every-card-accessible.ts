import type { Browser } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Language } from '../../../src/domain/localized.ts';
import { distinctViews } from './distinct-views.ts';
import { everyShape } from './every-shape.ts';
import { everyTeamsShape } from './every-teams-shape.ts';
import { pageForAxe } from './page-for-axe.ts';

/** axe-core's time grows faster than the page that it looks at. */
const portions = Array.from({ length: 12 }, (_, at) => at);

/**
 * Holds that axe-core finds nothing serious in any card or form, on both platforms and in both themes. A file for each
 * language: it takes minutes.
 */
export function everyCardIsAccessible(browser: Browser | null, language: Language): void {
  describe.skipIf(browser === null)(`axe-core finds nothing serious in any card or form (${language})`, () => {
    const opened = pageForAxe(browser);
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
      const { page, server } = opened;
      await page.goto(`${server.url}/`);
      await page.getByRole('article').first().waitFor();
      await page.evaluate(gallery(portionOf(onSlack, portion).join('\n'), language));
      texts.slack += await opened.textsMeasured();
    });

    it.each(portions)('on Teams, portion %i', { timeout: 120_000 }, async (portion) => {
      const { page, server, world } = opened;
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
      texts.teams += await opened.textsMeasured();
    });

    it('measured the texts of all of them', () => {
      expect(texts.slack).toBeGreaterThan(2000);
      expect(texts.teams).toBeGreaterThan(1000);
    });
  });
}

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
