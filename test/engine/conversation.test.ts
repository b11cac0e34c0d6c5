import { describe, expect, it } from 'vitest';
import type { Reply } from '../../src/engine/conversation/conversation.ts';
import { takeTurn } from '../../src/engine/conversation/turn.ts';
import { pageReply } from '../../src/engine/conversation/walk/walk-pages.ts';
import { actNames, act as actRef } from '../../src/views/act-names.ts';
import { flatParts } from '../../src/views/form-view.ts';
import { type TestPersonName, testPeople } from '../support/memory/memory-world.ts';
import { dates, formOf, started, type Talk, talk, walk } from '../support/talk.ts';

describe('the walk', () => {
  it('leads from the command to a started departure, and keeps every answer', async () => {
    const talking = await talk();
    const id = await started(talking);
    const departure = await talking.world.load(id);
    expect(departure.status).toBe('active');
    expect(departure.draft).toMatchObject({ equipment: ['Laptop', 'Badge'], credentials: ['Status page'] });
    expect(departure.tasks.map((task) => task.nature)).toContain('handover');
  });

  it('proposes a working day of the leaver, on the leaver’s clock', async () => {
    const { world, say } = await talk();
    const first = formOf(
      await say('manager', 'walk.who', {
        values: { leaver: 'alex', manager: 'maya', kind: 'resignation', workerType: 'employee' },
      }),
    );
    const draft = await world.load(first.submit?.act.departureId ?? '');
    const far = {
      ...draft,
      leaver: { ...draft.leaver, timeZone: 'America/Los_Angeles', country: 'US' },
      draft: { ...draft.draft, kind: 'resignation', workerType: 'employee', flowId: 'test-resignation' } as const,
    };
    const speaker = { person: testPeople.manager, channel: 'slack' } as const;
    const act = { ref: actRef('walk.day', draft.id), values: null, words: [] };
    const turn = takeTurn(world.deps, world.engine, { act, speaker });
    const { parts } = formOf(await pageReply(turn, far, 'day'));
    const days = flatParts(parts).flatMap((part) =>
      part.type === 'field' && part.field.type === 'date' ? [part.field.initial] : [],
    );
    // Twenty business days after Monday 2 March 2026. Five in the afternoon there is the next day already in UTC.
    // The last field is the day of the first message, which nobody chose.
    expect(days).toEqual(['2026-03-30', '2026-03-30', '2026-03-30', null]);
  });

  it('is resumed where it was left by its author; HR knows nothing of it and begins one beside it', async () => {
    const talking = await talk();
    await talking.say('manager', 'walk.who', {
      values: { leaver: 'alex', manager: 'maya', kind: 'resignation', workerType: 'employee' },
    });
    const again = formOf(await talking.say('manager', 'start', { words: [{ personId: 'alex' }] }));
    expect(again.kind).toBe('day');
    const id = again.submit?.act.departureId ?? '';
    expect(await talking.say('hr', 'walk.resume', { id })).toMatchObject({ notice: { tone: 'refused' } });
    expect(await talking.say('hr', 'walk.discard', { id })).toMatchObject({ notice: { tone: 'refused' } });
    expect(JSON.stringify(formOf(await talking.say('hr', 'status')))).not.toContain('Alex');
    const values = { leaver: 'alex', manager: 'maya', kind: 'resignation', workerType: 'employee' };
    const own = formOf(await talking.say('hr', 'walk.who', { values }));
    expect(own.kind).toBe('day');
    const draft = await talking.world.load(own.submit?.act.departureId ?? '');
    expect(draft).toMatchObject({ requester: 'nadia', aside: true });
    expect(JSON.stringify(formOf(await talking.say('manager', 'status')))).not.toContain(draft.id);
  });

  it.each([
    ['contractEnd', { ...dates, contractEnd: '2026-03-01' }],
    ['cutOffDate', { ...dates, cutOffDate: '2026-02-01' }],
    ['cutOffTime', { ...dates, cutOffTime: '25:00' }],
    ['zone', { ...dates, zone: 'Mars/Olympus' }],
    ['lastWorkingDay', { ...dates, lastWorkingDay: null }],
    ['nowConfirmed', { ...dates, when: 'now', nowConfirmed: null }],
  ])('tells what is wrong with the dates beside %s', async (field, values) => {
    const talking = await talk();
    const form = formOf(
      await talking.say('manager', 'walk.who', {
        values: { leaver: 'alex', manager: 'maya', kind: 'resignation', workerType: 'employee' },
      }),
    );
    const id = form.submit?.act.departureId ?? '';
    const reply = await talking.say('manager', 'walk.day', { id, values });
    expect(reply).toMatchObject({ type: 'errors', errors: { [field]: expect.stringMatching(/\w/) } });
  });

  it('shows the plan again instead of starting another one than was read', async () => {
    const talking = await talk();
    const { id, plan } = await walk(talking);
    await talking.say('manager', 'walk.day', { id, values: { ...dates, equipment: 'Car', credentials: null } });
    const reply = await talking.say('manager', 'walk.submit', { id, seen: plan.submit?.act.seen ?? '' });
    expect(formOf(reply).kind).toBe('plan');
    expect((await talking.world.load(id)).status).toBe('draft');
  });

  it('refuses people their own departure, strangers, and whoever is not their manager', async () => {
    const talking = await talk();
    for (const [who, leaver] of [
      ['leaver', 'alex'],
      ['jonas', 'alex'],
      ['manager', 'unknown:slack:U1'],
    ] as const)
      expect(await talking.say(who, 'start', { words: [{ personId: leaver }] })).toMatchObject({
        notice: { tone: 'refused' },
      });
    expect(
      await talking.say('jonas', 'walk.who', {
        values: { leaver: 'alex', manager: 'maya', kind: 'resignation', workerType: 'employee' },
      }),
    ).toMatchObject({
      type: 'errors',
    });
  });
});

