import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { build } from 'vite';
import { afterAll, beforeAll, beforeEach, expect } from 'vitest';
import { serveFixture } from './fixture-server.ts';
import { FixtureWorld } from './fixture-world.ts';
import { seriousFindings } from './serious-findings.ts';

/** The page of the workspace as it is shipped, opened anew for each test before a world that the test may change. */
export interface OpenedPage {
  page: Page;
  world: FixtureWorld;
  server: Awaited<ReturnType<typeof serveFixture>>;
  /**
   * In both themes: nothing serious, and how many texts were measured. All rules once; a theme only changes colours.
   * @param within A selector of what alone is looked at.
   */
  textsMeasured(within?: string): Promise<number>;
}

/** Builds the page once, and opens it for each test of the suite that calls this. The browser is closed at the end. */
export function pageForAxe(browser: Browser | null): OpenedPage {
  const folder = mkdtempSync(join(tmpdir(), 'relais-page-'));
  const opened: Partial<OpenedPage> = {};

  beforeAll(async () => {
    const configFile = resolve(import.meta.dirname, '../../../src/workspace/page/vite.config.ts');
    await build({ configFile, logLevel: 'error', build: { outDir: folder } });
  });
  beforeEach(async () => {
    const world = new FixtureWorld();
    const server = await serveFixture(world, folder);
    const context = await (browser as Browser).newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-GB' });
    context.setDefaultTimeout(20_000);
    const page = await context.newPage();
    Object.assign(opened, { page, world, server });
    return async () => {
      await context.close();
      await server.close();
    };
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  return Object.assign(opened as OpenedPage, {
    async textsMeasured(within?: string) {
      const measured: number[] = [];
      for (const theme of ['light', 'dark'] as const) {
        await opened.page?.evaluate(`document.documentElement.dataset.theme = '${theme}'`);
        const found = await seriousFindings(opened.page as Page, theme === 'light' ? 'everything' : 'colours', within);
        expect(found.findings).toEqual([]);
        measured.push(found.textsMeasured);
      }
      return Math.min(...measured);
    },
  });
}
