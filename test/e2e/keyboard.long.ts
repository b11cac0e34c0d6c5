import type { Browser } from 'playwright-core';
import { afterAll, describe, expect, it, onTestFailed } from 'vitest';
import { browserOrLoudSkip } from '../support/browser.ts';
import { hasFocus, holdsFocus, Keyboard } from '../support/keyboard.ts';
import { Stage } from '../support/stage.ts';

const browser = await browserOrLoudSkip('the resignation story by keyboard');

describe.skipIf(browser === null)('a resignation without a mouse', () => {
  afterAll(() => browser?.close());

  it('is prepared, accepted, confirmed, cut and answered by keys alone, with focus always in sight', {
    timeout: 600_000,
  }, async () => {
    const stage = await Stage.open(browser as Browser);
    onTestFailed(() => stage.report('keyboard'));
    const { page } = stage;
    const keyboard = new Keyboard(page);
    const modal = page.getByRole('dialog');
    const rail = page.getByRole('navigation', { name: /^(People|Personnes)$/ });
    const become = async (name: string) => {
      await keyboard.use(rail.getByRole('button', { name: new RegExp(`^${name}`) }), 'Shift+Tab');
      await page.locator('.me').getByText(name).waitFor();
    };
    const next = async (title: string) => {
      await keyboard.use(modal.getByRole('button', { name: 'Next' }));
      await stage.form(title).waitFor();
      await keyboard.expectFocus(`on the page “${title}”`);
    };
    // A short answer stands beside the cards or, when it took Relais longer, in a window that Escape closes.
    const answered = async (text: string) => {
      const whisper = page.locator('[data-ephemeral]').filter({ hasText: text });
      await modal.filter({ hasText: text }).or(whisper).first().waitFor();
      if ((await modal.count()) > 0) await page.keyboard.press('Escape');
      await modal.waitFor({ state: 'detached' });
      await keyboard.expectFocus(`after “${text}”`);
    };

    // Maya comes in by the skip link and goes through the walk.
    await keyboard.press('Tab');
    await keyboard.press('Enter');
    const composer = page.getByRole('combobox', { name: 'Message to Relais' });
    await keyboard.fill(composer, '/offboard');
    await keyboard.press('Enter');
    await stage.form('Who is leaving?').waitFor();
    await keyboard.expectTrapped(modal);
    await keyboard.choose(modal.getByRole('combobox', { name: 'Person leaving' }), 'Alex Moreau');
    await modal.getByText('Accounts found').waitFor();
    await next('The last day');
    await keyboard.use(modal.getByRole('button', { name: 'Other dates and time zone' }));
    await modal.getByRole('combobox', { name: 'Time zone' }).waitFor();
    await keyboard.expectFocus('when a section was opened');
    await keyboard.use(modal.getByRole('button', { name: /^Add a handover/ }));
    await stage.form('Handover').waitFor();
    await keyboard.fill(modal.getByLabel('What is handed over?'), 'On-call rota');
    await keyboard.choose(modal.getByRole('combobox', { name: 'Who takes over?' }), 'Priya Nair');
    await keyboard.use(modal.getByRole('button', { name: 'Save' }));
    await modal.getByText('On-call rota').waitFor();
    await next('The plan');
    await modal.getByText('GitHub (Code), alex-moreau').waitFor();
    await keyboard.use(modal.getByRole('button', { name: 'Start the departure' }));
    await answered('has started');
    expect(await hasFocus(composer)).toBe(true);

    // The team is told; then people are asked.
    const telling = stage.card('Tell the team, together');
    await keyboard.use(telling.getByRole('button', { name: 'Done: Tell the team, together' }));
    await stage.form('Done').waitFor();
    await keyboard.use(modal.getByRole('button', { name: 'Mark as done' }));
    await modal.waitFor({ state: 'detached' });

    // Priya accepts; the button goes, and focus stays with its card.
    await become('Priya Nair');
    const rota = stage.card('On-call rota');
    await keyboard.use(rota.getByRole('button', { name: 'Accept: On-call rota' }));
    await answered('is yours');
    await rota.getByText('You accepted this.').waitFor();
    await keyboard.expectFocus('when the card changed');
    expect(await holdsFocus(rota)).toBe(true);

    // Tom is asked back, thinks again, and confirms.
    await become('Tom Okafor');
    const access = stage.card('Access of Alex Moreau', 'Design tool');
    const confirm = access.getByRole('button', { name: 'Confirm: Alex Moreau' });
    const question = page.getByRole('alertdialog');
    await keyboard.use(confirm);
    await question.waitFor();
    await keyboard.expectTrapped(question);
    await page.keyboard.press('Escape');
    await question.waitFor({ state: 'detached' });
    expect(await hasFocus(confirm)).toBe(true);
    await keyboard.press('Enter');
    await keyboard.use(question.getByRole('button', { name: 'Confirm', exact: true }));
    await answered('All confirmations are there.');
    await access.getByText('Everybody who must confirm has done so.').waitFor();
    await keyboard.expectFocus('when the plan was confirmed');

    // The weeks pass; Alex answers the survey.
    const { dates, survey } = await stage.departureOf('Alex');
    await passTimeUntil(stage, keyboard, survey?.opensAt ?? '');
    await become('Alex Moreau');
    const asked = stage.card('How was it for you?');
    await keyboard.use(asked.getByRole('button', { name: /^Answer/ }));
    await stage.form('Eight questions').waitFor();
    const overall = modal.getByRole('group', { name: /All in all/ });
    await keyboard.pick(overall.getByRole('radio', { name: '5, very good' }));
    await keyboard.use(modal.getByRole('button', { name: 'Send answers' }));
    await asked.getByText('Thank you for your answers').waitFor();
    const slow = modal.getByText(/^(✅ )?Done\. You can close/);
    await Promise.any([modal.waitFor({ state: 'detached' }), slow.waitFor().then(() => page.keyboard.press('Escape'))]);
    await modal.waitFor({ state: 'detached' });
    await keyboard.expectFocus('when the answers were sent');

    // The cut-off comes; Tom reads how it went.
    await passTimeUntil(stage, keyboard, dates?.cutOff.at ?? '');
    await become('Tom Okafor');
    const settled = stage.card('Access of Alex Moreau: outcome', 'Everything is settled');
    await settled.waitFor();
    await keyboard.to(settled.getByRole('button', { name: 'Reply in thread' }));
    expect(stage.accountsOf('Alex').filter(({ live, opens }) => live || opens)).toEqual([]);
    const departure = await stage.departureOf('Alex');
    expect(departure.survey?.answers?.overall).toBe(5);
    expect(departure.tasks.find(({ nature }) => nature === 'handover')?.status).toBe('accepted');
    expect(stage.pageErrors).toEqual([]);
    await stage.close();
  });
});

/** Presses the clock's buttons; each keeps its focus, so that one can press it again. */
async function passTimeUntil(stage: Stage, keyboard: Keyboard, instant: string): Promise<void> {
  const clock = stage.page.getByRole('region', { name: 'Clock' });
  const strides = [
    ['+1 week', 7 * 86_400_000],
    ['+1 day', 86_400_000],
    ['+1 hour', 3_600_000],
  ] as const;
  for (const [name, stride] of strides) {
    while (
      Date.parse(instant) - stage.now.getTime() >= stride ||
      (name === '+1 hour' && Date.parse(instant) > stage.now.getTime())
    ) {
      await keyboard.use(clock.getByRole('button', { name }));
      await stage.page.locator('section.clock[aria-busy="false"]').waitFor();
    }
  }
}
