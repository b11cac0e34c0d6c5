import type { Browser } from 'playwright-core';
import { afterAll, describe, expect, it, onTestFailed } from 'vitest';
import { browserOrLoudSkip } from '../../support/browser.ts';
import { type OnTeams, Stage } from '../../support/stage.ts';
import { walkTo } from '../../support/walk.ts';

/** The whole story, told in Chromium with the people named here on Teams and everybody else on Slack. */
export async function tellResignation(where: string, teams: OnTeams): Promise<void> {
  const browser = await browserOrLoudSkip(`the resignation story ${where}`);
  describe.skipIf(browser === null)(`a resignation ${where}, from offboard to the completed departure`, () => {
    afterAll(() => browser?.close());

    it('hands over, reminds, escalates, cuts, mends what failed, asks, and completes', {
      timeout: 600_000,
    }, async () => {
      const stage = await Stage.open(browser as Browser, { teams });
      onTestFailed(() => stage.report(`resignation ${where}`));
      const { page } = stage;

      // Maya prepares Alex' departure.
      await walkTo(stage, {
        leaver: 'Alex Moreau',
        kind: 'Resignation',
        workerType: 'Employee',
        handovers: [
          { what: 'On-call rota', notes: 'The runbook is in the wiki.', to: 'Priya Nair', fallback: 'Jonas Weber' },
          { what: 'Release pipeline', notes: 'Ask Tom for the keys.', to: 'Jonas Weber' },
        ],
        equipment: ['Laptop'],
        credentials: ['Alarm code'],
      });
      const plan = stage.form('The plan');
      await plan.getByText('GitHub · 7 actions, 2 cannot be undone').waitFor();
      await plan.getByText('What you read here is a dry run').waitFor();
      const widths = await plan.locator('.modal-body').or(plan).all();
      const tooWide = await Promise.all(
        widths.map((part) => part.evaluate('(one) => one.scrollWidth > one.clientWidth + 1')),
      );
      expect(tooWide, 'nothing of the plan stands outside its page').not.toContain(true);
      expect(stage.accountsOf('Alex').every(({ live, opens }) => live && opens)).toBe(true);
      await plan.getByRole('button', { name: 'Start the departure' }).click();
      await stage.answered('has started');
      const { handovers } = (await stage.departureOf('Alex')).draft;
      expect(handovers.map(({ title, fallback }) => [title, fallback !== null])).toEqual([
        ['On-call rota', true],
        ['Release pipeline', false],
      ]);
      await stage.card('Departure of Alex Moreau', 'waits for confirmation').waitFor();

      // Nobody is asked to take over what the team has not heard of.
      await stage.finish('Tell the team, together', 'en');

      // Priya cannot; Jonas is asked next and takes both.
      await stage.become('Priya');
      await stage.press(stage.card('On-call rota', 'The runbook is in the wiki.'), 'Decline: On-call rota');
      const decline = stage.form('Decline');
      await decline.getByLabel('Reason').fill('I am away all of next month.');
      await decline.getByRole('button', { name: 'Decline' }).click();
      await stage.formClosed();
      await stage.card('On-call rota', 'You declined this').waitFor();
      await stage.become('Jonas');
      for (const title of ['On-call rota', 'Release pipeline']) {
        await stage.press(stage.card(title), `Accept: ${title}`);
        await stage.answered(`“${title}” is yours`);
        await stage.card(title, 'You accepted this.').waitFor();
      }

      // Nadia, who reads French, is reminded, then late; Maya is asked for help.
      const late = (await stage.departureOf('Alex')).tasks.find(({ id }) => id === 'step-written-confirmation');
      await stage.passTimeUntil(late?.dueAt ?? '');
      await stage.become('Nadia');
      await stage.card('Confirmer le départ par écrit', 'en retard').waitFor();
      await stage.desk.reminded(/Rappel\s: Confirmer le départ par écrit|Vos tâches en cours/);
      await stage.passTimeUntil(late?.escalateAt ?? '');
      await stage.become('Maya');
      await stage.card('Needs help: Confirm the departure in writing', 'Nadia Berger has not answered').waitFor();
      await stage.card('Departure of Alex Moreau', 'Late', 'Confirm the departure in writing').waitFor();
      await stage.become('Nadia');
      await stage.finishAll('Nadia', 'Alex');
      await stage.become('Maya');
      await stage.card('Confirm the departure in writing', 'Settled: done').waitFor();

      // Tom confirms what IT must; the design tool is about to lie.
      await stage.become('Tom');
      const access = stage.card('Access of Alex Moreau', 'Design tool');
      await stage.press(access, 'Confirm: Alex Moreau', 'Confirm');
      await stage.answered('All confirmations are there.');
      await access.getByText('Everybody who must confirm has done so.').waitFor();
      await stage.behave('design', 'lies');

      // The last weeks: everybody finishes what comes to them; Alex reads the thanks and answers the survey.
      const { dates, survey } = await stage.departureOf('Alex');
      await stage.passTimeUntil(survey?.opensAt ?? '');
      for (const name of ['Maya', 'Nadia', 'Jonas'] as const) {
        await stage.become(name);
        await stage.finishAll(name, 'Alex');
      }
      await stage.become('Alex');
      await stage.card('Thank you, Alex', 'We are glad you were part of it').waitFor();
      await stage.press(stage.card('How was it for you?'), /^Answer/);
      const questions = stage.form('Eight questions');
      await stage.desk.choose(questions, /All in all/, '5, very good');
      await questions.getByLabel('What was best here?').fill('The people.');
      await questions.getByRole('button', { name: 'Send answers' }).click();
      await stage.formClosed();
      await stage.card('How was it for you?', 'Thank you for your answers').waitFor();
      await stage.passTimeUntil(new Date(Date.parse(dates?.cutOff.at ?? '') - 2 * 3_600_000));
      await stage.finishAll('Alex', 'Alex');
      expect(stage.accountsOf('Alex').every(({ live }) => live)).toBe(true);

      // The cut-off: everything ends by itself, except where the system only says so.
      await stage.become('Tom');
      await stage.passTimeUntil(dates?.cutOff.at ?? '');
      await stage.skipUntil(access.getByText('It was looked at again: what was to end is still there'));
      await page.locator('[data-system="okta"]').getByText('Revoked').waitFor();
      expect(
        stage
          .accountsOf('Alex')
          .filter(({ live }) => live)
          .map(({ system }) => system),
      ).toEqual(['design']);
      await stage.behave('design', 'none');
      await stage.press(access, /^Retry: Design tool/);
      await stage.answered('It is being tried again');
      await access.getByText('Every access is accounted for.').waitFor();
      await page.locator('[data-system="design"]').getByText('Revoked').waitFor();
      expect(stage.accountsOf('Alex').filter(({ live, opens }) => live || opens)).toEqual([]);

      // What is left; then Maya reads how it went.
      for (const name of ['Tom', 'Nadia', 'Maya', 'Jonas'] as const) {
        await stage.become(name);
        await stage.finishAll(name, 'Alex');
      }
      await stage.become('Maya');
      await stage.card('Access of Alex Moreau: outcome', 'Everything is settled', 'Design tool').waitFor();
      await stage.card('Departure of Alex Moreau', 'Completed on').waitFor();
      expect((await stage.departureOf('Alex')).status).toBe('completed');
      expect(await stage.auditFindings()).toEqual([]);
      expect(stage.pageErrors).toEqual([]);
      await stage.close();
    });
  });
}
