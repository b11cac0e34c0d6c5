import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createStage, type Stage } from '../../src/cli/story/stage.ts';
import { readConfig } from '../../src/config.ts';
import { day, hour } from '../../src/domain/calendar/time.ts';
import { isTaskActive } from '../../src/domain/tasks/task.ts';
import { startRelais } from '../../src/start.ts';
import { company } from '../../src/workspace/company.ts';
import { refreshOf } from '../../src/workspace/teams/card-reading.ts';
import { TeamsSeat } from '../support/teams-seat.ts';

const pace = { messages: 100, milliseconds: 100 };

/**
 * A manager, a teammate and IT on Teams; HR and the leaver stay on Slack. No browser: production code, real HTTP, real
 * botbuilder.
 */
async function openOffice() {
  const folder = mkdtempSync(join(tmpdir(), 'relais-teams-'));
  const config = readConfig({ PORT: '0', RELAIS_DATA_DIR: folder });
  const log: Record<string, unknown>[] = [];
  const relais = await startRelais({
    config,
    env: {},
    // Their rules are kept elsewhere; here nobody waits for them.
    slackElsewhere: { pace },
    teamsElsewhere: { pace },
    log: pino({ level: 'warn' }, { write: (line: string) => void log.push(JSON.parse(line)) }),
  });
  onTestFinished(async () => {
    await relais.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  const { workspace } = relais;
  if (!workspace) throw new Error('no local workspace');
  const quiet = { news: () => undefined } as unknown as Stage['transcript'];
  const stage = createStage(relais, workspace, quiet);
  const [maya, priya, tom] = [
    new TeamsSeat(relais, 'U0MAYA'),
    new TeamsSeat(relais, 'U0PRIYA'),
    new TeamsSeat(relais, 'U0TOM'),
  ];
  const onSlack = ['U0NADIA', 'U0ALEX', 'U0HUGO', 'U0INES', 'U0JONAS'].map((id) => workspace.slack.as(id));
  await toMonday(stage);
  return { relais, stage, log, maya, priya, tom, onSlack };
}

async function toMonday(stage: Stage): Promise<void> {
  const at = new Date(stage.now());
  at.setUTCHours(9, 0, 0, 0);
  while (at <= stage.now() || at.getUTCDay() !== 1) at.setTime(at.getTime() + day);
  await stage.workspace.controls.moveBy(at.getTime() - stage.now().getTime());
}

type Office = Awaited<ReturnType<typeof openOffice>>;

describe('a departure across Teams and Slack', { timeout: 240_000 }, () => {
  it('goes from offboard @person to the completed departure by cards alone', async () => {
    const office = await openOffice();
    const { relais, stage, maya, priya, tom } = office;
    // The team of everybody, so that people can be named who never installed anything.
    await stage.workspace.teams.addToTeam(
      'everybody',
      company.map(({ id }) => id),
      'U0HUGO',
    );
    for (const seat of [maya, priya, tom]) {
      await seat.me.install();
      // One welcome, though Teams told of the installation twice.
      expect(seat.me.inbox()).toHaveLength(1);
      expect(seat.says()).toContain(seat.me.person.email);
      await seat.press('home');
    }

    await maya.me.say('offboard', [stage.workspace.teams.as('U0ALEX').person]);
    await walk(office);
    await stage.until('the departure starts', async () => (await stage.departure()).status === 'active');
    await stage.settle();

    // Nobody of the team is asked before it has been told.
    expect(priya.card('task.accept', 'handover-1')).toBeNull();
    await finish(office, 'step-announce');
    await stage.until('Priya is asked', () => priya.card('task.accept', 'handover-1'));
    const offered = priya.card('task.accept', 'handover-1');
    await priya.press('task.accept', { target: 'handover-1' });
    const handover = async () => (await stage.departure()).tasks.find(({ id }) => id === 'handover-1');
    expect((await handover())?.status).toBe('accepted');
    await stage.settle();
    // The card she pressed says so now, in place.
    const after = priya.me.inbox().find(({ id }) => id === offered?.id);
    if (!after) throw new Error('her card is gone');
    expect(after.edited).toBe(true);
    // Looked at again it is the same card, asked for anew; to somebody else Relais gives nothing of it.
    expect(refreshOf(after.card)?.userIds).toHaveLength(1);
    expect(await priya.me.look(after)).toEqual(after.card);
    const asked = { type: 'Action.Execute', ...refreshOf(after.card)?.action };
    const { body } = await tom.me.invoke('adaptiveCard/action', { action: asked, trigger: 'manual' });
    expect(body).toMatchObject({ statusCode: 403, type: 'application/vnd.microsoft.error' });

    await stage.until('Tom is asked', () => tom.card('access.confirm'));
    await tom.press('access.confirm');
    expect((await stage.departure()).confirmations).toHaveLength(1);
    await stage.settle();

    await untilCompleted(office);
    const departure = await stage.departure();
    expect(departure.status).toBe('completed');
    const live = stage.workspace.systems.systems.flatMap((system) =>
      system.accounts().filter(({ email, live: opens }) => email === departure.leaver.email && opens),
    );
    expect(live).toEqual([]);
    // Everybody got their cards where they speak, and nothing was said twice.
    const channels = new Map(departure.posts.map(({ to, ref }) => [to, ref?.channel]));
    const byEmail = async (seat: TeamsSeat) => (await relais.store.people.byEmail(seat.me.person.email))?.id ?? '';
    for (const seat of [maya, priya, tom]) expect(channels.get(await byEmail(seat))).toBe('teams');
    expect(channels.get((await relais.store.people.byEmail('nadia.berger@example.com'))?.id ?? '')).toBe('slack');
    expect(office.log.filter(({ level }) => Number(level) >= 50)).toEqual([]);
  });
});

/** Page after page in one card. */
async function walk({ maya, stage }: Office): Promise<void> {
  await stage.until('the first page comes', () => maya.card('walk.who'));
  const pages = maya.me.inbox().length;
  await maya.press('walk.who');
  await maya.press('handover.form');
  await maya.press('handover.save', {
    values: {
      title: 'Billing service',
      notes: 'The runbook is in the team folder.',
      to: stage.workspace.teams.as('U0PRIYA').objectId,
      fallback: stage.workspace.teams.as('U0PRIYA').objectId,
    },
  });
  await maya.press('walk.day', { values: { equipment: 'Laptop', credentials: '' } });
  expect(maya.me.inbox()).toHaveLength(pages);
  await maya.press('walk.submit');
}

async function untilCompleted(office: Office): Promise<void> {
  const { stage } = office;
  const end = Date.parse((await stage.departure()).dates?.cutOff.at ?? '') + 20 * day;
  for (let step = 0; step < 300; step += 1) {
    const departure = await stage.departure();
    const now = stage.now().getTime();
    if (departure.status === 'completed' || now >= end) return;
    const tasks = departure.tasks.filter(isTaskActive);
    const ripe = tasks.find(({ dueAt }) => Date.parse(dueAt) - 4 * hour <= now);
    if (ripe) {
      await finish(office, ripe.id);
      continue;
    }
    const next = await stage.workspace.controls.nextInstant();
    const at = Math.min(
      ...tasks.map(({ dueAt }) => Date.parse(dueAt) - 4 * hour),
      next ? next.at.getTime() + 1000 : end,
    );
    await stage.travelTo(new Date(Math.max(at, now + 1000)));
  }
}

async function finish({ relais, stage, maya, priya, tom, onSlack }: Office, id: string): Promise<void> {
  const departure = await stage.departure();
  const task = departure.tasks.find((one) => one.id === id);
  const owner = await relais.store.people.byId(task?.assignee ?? '');
  const values = {
    ...(task?.proof === 'note' ? { notes: 'It is filed.' } : {}),
    ...(task?.nature === 'equipment' ? { condition: 'good' } : {}),
  };
  const seat = [maya, priya, tom].find(({ me }) => me.person.email === owner?.email);
  const driver = onSlack.find(({ person }) => person.email === owner?.email);
  if (seat) {
    await stage.until(`the card of ${id}`, () => seat.card('task.complete', id));
    await seat.press('task.complete', { target: id });
    await seat.press('task.complete.submit', { target: id, values });
  } else if (driver) {
    await stage.press(driver, 'task.complete', id);
    await stage.page(driver, 'complete');
    await stage.send(driver, values);
  } else throw new Error(`nobody plays ${owner?.name ?? task?.assignee} for ${id}`);
  await stage.until(
    `${id} is done`,
    async () => (await stage.departure()).tasks.find((one) => one.id === id)?.status === 'done',
  );
  await stage.settle();
}
