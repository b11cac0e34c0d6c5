import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { day } from '../../src/domain/calendar/time.ts';
import { type Relais, startRelais } from '../../src/start.ts';
import { company } from '../../src/workspace/company.ts';
import type { Message } from '../../src/workspace/slack/browser-api.ts';
import type { PersonDriver } from '../../src/workspace/slack/driver/person-driver.ts';
import { textOf as cardText } from '../../src/workspace/teams/card-reading.ts';
import { chapterOf, textOf } from './documents.ts';

const tour = chapterOf(textOf('README.md'), '## A five-minute tour').replaceAll(/\s+/g, ' ');

describe('the tour of the README, on the real product', () => {
  let folder: string;
  let relais: Relais;
  let workspace: NonNullable<Relais['workspace']>;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'relais-tour-'));
    const config = readConfig({ PORT: '0', RELAIS_DATA_DIR: folder, RELAIS_LOG_LEVEL: 'silent' });
    relais = await startRelais({ config, env: {} });
    if (!relais.workspace) throw new Error('the tour needs the local workspace');
    workspace = relais.workspace;
  });
  afterAll(async () => {
    await relais?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  /** The page of the walk with this heading. */
  const page = (who: PersonDriver, heading: string) =>
    who.waitFor(`"${heading}"`, (me) => {
      const modal = me.modal();
      return modal && me.read(modal).startsWith(heading) ? me.read(modal) : null;
    });
  const card = (who: PersonDriver, ...words: string[]): Promise<Message> =>
    who.waitFor(words.join(', '), (me) =>
      me.inbox().findLast((message) => words.every((word) => me.read(message).includes(word))),
    );
  const liveAccounts = () =>
    workspace.systems.systems
      .flatMap((system) => system.accounts())
      .filter(({ email, live }) => email === 'alex.moreau@example.com' && live).length;
  const says = (...words: string[]) => {
    for (const word of words) expect(tour).toContain(word);
  };

  it('goes as it is written', { timeout: 600_000 }, async () => {
    const person = (name: string): PersonDriver => {
      expect(tour).toMatch(new RegExp(`\\*\\*${name}\\*\\*`));
      return workspace.slack.as(`U0${name.toUpperCase()}`);
    };
    const [maya, priya, jonas, tom, nadia, alex] = ['Maya', 'Priya', 'Jonas', 'Tom', 'Nadia', 'Alex'].map(person) as [
      PersonDriver,
      PersonDriver,
      PersonDriver,
      PersonDriver,
      PersonDriver,
      PersonDriver,
    ];

    says('/offboard @Alex Moreau');
    await maya.type('/offboard <@U0ALEX>');
    expect(await page(maya, 'Who is leaving?')).toContain('Okta: alex.moreau@example.com');
    says('A **Resignation** of an **Employee** is proposed: press **Next**');
    await maya.submit();
    expect(await page(maya, 'The last day')).toContain('Proposed: twenty working days from today.');
    says('**Add a handover**', '*What is handed over?* Billing service', '*Who takes over?* Priya Nair');
    await maya.click(/^Add a handover/);
    await page(maya, 'Handover');
    await maya.submit({
      'What is handed over?': 'Billing service',
      'Who takes over?': 'Priya Nair',
      'And if they cannot?': 'Jonas Weber',
    });
    expect(await page(maya, 'The last day')).toContain('Billing service');
    says('*Equipment to hand back* write Laptop');
    await maya.submit({ 'Equipment to hand back': 'Laptop' });
    expect(await page(maya, 'The plan')).toContain('What you read here is a dry run');
    expect(liveAccounts()).toBe(6);
    await maya.submit();
    await card(maya, 'Departure of Alex Moreau', 'waits for confirmation');

    says('*Tell the team, together*: press **Done**, and **Mark as done**');
    await maya.click('Done', { where: await card(maya, 'Tell the team, together') });
    await page(maya, 'Done');
    await maya.submit();
    await card(priya, 'Billing service', 'You have been asked to take this over');
    await priya.click('Decline');
    await page(priya, 'Decline');
    await priya.submit({ Reason: 'I am away then.' });
    await card(jonas, 'Billing service', 'You have been asked to take this over');
    await jonas.click('Accept');
    await card(jonas, 'Billing service', 'You accepted this');

    const access = await card(tom, 'Access of Alex Moreau', 'Nothing happens before it is confirmed');
    await tom.click('Confirm', { where: access });
    await card(tom, 'Access of Alex Moreau', 'Everybody who must confirm has done so.');

    says('press **+1 week** five times');
    for (let week = 0; week < 5; week += 1) await workspace.controls.moveBy(7 * day);
    await relais.engine.idle();
    let ended: string | null = null;
    for await (const one of relais.store.departures.search({})) ended = one.runEndedAt;
    expect(ended, 'the cut-off lies within the five weeks').not.toBeNull();
    expect(liveAccounts()).toBe(0);
    await card(nadia, 'Vos tâches en cours');
    await card(nadia, 'Besoin d’aide');

    const outcome = maya.read(await card(maya, 'Access of Alex Moreau: outcome', '31 verified'));
    expect(outcome, 'nothing ended late, however fast the clock went').toMatch(/\*Time to deactivate\*: \d+ seconds?/);
    await card(alex, 'Thank you, Alex', 'Your checklist');
    await card(alex, 'How was it for you?');
    await alex.click('Answer', { where: await card(alex, 'How was it for you?') });
    await page(alex, 'Eight questions');

    // The name is the README's own: whoever follows it types just that.
    const wanted = /As Maya on Teams, type `offboard @([^`]+)`/.exec(tour)?.[1];
    const leaver = company.find(({ name }) => name === wanted);
    if (!leaver) throw new Error(`nobody is called ${wanted}`);
    await workspace.teams.moveTo('U0MAYA', 'teams');
    const mayaOnTeams = workspace.teams.as('U0MAYA');
    await mayaOnTeams.say('offboard', [leaver]);
    const answers = () => mayaOnTeams.inbox().map((message) => cardText(message.card));
    await expect
      .poll(answers, { timeout: 10_000 })
      .toContainEqual(expect.stringContaining('Is this the right person?'));
    expect(answers().find((text) => text.includes('Is this the right person?'))).toContain(leaver.name);
  });
});
