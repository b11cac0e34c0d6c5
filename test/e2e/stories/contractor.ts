import type { Browser } from 'playwright-core';
import { afterAll, describe, expect, it, onTestFailed } from 'vitest';
import { browserOrLoudSkip } from '../../support/browser.ts';
import { type OnTeams, Stage } from '../../support/stage.ts';
import { walkTo } from '../../support/walk.ts';

/** What a consultant's departure consists of, besides the one click that disconnects: all of it stands in the plan. */
const steps = [
  'Announce the end of the mission',
  'Write the handover dossier',
  'Accept the deliverables',
  'Thank them, and say frankly how it was',
  'Return what you were lent',
  'Attest confidentiality and the destruction of data',
  'Settle invoices and file the contract',
  'Stay in touch',
];

/** Told in Chromium with the people named here on Teams and everybody else on Slack. */
export async function tellContractor(where: string, teams: OnTeams): Promise<void> {
  const browser = await browserOrLoudSkip(`the consultant story ${where}`);
  describe.skipIf(browser === null)(`the end of a consultant’s mission ${where}`, () => {
    afterAll(() => browser?.close());

    it('walks its own steps, waits out a system that is down, and completes', { timeout: 600_000 }, async () => {
      const stage = await Stage.open(browser as Browser, { teams });
      onTestFailed(() => stage.report(`contractor ${where}`));

      await walkTo(stage, {
        leaver: 'Sofia Rossi',
        kind: 'End of contract',
        workerType: 'Consultant',
        handovers: [{ what: 'Sales forecast model', notes: 'The notebook is in the repository.', to: 'Priya Nair' }],
        equipment: ['Badge'],
      });
      const plan = stage.form('The plan');
      for (const step of steps) await plan.getByText(step).last().waitFor();
      await plan.getByRole('button', { name: 'Start the departure' }).click();
      await stage.answered('has started');
      await stage.finish('Announce the end of the mission', 'en');

      await stage.become('Priya');
      await stage.press(stage.card('Sales forecast model'), 'Accept: Sales forecast model');
      await stage.answered('is yours');
      await stage.become('Inès');
      await stage.press(stage.card('Accès de Sofia Rossi'), 'Confirmer : Sofia Rossi', 'Confirmer');
      await stage.answered('Toutes les confirmations sont là');

      // Sofia's own list comes to her in time, with the survey.
      const { dates, survey } = await stage.departureOf('Sofia');
      await stage.become('Maya');
      await stage.finishAll('Maya', 'Sofia');
      await stage.passTimeUntil(survey?.opensAt ?? '');
      await stage.become('Sofia');
      await stage.card('Thank you, Sofia', 'Your checklist').waitFor();
      await stage.finishAll('Sofia', 'Sofia');
      await stage.press(stage.card('How was it for you?'), /^Answer/);
      const questions = stage.form('Eight questions');
      await questions.getByLabel('What should change first?').fill('Shorter approvals.');
      await questions.getByRole('button', { name: 'Send answers' }).click();
      await stage.formClosed();

      // The CRM is down at the cut-off. The others do not wait for it; it follows by itself once it answers again.
      await stage.become('Tom');
      await stage.passTimeUntil(new Date(Date.parse(dates?.cutOff.at ?? '') - 3_600_000));
      await stage.behave('crm', 'down');
      await stage.passTimeUntil(dates?.cutOff.at ?? '');
      const access = stage.card('Access of Sofia Rossi');
      await access.getByText('The system does not answer').first().waitFor();
      await stage.page.locator('[data-system="okta"]').getByText('Revoked').waitFor();
      const open = stage.accountsOf('Sofia').filter(({ live }) => live);
      expect(open.map(({ system }) => system)).toEqual(['crm']);
      await stage.behave('crm', 'none');
      await stage.skipUntil(access.getByText('Every access is accounted for.'));
      expect(stage.accountsOf('Sofia').filter(({ live, opens }) => live || opens)).toEqual([]);

      for (const name of ['Sofia', 'Tom', 'Maya', 'Nadia', 'Priya'] as const) {
        await stage.become(name);
        await stage.finishAll(name, 'Sofia');
      }
      await stage.become('Maya');
      await stage.card('Departure of Sofia Rossi', 'Completed on').waitFor();
      expect((await stage.departureOf('Sofia')).status).toBe('completed');
      expect(await stage.auditFindings()).toEqual([]);
      expect(stage.pageErrors).toEqual([]);
      await stage.close();
    });
  });
}
