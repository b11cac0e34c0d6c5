import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { build } from 'vite';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { browserOrLoudSkip } from '../../support/browser.ts';
import { everyShape } from './every-shape.ts';
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
    const { html, cards, forms } = everyShape(language);
    expect(cards).toBeGreaterThan(80);
    expect(forms).toBeGreaterThan(80);
    await page.goto(`${server.url}/`);
    await page.getByRole('article').first().waitFor();
    await page.evaluate(gallery(html, language));
    for (const theme of ['light', 'dark']) {
      await page.evaluate(`document.documentElement.dataset.theme = '${theme}'`);
      const { findings, textsMeasured } = await seriousFindings(page, theme === 'light' ? 'everything' : 'colours');
      expect(findings).toEqual([]);
      expect(textsMeasured).toBeGreaterThan(2000);
    }
  });
});

/** In place of the page, under its own sheet and with nothing cut off: axe measures only what shows. */
function gallery(html: string, language: string): string {
  const sheet =
    'html, body { height: auto; overflow: visible } .dialog { position: static; max-height: none } .home { overflow: visible }';
  const body = `<style>${sheet}</style><main><h1>Relais</h1>${html}</main>`;
  return `document.documentElement.lang = ${JSON.stringify(language)}; document.body.innerHTML = ${JSON.stringify(body)}`;
}
