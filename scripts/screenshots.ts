/** Plays the resignation story and takes the pictures of the README into `docs/screenshots/`: `npm run screenshots`. */
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Browser, Locator } from 'playwright-core';
import { launchBrowser } from '../test/support/browser.ts';
import { Stage } from '../test/support/stage.ts';
import { walkTo } from '../test/support/walk.ts';

const folder = resolve(import.meta.dirname, '../docs/screenshots');
const browser = await launchBrowser();
if (typeof browser === 'string') throw new Error(browser);
mkdirSync(folder, { recursive: true });
let stage = await Stage.open(browser);
let { page } = stage;

/** One picture; `top` is brought to the upper edge of its scroll box first. */
async function picture(name: string, top?: Locator): Promise<void> {
  await page.mouse.move(700, 20);
  // First the conversation settles where it opens, then it is moved, as long as what still arrives moves it back.
  await page.waitForTimeout(800);
  if (top) await bringUp(name, top);
  await page.screenshot({ path: join(folder, `${name}.png`) });
  console.log(`docs/screenshots/${name}.png`);
}

/** Turns the wheel, as a person does, until the card begins at the upper edge of the conversation and stays there. */
async function bringUp(name: string, card: Locator): Promise<void> {
  await card.waitFor();
  const inSight = { top: 110, slack: 60 };
  for (let turn = 0; turn < 20; turn += 1) {
    const at = (await card.boundingBox())?.y ?? 0;
    await page.mouse.move(700, 450);
    await page.mouse.wheel(0, at - inSight.top);
    await page.waitForTimeout(500);
    const after = (await card.boundingBox())?.y ?? 0;
    // At the end of the conversation the wheel moves nothing any more.
    const rests = Math.abs(after - inSight.top) < inSight.slack || (after === at && after > 0 && after < 700);
    await page.mouse.move(700, 20);
    if (rests) return;
  }
  throw new Error(`${name}: the card does not come to rest in sight`);
}

await picture('01-first-run');
await page.getByRole('button', { name: 'Hide the hints' }).click();
await walkTo(stage, {
  leaver: 'Alex Moreau',
  kind: 'Resignation',
  workerType: 'Employee',
  handovers: [
    {
      what: 'On-call rota of the platform',
      notes:
        'The runbook is in the wiki under “On call”. The next rotation begins on Monday; swap requests come by e-mail.\nAsk Tom for the pager.',
      to: 'Priya Nair',
      fallback: 'Jonas Weber',
    },
    { what: 'Release pipeline', notes: 'Tokens are in the vault; Tom can give you access.', to: 'Jonas Weber' },
  ],
  equipment: ['Laptop', 'Badge'],
  credentials: ['Alarm code of the server room'],
});
await picture('02-plan');
await stage.form('The plan').getByRole('button', { name: 'Start the departure' }).click();
await stage.answered('has started');
const departure = stage.card('Departure of Alex Moreau');
await departure.waitFor();

await stage.finish('Tell the team, together', 'en');
await stage.become('Priya');
await stage.card('On-call rota of the platform').waitFor();
await picture('03-handover');
await stage.become('Jonas');
await stage.press(stage.card('Release pipeline'), 'Accept: Release pipeline');
await stage.answered('is yours');

await stage.become('Tom');
const access = stage.card('Access of Alex Moreau');
await access.waitFor();
await picture('04-access-to-confirm', access);
await stage.press(access, 'Confirm: Alex Moreau', 'Confirm');
await stage.answered('All confirmations are there.');

const written = (await stage.departureOf('Alex')).tasks.find(({ id }) => id === 'step-written-confirmation');
await stage.passTimeUntil(written?.escalateAt ?? '');
await stage.become('Nadia');
await picture('05-reminder-in-french', stage.card('Confirmer le départ par écrit', 'Une étape du départ'));
await page.getByRole('tab', { name: 'Accueil' }).click();
await page.getByRole('tabpanel').getByText('Tous les départs').waitFor();
await picture('11-home-of-hr');
await stage.become('Maya');
await stage.card('Needs help: Confirm the departure in writing').waitFor();
await picture('06-departure-card', departure);
for (const name of ['Nadia', 'Maya'] as const) {
  await stage.become(name);
  await stage.finishAll(name, 'Alex');
}

const { dates, survey } = await stage.departureOf('Alex');
await stage.passTimeUntil(survey?.opensAt ?? '');
await stage.become('Alex');
const farewell = stage.card('Thank you, Alex');
await farewell.waitFor();
await picture('07-thank-you', farewell);
await stage.press(stage.card('How was it for you?'), /^Answer/);
await stage.form('Eight questions').waitFor();
await picture('08-survey');
await stage.form('Eight questions').getByLabel('What was best here?').fill('The people.');
await stage.form('Eight questions').getByRole('button', { name: 'Send answers' }).click();
await stage.formClosed();

await stage.become('Tom');
await stage.behave('design', 'lies');
await stage.passTimeUntil(dates?.cutOff.at ?? '');
await stage.skipUntil(access.getByText('It was looked at again: what was to end is still there'));
await picture('09-a-system-that-lies', access);
await stage.behave('design', 'none');
await stage.press(access, /^Retry: Design tool/);
await access.getByText('Every access is accounted for.').waitFor();
for (const name of ['Alex', 'Jonas', 'Priya', 'Tom', 'Nadia', 'Maya'] as const) {
  await stage.become(name);
  await stage.finishAll(name, 'Alex');
}
await stage.until('Alex', ({ status }) => status === 'completed');
await picture('10-outcome', stage.card('Access of Alex Moreau: outcome'));
await stage.become('Tom');
await page.emulateMedia({ colorScheme: 'dark' });
await picture('12-dark', access);

if (stage.pageErrors.length > 0) throw new Error(stage.pageErrors.join('\n'));
await stage.close();

await onTeams(browser);
await browser.close();
// Agenda leaves timers for the far future behind.
process.exit(0);

/** The same resignation, with everybody on Teams. */
async function onTeams(chromium: Browser): Promise<void> {
  stage = await Stage.open(chromium, { teams: 'all' });
  page = stage.page;
  await page.getByRole('button', { name: 'Hide the hints' }).click();
  await walkTo(stage, {
    leaver: 'Alex Moreau',
    kind: 'Resignation',
    workerType: 'Employee',
    handovers: [{ what: 'On-call rota of the platform', notes: 'The runbook is in the wiki.', to: 'Priya Nair' }],
    equipment: ['Laptop'],
  });
  await picture('14-teams-plan');
  await stage.form('The plan').getByRole('button', { name: 'Start the departure' }).click();
  await stage.answered('has started');
  await stage.card('Departure of Alex Moreau').waitFor();
  await picture('13-teams-departure', stage.card('Departure of Alex Moreau'));
  await stage.become('Tom');
  await page.emulateMedia({ colorScheme: 'dark' });
  await picture('15-teams-dark', stage.card('Access of Alex Moreau'));
  if (stage.pageErrors.length > 0) throw new Error(stage.pageErrors.join('\n'));
  await stage.close();
}
