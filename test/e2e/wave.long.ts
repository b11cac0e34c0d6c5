import type { Browser } from 'playwright-core';
import { afterAll, describe, expect, it, onTestFailed } from 'vitest';
import { browserOrLoudSkip } from '../support/browser.ts';
import { type OnTeams, Stage } from '../support/stage.ts';

const rows = 'email,last day\njonas.weber@example.com,\npriya.nair@example.com,\nleo.dubois@example.com,';

const browser = await browserOrLoudSkip('the wave of departures');

describe.skipIf(browser === null)('a wave of departures', () => {
  afterAll(() => browser?.close());

  it.each([
    ['on Slack', []],
    ['on Teams', 'all'],
  ] as const)(
    'is pasted, checked, planned and confirmed once by two people %s',
    { timeout: 600_000 },
    async (where, teams: OnTeams) => {
      const stage = await Stage.open(browser as Browser, { teams });
      onTestFailed(() => stage.report(`wave ${where}`));
      const picture = process.env['WAVE_PICTURES'];
      const show = async (name: string) => {
        if (picture) await stage.page.screenshot({ path: `${picture}/${where.replaceAll(' ', '-')}-${name}.png` });
      };
      await stage.become('Nadia');
      await stage.desk.ask('vague');
      await stage
        .form('Vague de départs')
        .getByRole('button', { name: /Ajouter ou corriger/ })
        .click();
      const form = stage.form('Vague de départs');
      await form.getByLabel('Nom de la vague').fill('Printemps');
      await form
        .getByLabel('Dernier jour travaillé')
        .fill(new Date(stage.now.getTime() + 7 * 86_400_000).toISOString().slice(0, 10));
      await form.getByLabel('Lignes').fill(`${rows}\nnobody@example.com,`);
      await show('rows');
      await form.getByRole('button', { name: 'Vérifier la liste' }).click();
      await stage.form('Vague de départs').getByText('Personne n’est connu').waitFor();
      await show('checked');
      await stage.press(stage.form('Vague de départs'), /^Laisser ces lignes/, 'Laisser ces lignes');
      await stage.form('Vague de départs').getByText('3 lignes prêtes').waitFor();
      await stage.press(stage.form('Vague de départs'), /^Tout planifier/, 'Tout planifier');
      await stage.become('Tom');
      const card = stage.card('Wave: Printemps');
      await card.getByText('0 of 3 confirmed').waitFor();
      await show('card-tom');
      await stage.press(card, /^Confirm/);
      await stage.form('Confirm the wave').getByRole('button', { name: 'Confirm', exact: true }).click();
      await stage.become('Inès');
      await stage.press(stage.card('Vague : Printemps'), /^Confirmer/);
      const last = stage.form('Confirmer la vague');
      await last.getByLabel('Retirer de la vague').fill('leo.dubois@example.com');
      await show('confirm-ines');
      await last.getByRole('button', { name: 'Confirmer', exact: true }).click();
      await stage.card('Vague : Printemps').getByText('2 sur 2 confirmés').waitFor();
      await show('card-ines');
      await stage.become('Priya');
      await stage.desk.untouched();
      expect(stage.pageErrors).toEqual([]);
      await stage.close();
    },
  );
});
