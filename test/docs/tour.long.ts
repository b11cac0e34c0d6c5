import type { Browser } from 'playwright-core';
import { afterAll, describe, expect, it, onTestFailed } from 'vitest';
import { browserOrLoudSkip } from '../support/browser.ts';
import { Stage } from '../support/stage.ts';
import { TourGuide } from '../support/tour-guide.ts';
import { readTour } from '../support/tour-script.ts';
import { chapterOf, textOf } from './documents.ts';

const steps = readTour(chapterOf(textOf('README.md'), '## A five-minute tour'));
const browser = await browserOrLoudSkip('the tour of the README');

describe.skipIf(browser === null)('the tour of the README, in the browser, in its own words', () => {
  afterAll(() => browser?.close());

  it('goes click by click as it is written', { timeout: 600_000 }, async () => {
    const stage = await Stage.open(browser as Browser);
    onTestFailed(() => stage.report('tour'));
    await stage.page.setViewportSize({ width: 1366, height: 768 });
    const guide = new TourGuide(stage);
    const live = () => stage.accountsOf('Alex').filter((account) => account.live).length;
    /** What the prose of a step promises besides the words that stand out. */
    const promised: Readonly<Record<number, () => Promise<void>>> = {
      // A dry run: nothing was changed anywhere.
      3: async () => expect(live()).toBe(6),
      // He is asked now, and takes it over.
      4: () => stage.card('Billing service', 'You accepted this').waitFor(),
      5: () => stage.card('Access of Alex Moreau', 'Everybody who must confirm has done so.').waitFor(),
      // The cut-off came by itself; Nadia was reminded, and asked for help, in French.
      6: async () => {
        expect(live()).toBe(0);
        await stage.page.getByRole('article').filter({ hasText: 'Vos tâches en cours' }).first().waitFor();
        await stage.page.getByRole('article').filter({ hasText: 'Besoin d’aide' }).first().waitFor();
      },
      7: async () => {
        await stage.form('Eight questions').waitFor();
        const { runStartedAt, runEndedAt, dates } = await stage.departureOf('Alex');
        // However fast the clock went: at its minute, and proven within two.
        expect(runStartedAt?.slice(0, 16)).toBe(dates?.cutOff.at.slice(0, 16));
        expect(Date.parse(runEndedAt ?? '') - Date.parse(runStartedAt ?? '')).toBeLessThan(120_000);
      },
      8: async () => {
        const alive = stage.accountsOf('Priya').filter((account) => account.live);
        expect(alive.map(({ system }) => system)).toEqual(['design']);
      },
      9: () => stage.page.getByRole('article').filter({ hasText: 'Is this the right person?' }).first().waitFor(),
    };
    for (const [index, step] of steps.entries()) {
      for (const deed of step) await guide.follow(deed);
      await promised[index + 1]?.();
    }
    expect(stage.pageErrors).toEqual([]);
    await stage.close();
  });
});
