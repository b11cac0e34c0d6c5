import type { Browser } from 'playwright-core';
import { afterAll, describe, expect, it, onTestFailed } from 'vitest';
import { browserOrLoudSkip } from '../../support/browser.ts';
import { type OnTeams, Stage } from '../../support/stage.ts';
import { frenchWalk, walkTo } from '../../support/walk.ts';

/** Told in Chromium with the people named here on Teams and everybody else on Slack. */
export async function tellDismissal(where: string, teams: OnTeams): Promise<void> {
  const browser = await browserOrLoudSkip(`the dismissal story ${where}`);
  describe.skipIf(browser === null)(`a dismissal, in French, ended by one click at the meeting ${where}`, () => {
    afterAll(() => browser?.close());

    it('tells nobody before the click, needs two of IT, cuts at the click, and completes', {
      timeout: 600_000,
    }, async () => {
      const stage = await Stage.open(browser as Browser, { teams });
      onTestFailed(() => stage.report(`dismissal ${where}`));
      const live = () => stage.accountsOf('Claire').filter((account) => account.live || account.opens);

      // Hugo prepares what Claire must not know yet.
      await stage.become('Hugo');
      await walkTo(
        stage,
        {
          leaver: 'Claire Petit',
          kind: 'Licenciement.*Confidentiel',
          workerType: 'Salarié',
          handovers: [{ what: 'Grands comptes du Nord', notes: 'Le dossier est dans le CRM.', to: 'Léo Dubois' }],
        },
        frenchWalk,
      );
      const plan = stage.form('Le plan');
      await plan.getByText('Bank portal').first().waitFor();
      await plan.getByRole('button', { name: 'Lancer le départ' }).click();
      await stage.answered('est lancé');
      const lead = stage.card('Départ de Claire Petit', 'Confidentiel');
      await lead.getByText('Pas encore prêt').waitFor();
      expect(await lead.getByRole('button', { name: /^Fermer les accès/ }).count()).toBe(0);

      // Neither the person nor her team sees a trace; nor does what waits for them.
      for (const name of ['Claire', 'Léo'] as const) {
        await stage.become(name);
        await stage.desk.untouched();
        const home = await stage.desk.home();
        await home.getByText('Rien ne vous attend').first().waitFor();
        expect(await home.textContent()).not.toMatch(/Départ de|Licenciement|Grands comptes/);
      }

      // In the week of the meeting two of IT confirm, one in English and one in French; nobody twice.
      const { dates } = await stage.departureOf('Claire');
      await stage.become('Tom');
      await stage.passTimeUntil(new Date(Date.parse(dates?.cutOff.at ?? '') - 5 * 24 * 3_600_000));
      const access = stage.card('Access of Claire Petit');
      await stage.press(access, 'Confirm: Claire Petit', 'Confirm');
      await stage.answered('One more is needed');
      await access.getByText('1 of 2 confirmed').waitFor();
      expect(await access.getByRole('button', { name: /^Confirm/ }).count()).toBe(0);
      await stage.become('Inès');
      await stage.press(stage.card('Accès de Claire Petit'), 'Confirmer : Claire Petit', 'Confirmer');
      await stage.answered('Toutes les confirmations sont là');

      // Everything is prepared; the hour of the meeting comes, and still nothing happens by itself.
      for (const name of ['Nadia', 'Hugo', 'Tom'] as const) {
        await stage.become(name);
        await stage.finishAll(name, 'Claire');
      }
      await stage.become('Hugo');
      await stage.passTimeUntil(dates?.cutOff.at ?? '');
      const started = (await stage.departureOf('Claire')).tasks.filter(({ status }) => status === 'offered');
      expect(started).toEqual([]);
      expect(live()).toHaveLength(stage.accountsOf('Claire').length);

      // The words are said; Hugo clicks.
      // The button is on the message of the meeting alone; the card of the departure says so.
      const meeting = stage.card('L’entretien avec Claire Petit');
      await lead.getByText('est sur le message « L’entretien avec Claire Petit »').waitFor();
      expect(await lead.getByRole('button', { name: /^Fermer les accès/ }).count()).toBe(0);
      await stage.press(meeting, /^Fermer\sles\saccès\sde\sClaire\sPetit/, 'Fermer les accès');
      await stage.answered('La fermeture des accès est en cours');
      await stage.page.locator('[data-system="okta"]').getByText('Révoqué').waitFor();
      await stage.until('Claire', ({ runStartedAt }) => runStartedAt !== null);
      // Her colleague is asked once the team has been told.
      await stage.finish('Prévenir l’équipe', 'fr');
      await stage.become('Léo');
      await stage.press(stage.card('Grands comptes du Nord'), 'Accepter : Grands comptes du Nord');
      await stage.answered('est à vous');

      // What no system can do is a person's, with a word on what was seen.
      await stage.become('Tom');
      const bank = stage.card('Access of Claire Petit', 'Bank portal');
      await stage.skipUntil(stage.desk.button(bank, /^I did it: Bank portal/));
      await stage.press(bank, /^I did it: Bank portal/);
      const proof = stage.form('Done by hand');
      await proof.getByRole('textbox').fill('The bank confirmed by letter at 11:30.');
      await proof.getByRole('button', { name: 'It is done' }).click();
      await stage.formClosed();
      // In finance what was done by hand counts once somebody else has looked.
      await stage.become('Inès');
      const second = stage.card('Accès de Claire Petit', 'Bank portal');
      await stage.press(second, /^Valider\s: Bank portal/, 'Valider');
      await stage.become('Tom');
      await stage.skipUntil(bank.getByText('Every access is accounted for.'));
      expect(live()).toEqual([]);

      // Thanked all the same, asked kindly, and closed.
      await stage.passTimeUntil((await stage.departureOf('Claire')).survey?.opensAt ?? '');
      await stage.become('Claire');
      await stage.card('Merci, Claire', 'Votre liste').waitFor();
      await stage.press(
        stage.card('Comment cela s’est-il passé pour vous ?'),
        'Répondre : Comment cela s’est-il passé pour vous ?',
      );
      const questions = stage.form('Huit questions');
      await questions.getByLabel('Que faudrait-il changer en premier ?').fill('Parler plus tôt.');
      await questions.getByRole('button', { name: 'Envoyer' }).click();
      await stage.formClosed();
      for (const name of ['Claire', 'Hugo', 'Nadia', 'Tom', 'Léo'] as const) {
        await stage.become(name);
        await stage.finishAll(name, 'Claire');
      }
      await stage.become('Hugo');
      await stage.card('Départ de Claire Petit', 'Terminé le').waitFor();
      await stage.card('Accès de Claire Petit : bilan', 'Tout est réglé').waitFor();
      expect((await stage.departureOf('Claire')).status).toBe('completed');
      expect(await stage.auditFindings()).toEqual([]);
      expect(stage.pageErrors).toEqual([]);
      await stage.close();
    });
  });
}
