import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, describe, expect, it, onTestFailed } from 'vitest';
import { browserOrLoudSkip } from '../../support/browser.ts';
import { type OnTeams, Stage } from '../../support/stage.ts';

const day = 86_400_000;
const rows = ['jonas.weber', 'priya.nair', 'leo.dubois', 'nobody'].map((name) => `${name}@example.com`);

/** Told in Chromium with the people named here on Teams and everybody else on Slack. */
export async function tellWave(where: string, teams: OnTeams): Promise<void> {
  const browser = await browserOrLoudSkip(`the story of a wave ${where}`);
  describe.skipIf(browser === null)(`a wave of departures ${where}`, () => {
    const flowsDir = mkdtempSync(join(tmpdir(), 'relais-wave-flows-'));
    afterAll(async () => {
      rmSync(flowsDir, { recursive: true, force: true });
      await browser?.close();
    });

    it('is pasted, checked, planned, confirmed once by two people, and ends by the clock on one card', {
      timeout: 600_000,
    }, async () => {
      // The dismissal that comes with Relais waits for a click at each meeting; a reduction goes by the clock.
      const dismissal = readFileSync(join('flows', 'employee-dismissal.yaml'), 'utf8');
      const reduction = dismissal
        .replace('id: employee-dismissal', 'id: reduction')
        .replace('mode: released', 'mode: scheduled');
      writeFileSync(join(flowsDir, 'reduction.yaml'), reduction);
      const stage = await Stage.open(browser as Browser, { teams, flowsDir });
      onTestFailed(() => stage.report(`wave ${where}`));
      await stage.page.setViewportSize({ width: 1366, height: 768 });
      const live = (name: 'Jonas' | 'Priya' | 'Léo') => stage.accountsOf(name).filter((one) => one.live || one.opens);
      const pictures = process.env['RELAIS_STAGE_PICTURES'];
      const picture = async (name: string) => {
        if (pictures)
          await stage.page.screenshot({ path: join(pictures, `${where.replaceAll(' ', '-')}-${name}.png`) });
      };

      // Nadia pastes four addresses, one of which nobody has.
      await stage.become('Nadia');
      await stage.desk.ask('vague');
      await stage.press(stage.form('Vague de départs'), /^Ajouter ou corriger/);
      const form = stage.form('Vague de départs');
      await form.getByLabel('Nom de la vague').fill('Printemps');
      const lastDay = new Date(stage.now.getTime() + 7 * day).toISOString().slice(0, 10);
      await form.getByLabel('Dernier jour travaillé').fill(lastDay);
      await form.getByLabel('Lignes').fill(`email\n${rows.join('\n')}`);
      await picture('1-rows');
      await form.getByRole('button', { name: 'Vérifier la liste' }).click();
      const checked = stage.form('Vague de départs');
      await checked.getByText('Personne n’est connu').waitFor();
      await picture('2-checked');
      expect(await checked.getByRole('button', { name: 'Tout planifier' }).count()).toBe(0);
      await stage.press(checked, /^Laisser ces lignes/, 'Laisser ces lignes');
      await stage.form('Vague de départs').getByText('3 lignes prêtes').waitFor();
      await picture('3-ready');
      await stage.form('Vague de départs').getByRole('button', { name: 'Tout planifier' }).click();
      await stage.formClosed();
      const own = stage.card('Vague : Printemps', '0 sur 3');
      await own.getByText('À confirmer').waitFor();
      await own.scrollIntoViewIfNeeded();
      await picture('4-nadia');
      expect(await own.getByRole('button', { name: /^Confirmer/ }).count()).toBe(0);

      // Tom confirms all three; Inès leaves Léo out.
      await stage.become('Tom');
      await stage.press(stage.card('Wave: Printemps', '0 of 3 confirmed'), /^Confirm/);
      await picture('5-confirm');
      await stage.form('Confirm the wave').getByRole('button', { name: 'Confirm', exact: true }).click();
      await stage.answered('Confirmed for 3 people');
      await stage.become('Inès');
      await stage.press(stage.card('Vague : Printemps'), /^Confirmer/);
      const last = stage.form('Confirmer la vague');
      await last.getByLabel('Retirer de la vague').fill('leo.dubois@example.com');
      await last.getByRole('button', { name: 'Confirmer', exact: true }).click();
      await stage.answered('Confirmé pour 2 personnes');
      await stage.card('Vague : Printemps', '2 sur 2 confirmés').waitFor();
      await stage.card('Vague : Printemps').scrollIntoViewIfNeeded();
      await picture('6-confirmed');

      // What is asked of Nadia in both departures is one card; she does it in both at once, and the card says so.
      await stage.become('Nadia');
      const step = stage.card('Préparer le courrier et les montants', 'Dans 2 départs');
      await step.getByText('2 à faire').waitFor();
      await step.scrollIntoViewIfNeeded();
      await picture('7-step');
      await stage.press(step, /^Tous les départs/);
      await stage.form('Départs').getByText('Priya Nair').waitFor();
      await picture('8-all');
      // A window closes; a message in Teams stays.
      await stage.page.keyboard.press('Escape');
      await stage.press(step, /^Plusieurs sont faits/);
      const several = stage.form('Plusieurs sont faits');
      await several.getByLabel('Les 2 ci-dessous').check();
      await several.getByLabel('Une note pour la suite').fill('Relu par le juriste, classé avec les contrats.');
      await picture('9-several');
      await several.getByRole('button', { name: 'Marquer comme fait' }).click();
      await stage.card('Préparer le courrier et les montants', 'Vous n’avez plus rien à faire').waitFor();
      await picture('10-done');

      // Nobody in it has heard of it.
      for (const name of ['Jonas', 'Priya', 'Léo'] as const) {
        await stage.become(name);
        await stage.desk.untouched();
        expect(live(name)).toHaveLength(stage.accountsOf(name).length);
      }

      // The day comes, and what was confirmed ends; who was left out keeps everything.
      await stage.become('Tom');
      const { dates } = await stage.departureOf('Jonas');
      await stage.passTimeUntil(new Date(Date.parse(dates?.cutOff.at ?? '') + 3_600_000));
      const wave = stage.card('Wave: Printemps');
      await wave.getByText('Access closed for 1 of 2').waitFor();
      // Jonas’ account comes from an older directory: there it is for a person to end, and the card says whose.
      await wave.getByText('Needs somebody').waitFor();
      await wave.scrollIntoViewIfNeeded();
      await picture('11-progress');
      expect(live('Priya')).toEqual([]);
      expect(live('Jonas').map(({ system }) => system)).toEqual(['entra']);
      expect(live('Léo')).toHaveLength(stage.accountsOf('Léo').length);
      expect(await stage.auditFindings()).toEqual([]);
      expect(stage.pageErrors).toEqual([]);
      await stage.close();
    });
  });
}
