import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Mail } from '../../../src/channels/email/mailer.ts';
import { ChannelError } from '../../../src/engine/ports/channel.ts';
import { confidentialFlow, mustDo, testPeople, worldDates } from '../../support/memory/memory-world.ts';
import { createMailWorld, type MailWorld } from './mail-world.ts';

let desk: MailWorld;

beforeEach(async () => {
  desk = await createMailWorld();
});

afterEach(() => desk.close());

/** What calendars hear of a mail: the method, the start, how often it changed, and its name. */
const heard = ({ calendar }: Mail) => {
  const text = calendar?.content.replaceAll(/\r\n[ \t]/g, '') ?? '';
  const of = (name: string) => new RegExp(`^${name}[^:\r\n]*:(.*)$`, 'm').exec(text)?.[1]?.trim() ?? null;
  return {
    method: of('METHOD'),
    starts: of('DTSTART'),
    sequence: of('SEQUENCE'),
    uid: of('UID'),
    title: of('SUMMARY'),
  };
};
const dated = (to: string) => desk.mails.filter((mail) => mail.to === to && mail.calendar !== undefined);

async function handover(): Promise<string> {
  await desk.onlyByMail('priya');
  const id = await desk.world.plan();
  await desk.world.engine.reconcile(id);
  return id;
}

async function dueOf(id: string): Promise<string> {
  const task = (await desk.world.load(id)).tasks.find((one) => one.id === 'handover-1');
  return task?.dueAt ?? '';
}

const later = {
  ...worldDates,
  lastWorkingDay: { date: '2026-03-27', zone: 'Europe/Paris' },
  cutOff: { at: '2026-03-27T17:00:00.000Z', zone: 'Europe/Paris' },
};

/** As iCalendar writes it, half an hour before. */
const startBefore = (due: string) => new Date(Date.parse(due) - 1_800_000).toISOString().replaceAll(/[-:]|\.000/g, '');

describe('the date of a step, for whoever is reached by mail', () => {
  it('goes with the mail of its card, moves with the departure, and is taken out once the step is done', async () => {
    const id = await handover();
    const [first, ...rest] = dated('priya@example.com');
    expect(rest).toEqual([]);
    const due = await dueOf(id);
    expect(first?.subject).toBe('Billing service');
    expect(first && heard(first)).toMatchObject({
      ...{ method: 'REQUEST', starts: startBefore(due), sequence: '0', title: 'Billing service' },
    });

    await mustDo(desk.world.ask('manager', id, { type: 'departure.reschedule', dates: later }));
    await desk.world.engine.reconcile(id);
    const moved = dated('priya@example.com').slice(1);
    expect(await dueOf(id)).not.toBe(due);
    expect(moved.map(heard)).toEqual([
      { ...(first && heard(first)), sequence: '1', starts: startBefore(await dueOf(id)) },
    ]);
    expect(moved[0]?.subject).toMatch(/^New date: Billing service, /);
    expect(moved[0]?.messageId).not.toBe(first?.messageId);
    // A new link would end the one that she has.
    expect(moved[0]?.text).not.toMatch(/https?:/);

    await desk.world.engine.reconcile(id);
    expect(dated('priya@example.com')).toHaveLength(2);

    const page = await desk.open(desk.linkIn(first));
    await desk.press(desk.linkIn(first), page, 'Accept');
    await desk.world.engine.reconcile(id);
    expect(dated('priya@example.com')).toHaveLength(2);
    const task = (await desk.world.load(id)).tasks.find((one) => one.id === 'handover-1');
    await mustDo(
      desk.world.ask('priya', id, {
        type: 'task.complete',
        taskId: 'handover-1',
        rev: task?.rev ?? 0,
        notes: null,
        condition: null,
      }),
    );
    await desk.world.engine.reconcile(id);
    expect(dated('priya@example.com').slice(2).map(heard)).toMatchObject([
      { method: 'CANCEL', sequence: '2', uid: first && heard(first).uid },
    ]);
  });

  it('is taken out where the departure is called off', async () => {
    const id = await handover();
    await mustDo(desk.world.ask('manager', id, { type: 'departure.cancel', reason: 'She stays after all' }));
    await desk.world.engine.reconcile(id);
    const [, over] = dated('priya@example.com');
    expect(over && heard(over)).toMatchObject({ method: 'CANCEL', sequence: '1' });
    expect(over?.subject).toBe('No longer in your calendar: Billing service');
  });

  it('is told again as it was where the mail server broke off, and never twice where it answered', async () => {
    const id = await handover();
    desk.failWith(new ChannelError('unknown-outcome', 'the mail server: no answer'));
    await mustDo(desk.world.ask('manager', id, { type: 'departure.reschedule', dates: later }));
    await desk.world.engine.reconcile(id);
    expect(dated('priya@example.com')).toHaveLength(1);
    await desk.world.advanceTo('2026-03-02T09:20:00.000Z');
    const [, moved, ...rest] = dated('priya@example.com');
    expect(moved && heard(moved)).toMatchObject({ method: 'REQUEST', sequence: '1' });
    expect(rest).toEqual([]);
  });

  it('is nowhere for whoever has a chat account', async () => {
    await desk.world.engine.reconcile(await desk.world.plan());
    expect(desk.mails).toEqual([]);
    expect(JSON.stringify(desk.world.channel.messages)).not.toContain('date.');
    expect(desk.world.channel.messages.every(({ view }) => view.dates === undefined)).toBe(true);
  });
});

describe('the dates of the leaver who is reached by mail', () => {
  it('are the last working day, with the card, and each step in a message of its own', async () => {
    await desk.onlyByMail('leaver');
    const id = await desk.world.plan();
    const { planHash } = await desk.world.load(id);
    await mustDo(desk.world.ask('it', id, { type: 'access.confirm', planHash: planHash ?? '' }));
    await desk.world.advanceTo('2026-03-19T09:00:00.000Z');
    const mails = dated('alex@example.com');
    expect(mails[0]?.subject).toBe('Thank you, Alex');
    expect(mails[0] && heard(mails[0])).toMatchObject({ title: 'Your last working day', starts: '20260320' });
    const steps = (await desk.world.load(id)).tasks.filter(
      ({ assignee, status }) => assignee === testPeople.leaver.id && status !== 'done',
    );
    expect(mails.slice(1).map((mail) => heard(mail).starts)).toEqual(
      steps
        .map(({ dueAt }) => dueAt)
        .toSorted()
        .map(startBefore),
    );
    expect(new Set(mails.map((mail) => heard(mail).uid)).size).toBe(mails.length);
  });
});

it('are none of a confidential departure, until it is known to all', async () => {
  for (const who of ['manager', 'hr', 'it', 'priya'] as const) await desk.onlyByMail(who);
  const id = await desk.world.plan({ kind: 'dismissal' }, confidentialFlow);
  await desk.world.engine.reconcile(id);
  const { tasks } = await desk.world.load(id);
  expect(tasks.some(({ assignee, status }) => assignee !== null && status === 'offered')).toBe(true);
  expect(desk.mails.length).toBeGreaterThan(0);
  expect(desk.mails.filter(({ calendar }) => calendar !== undefined)).toEqual([]);
});

it('keep no title and no address where that outlives the departure', async () => {
  const id = await handover();
  const kept = await desk.world.deps.store.notes.read(`email/dates/${id}/task|handover-1|priya`);
  expect(kept).toMatchObject({ dates: [{ id: 'step/handover-1', sequence: 0, state: 'standing', sent: true }] });
  expect(JSON.stringify(kept)).not.toMatch(/Billing|@/);
});