describe('every act', () => {
  /** What an act needs to do its work on a departure under way; everything else gets an id only. */
  async function doAll(talking: Talk, id: string, who: TestPersonName) {
    const state = await talking.world.load(id);
    const task = state.tasks.find((one) => one.nature === 'handover');
    const one = state.revocations[0];
    for (const name of actNames) {
      // What ends the departure is tried by tests of its own.
      if (/^departure\.(cancel|retain|complete)|^walk\.(submit|discard)/.test(name)) continue;
      const onTask = name.startsWith('task.') ? { target: task?.id ?? '', seen: 0 } : {};
      const onAction = /^access\.(retry|hand|prove|waive)/.test(name) ? { target: one?.action.id ?? '', seen: 0 } : {};
      const values = {
        ...dates,
        reason: 'A good reason',
        notes: 'n',
        to: 'jonas',
        proof: 'Ticket 12',
        until: null,
        title: 'More',
        fallback: null,
        dueDate: '2026-03-19',
      };
      const reply = await talking.say(who, name, { id, values, ...onTask, ...onAction });
      expect(reply.type, name).toMatch(/form|errors|notice|done|card/);
    }
  }

  it.each(Object.keys(testPeople) as TestPersonName[])(
    'is answered for %s without an unexpected failure',
    async (who) => {
      const talking = await talk();
      const id = await started(talking);
      await doAll(talking, id, who);
    },
  );

  it('is answered on a departure that is no more, or never was', async () => {
    const talking = await talk();
    for (const name of actNames.filter(
      (one) =>
        !/^(start|command|help|status|home|brakes\.open|walk\.who|survey\.(results|themes)|departures\.|knowledge\.|settings|wave$|wave\.rows|desk\.|review|contracts$|posts$|alumni$|auditors$|auditor\.invite|lists$)/.test(
          one,
        ),
    ))
      expect(await talking.say('hr', name, { id: 'nowhere', values: {} }), name).toMatchObject({
        type: 'notice',
        notice: { tone: 'refused' },
      });
  });
});

describe('a departure under way', () => {
  it('answers clicks in words and closes forms quietly: their card says what became of them', async () => {
    const talking = await talk();
    const id = await started(talking);
    const { say, world } = talking;
    const rev = async () => (await world.load(id)).tasks.find((one) => one.id === 'handover-1')?.rev ?? 0;
    const hash = async () => (await world.load(id)).planHash ?? '';
    const on = async () => ({ id, target: 'handover-1', seen: await rev() });
    const words = async (reply: Promise<Reply>) => {
      const answer = await reply;
      if (answer.type !== 'done' || !answer.notice) throw new Error(JSON.stringify(answer));
      return JSON.stringify(answer.notice.text);
    };
    const closed = async (reply: Promise<Reply>) => expect(await reply).toEqual({ type: 'done', notice: null });
    expect(await words(say('priya', 'task.accept', await on()))).toContain('Billing');
    await closed(say('priya', 'task.decline.submit', { ...(await on()), values: { reason: 'On leave then' } }));
    await closed(say('hr', 'task.reassign.submit', { ...(await on()), values: { to: 'priya' } }));
    await closed(
      say('priya', 'task.complete.submit', { ...(await on()), values: { notes: 'All there', condition: null } }),
    );
    const more = { title: 'Wiki', notes: null, to: 'jonas', fallback: null, dueDate: '2026-03-18' };
    await closed(say('hr', 'handover.add.submit', { id, values: more }));
    expect(await words(say('it', 'access.confirm', { id, seen: await hash() }))).toMatch(/confirmations/);
    expect(await words(say('it', 'access.withdraw', { id }))).toMatch(/\w/);
    expect(await words(say('security', 'access.confirm', { id, seen: await hash() }))).toMatch(/confirm/);
    expect(await words(say('it', 'access.replan', { id }))).toMatch(/\w/);
    const values = { ...dates, cutOffDate: '2026-03-19' };
    const preview = formOf(await say('hr', 'departure.reschedule.preview', { id, values })).submit?.act;
    await say('hr', 'departure.reschedule.submit', {
      id,
      target: preview?.target ?? '',
      seen: preview?.seen ?? '',
      values: {},
    });
    const moved = await world.load(id);
    expect(moved.dates?.cutOff.at).toBe('2026-03-19T17:00:00.000Z');
    expect(moved.tasks.find((one) => one.id === 'handover-1')?.status).toBe('done');
    await closed(say('hr', 'departure.retain.submit', { id, values: { reason: 'Found another team' } }));
    expect((await world.load(id)).status).toBe('retained');
  });

  it('confirms nothing when the plan changed in the meantime, and says so', async () => {
    const talking = await talk();
    const id = await started(talking);
    const reply = await talking.say('it', 'access.confirm', { id, seen: 'an older plan' });
    expect(reply).toMatchObject({ type: 'notice', notice: { tone: 'refused' } });
    expect((await talking.world.load(id)).confirmations).toEqual([]);
  });

  it('says without a tick that a system did not answer', async () => {
    const talking = await talk();
    const id = await started(talking);
    const whole = await talking.say('it', 'access.replan', { id });
    expect(whole).toMatchObject({ type: 'done', notice: { tone: 'good' } });
    talking.world.systems.okta.mood = 'down';
    const part = await talking.say('it', 'access.replan', { id });
    expect(part).toMatchObject({ type: 'notice', notice: { tone: 'refused' } });
    expect(JSON.stringify(part)).toContain('No usable answer came from');
  });
});
