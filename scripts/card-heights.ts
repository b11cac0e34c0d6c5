/**
 * Measures how tall each card is in the local workspace, in a window of 1366 × 768, on both platforms, and keeps it in
 * `docs/card-heights.json`: `tsx scripts/card-heights.ts after`. `before` was measured once, at the commit that the
 * file names, with this script laid into that tree; the README's table is made of both. A folder as second argument
 * gets a picture of each.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Locator } from 'playwright-core';
import { launchBrowser } from '../test/support/browser.ts';
import { Stage } from '../test/support/stage.ts';
import { walkTo } from '../test/support/walk.ts';

const [when = '', pictures] = process.argv.slice(2);
if (when !== 'before' && when !== 'after') throw new Error('Say which: before or after.');
const file = resolve(import.meta.dirname, '../docs/card-heights.json');
const browser = await launchBrowser();
if (typeof browser === 'string') throw new Error(browser);

const usual = { width: 1366, height: 768 };

/** Whole pixels, in a window of the same width that is high enough for nothing to scroll. */
async function heightOf(what: Locator): Promise<number> {
  await what.waitFor();
  await what.page().setViewportSize({ ...usual, height: 12_000 });
  await what.page().waitForTimeout(500);
  const box = await what.boundingBox();
  await what.page().setViewportSize(usual);
  await what.page().waitForTimeout(300);
  if (box === null) throw new Error('the card is not in sight');
  return Math.round(box.height);
}

/** What scrolls inside a window, in full. */
async function fullHeightOf(what: Locator): Promise<number> {
  await what.waitFor();
  await what.page().waitForTimeout(500);
  return Math.round(await what.evaluate((one) => Number(Reflect.get(one, 'scrollHeight'))));
}

async function measure(teams: 'all' | []): Promise<Record<string, number>> {
  const found: Record<string, number> = {};
  const stage = await Stage.open(browser as Exclude<typeof browser, string>, { teams });
  const { page } = stage;
  await page.setViewportSize(usual);
  const note = async (name: string, what: Locator, scrolls?: Locator) => {
    found[name] = scrolls && (await scrolls.count()) > 0 ? await fullHeightOf(scrolls) : await heightOf(what);
    console.log(`${teams === 'all' ? 'Teams' : 'Slack'} · ${name}: ${found[name]}`);
    if (pictures === undefined) return;
    mkdirSync(pictures, { recursive: true });
    await what.scrollIntoViewIfNeeded();
    const picture = `${teams === 'all' ? 'teams' : 'slack'}-${name.replaceAll(/[^a-z]+/gi, '-')}.png`;
    await what.screenshot({ path: join(pictures, picture) });
  };
  const hints = page.getByRole('button', { name: 'Hide the hints' });
  if ((await hints.count()) > 0) await hints.click();
  await walkTo(stage, {
    leaver: 'Alex Moreau',
    kind: 'Resignation',
    workerType: 'Employee',
    handovers: [
      { what: 'On-call rota', notes: 'The runbook is in the wiki.', to: 'Priya Nair', fallback: 'Jonas Weber' },
    ],
    equipment: ['Laptop'],
    credentials: ['Alarm code'],
  });
  const plan = stage.form('The plan');
  await plan.getByText('GitHub').first().waitFor();
  await note('the plan, last page of the walk', plan, plan.locator('.modal-body'));
  await plan.getByRole('button', { name: 'Start the departure' }).click();
  await stage.answered('has started');
  await note('the departure, for its manager', stage.card('Departure of Alex Moreau', 'waits for confirmation'));
  await stage.finish('Tell the team, together', 'en');
  await stage.become('Priya');
  await note('a handover, for whoever is asked', stage.card('On-call rota'));
  await stage.become('Tom');
  await note('the access to confirm, for IT', stage.card('Access of Alex Moreau'));
  const home = await stage.desk.home();
  await note('the home page of IT', home, teams === 'all' ? undefined : home);
  await stage.become('Tom');
  await stage.press(stage.card('Access of Alex Moreau'), 'Confirm: Alex Moreau', 'Confirm');
  await stage.answered('All confirmations are there.');
  await stage.behave('design', 'lies');
  const { dates, farewellAt } = await stage.departureOf('Alex');
  await stage.passTimeUntil(farewellAt ?? '');
  await stage.become('Alex');
  await note('the leaver’s card', stage.card('Thank you, Alex').or(stage.card('Thank you, Alex Moreau')));
  await stage.become('Tom');
  await stage.passTimeUntil(dates?.cutOff.at ?? '');
  const access = stage.card('Access of Alex Moreau');
  await stage.skipUntil(access.getByText('It was looked at again: what was to end is still there'));
  await note('an alarm, for IT', stage.card('Ending access did not work'));
  await note('the access with one failure, for IT', access);
  await stage.behave('design', 'none');
  await stage.press(access, /^Retry: Design tool/);
  await access.getByText('Every access is accounted for.').waitFor();
  await stage.become('Maya');
  await note('the outcome, for the manager', stage.card('Access of Alex Moreau: outcome'));
  await stage.close();
  return found;
}

const heights = { slack: await measure([]), teams: await measure('all') };
await browser.close();
const commit = when === 'before' && execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
const known: unknown = (() => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return {};
  }
})();
writeFileSync(
  file,
  `${JSON.stringify({ ...Object(known), [when]: { ...(commit !== false && { commit }), ...heights } }, null, 2)}\n`,
);
console.log(file);
process.exit(0);
