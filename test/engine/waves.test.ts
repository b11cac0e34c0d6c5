import { describe, expect, it } from 'vitest';
import { maySee } from '../../src/domain/people/visibility.ts';
import { standingOf } from '../../src/domain/waves/standing.ts';
import { verifyWaves } from '../../src/engine/waves/wave-journal.ts';
import { testPeople } from '../support/memory/memory-world.ts';
import { formOf } from '../support/talk.ts';
import { cardTexts, formTexts } from '../support/view-text.ts';
import { actOf, emails, type WaveWorld, waveWorld } from '../support/wave-world.ts';

const { hr, it: tom, security: ines, manager: maya, jonas, priya } = testPeople;

async function standings({ world, wave }: WaveWorld): Promise<Record<string, number>> {
  const found: Record<string, number> = {};
  for (const member of (await wave()).members) {
    const departure = await world.deps.store.departures.load(member.departure);
    const standing = standingOf(member, departure, world.clock.now().toISOString());
    found[standing] = (found[standing] ?? 0) + 1;
  }
  return found;
}

describe('a wave', () => {
  it('of twenty is planned, confirmed once by its quorum, spread, and closed', async () => {
    const made = await waveWorld(20);
    Object.assign(made.world.systems.okta.connector, { perMinute: 6 });
    const wave = await made.begun(emails(made.people));
    expect(wave.status).toBe('planned');
    expect(await standings(made)).toEqual({ unconfirmed: 20 });
    expect(wave.floors.find(({ system }) => system === 'okta')?.perMinute).toBe(6);
    expect(await made.confirm(tom)).toMatchObject({ type: 'done' });
    expect(await standings(made)).toEqual({ unconfirmed: 20 });
    expect(await made.confirm(ines)).toMatchObject({ type: 'done' });
    expect(await standings(made)).toEqual({ confirmed: 20 });
    // Nobody outside of those who prepare it has heard anything.
    for (const person of [...made.people, jonas, priya])
      expect(made.world.channel.inbox(`U-${person.id}`), person.id).toEqual([]);

    const ends = await Promise.all(
      wave.members.map(async ({ departure }) => (await made.world.load(departure)).dates?.cutOff.at ?? ''),
    );
    expect(ends.toSorted()[0]).toBe('2026-03-20T17:00:00.000Z');
    // As many as a minute of six calls has room for begin together, and the last when all before have been served.
    const floor = wave.floors.find(({ system }) => system === 'okta');
    const minutes = (Date.parse(ends.toSorted().at(-1) ?? '') - Date.parse('2026-03-20T17:00:00.000Z')) / 60_000;
    expect(minutes).toBe(Math.floor(((floor?.calls ?? 0) * 19) / 20 / 6));

    await made.world.advanceTo('2026-03-20T17:02:00.000Z');
    const early = await standings(made);
    expect(early['confirmed']).toBeGreaterThan(10);
    await made.world.advanceTo('2026-03-21T17:00:00.000Z');
    expect(await standings(made)).toEqual({ closed: 20 });
    for (const { email } of made.people) expect(made.world.systems.okta.live(email, 'disable'), email).toBe(false);
    await made.world.engine.idle();
    expect(cardTexts(made.card(hr) ?? expect.fail('no card')).join('\n')).toContain('fermés');
    expect((await made.wave()).status).toBe('ended');
    // One card for each who prepares it, however much happened.
    for (const reader of [hr, tom, ines])
      expect(made.world.channel.inbox(`U-${reader.id}`).filter(({ key }) => key.startsWith('wave/'))).toHaveLength(1);
  });

  it('lets a confirmer leave people out, who then need a confirmation of their own', async () => {
    const made = await waveWorld(3);
    const wave = await made.begun(emails(made.people));
    await made.confirm(tom);
    expect(await made.confirm(ines, 'p2@example.com')).toMatchObject({ type: 'done' });
    expect(await standings(made)).toEqual({ confirmed: 2, left: 1 });
    const left = await made.world.load(wave.members[1]?.departure ?? '');
    // What Tom had confirmed before was for the wave.
    expect(left.confirmations).toEqual([]);
    expect(
      made.world.channel
        .inbox('U-tom')
        .some(({ key }) => key.startsWith(`${left.id}/access|`) || key.includes('access|')),
    ).toBe(true);
    await made.world.advanceTo('2026-03-21T17:00:00.000Z');
    expect(made.world.systems.okta.live('p2@example.com', 'disable')).toBe(true);
    expect(made.world.systems.okta.live('p1@example.com', 'disable')).toBe(false);
  });

  it('tells whoever names nobody of the wave, and keeps what they typed', async () => {
    const made = await waveWorld(2);
    await made.begun(emails(made.people));
    expect(await made.confirm(tom, 'nobody@example.com')).toMatchObject({
      type: 'errors',
      errors: { leaveOut: expect.stringContaining('nobody@example.com') },
    });
    expect((await made.wave()).confirmations).toEqual([]);
  });

  it('is confirmed by neither its requester nor anybody in it, nor by what was seen before a plan changed', async () => {
    const made = await waveWorld(2);
    const wave = await made.begun(emails(made.people));
    const hash = actOf(formOf(await made.say(tom, 'wave.show', { target: wave.id })), 'wave.confirm')?.seen ?? '';
    expect(actOf(formOf(await made.say(hr, 'wave.show', { target: wave.id })), 'wave.confirm')).toBeUndefined();
    const own = await made.say(hr, 'wave.confirm.submit', { target: wave.id, seen: hash, values: { leaveOut: null } });
    expect(own).toMatchObject({ type: 'notice', notice: { tone: 'refused' } });
    // One person's dates move between what Tom saw and his click.
    const first = await made.world.load(wave.members[0]?.departure ?? '');
    const dates = first.dates ?? expect.fail('no dates');
    await made.world.ask('hr', first.id, {
      type: 'departure.reschedule',
      dates: { ...dates, cutOff: { ...dates.cutOff, at: '2026-03-20T18:00:00.000Z' } },
    });
    const stale = await made.say(tom, 'wave.confirm.submit', {
      target: wave.id,
      seen: hash,
      values: { leaveOut: null },
    });
    expect(stale).toMatchObject({ type: 'notice', notice: { tone: 'refused' } });
    expect((await made.wave()).confirmations).toEqual([]);
  });

  it('names whose plan changed after the confirmation, and ends nothing of theirs', async () => {
    const made = await waveWorld(2);
    const wave = await made.begun(emails(made.people));
    await made.confirm(tom);
    await made.confirm(ines);
    const first = await made.world.load(wave.members[0]?.departure ?? '');
    const dates = first.dates ?? expect.fail('no dates');
    await made.world.ask('hr', first.id, {
      type: 'departure.reschedule',
      dates: { ...dates, cutOff: { ...dates.cutOff, at: '2026-03-20T17:30:00.000Z' } },
    });
    expect(await standings(made)).toEqual({ unconfirmed: 1, confirmed: 1 });
    await made.world.advanceTo('2026-03-20T20:00:00.000Z');
    expect(made.world.systems.okta.live('p1@example.com', 'disable')).toBe(true);
    const card = cardTexts(made.card(tom) ?? expect.fail('no card')).join('\n');
    expect(card).toContain('Zelda Quill 1');
    // Those who confirmed may confirm what is there now.
    await made.confirm(tom);
    await made.confirm(ines);
    await made.world.advanceTo('2026-03-20T21:00:00.000Z');
    expect(made.world.systems.okta.live('p1@example.com', 'disable')).toBe(false);
  });

  it('goes on with everybody else where a system is down, and says whom it does not tell of', async () => {
    const made = await waveWorld(2);
    made.world.systems.crm.mood = 'down';
    await made.begun(emails(made.people));
    expect(await standings(made)).toEqual({ unresolved: 2 });
    expect(cardTexts(made.card(tom) ?? expect.fail('no card')).join('\n')).toContain('Zelda Quill 2');
  });
});

describe('a list', () => {
  it('says what is wrong line by line, in the reader’s language, and begins nothing from it', async () => {
    const made = await waveWorld(3);
    const rows = [
      'email;dernier jour;responsable;repreneur',
      'p1@example.com;2026-03-20;;',
      'p1@example.com;2026-03-21;;',
      'unknown@example.com;2026-03-20;;',
      'no address;2026-03-20;;',
      'p2@example.com;31/02/2026;;',
      'p3@example.com;2026-02-01;p2@example.com;p1@example.com',
      'nadia@example.com;2026-03-20;maya@example.com;',
      'tom@example.com;2026-03-20;maya@example.com;',
    ].join('\n');
    const form = await made.list(rows);
    const texts = formTexts(form).join('\n');
    expect(actOf(form, 'wave.begin')).toBeUndefined();
    for (const said of [
      'Ligne 2',
      'Ligne 3',
      'figure deux fois',
      'Personne n’est connu',
      'pas une adresse',
      'n’est pas une date',
      'C’est passé',
      'aussi dans la liste',
      'C’est vous',
      'A un rôle dans Relais',
    ])
      expect(texts).toContain(said);
    const without = actOf(form, 'wave.without')?.seen ?? '';
    const rest = formOf(await made.say(hr, 'wave.without', { seen: without }));
    expect(actOf(rest, 'wave.begin')).toBeDefined();
  });

  it('takes a corrected row in the place of the one before, and rows pasted in turns', async () => {
    const made = await waveWorld(3);
    await made.list('email;last day\np1@example.com;never');
    const again = await made.list('p1@example.com;2026-03-20\np2@example.com;2026-03-20');
    expect(actOf(again, 'wave.begin')).toBeDefined();
    const wave = await made.begun('p3@example.com;2026-03-24');
    expect(wave.members.map(({ person, line }) => [person, line])).toEqual([
      ['p1', 3],
      ['p2', 4],
      ['p3', 5],
    ]);
  });

  it('is only for HR and administrators', async () => {
    const made = await waveWorld(1);
    const values = { title: 'Spring', lastDay: '2026-03-20', time: '', flow: '', rows: 'p1@example.com' };
    for (const who of [tom, maya, priya])
      expect(await made.say(who, 'wave.rows.submit', { values })).toMatchObject({
        type: 'notice',
        notice: { tone: 'refused' },
      });
    expect(await made.say(maya, 'wave')).toMatchObject({ type: 'notice', notice: { tone: 'refused' } });
  });

  it('names whoever nobody could ever confirm: the last of a role', async () => {
    const made = await waveWorld(1);
    // Of two people of IT whom the flow asks for, one leaves with the wave.
    await made.begun('email,manager\np1@example.com,\nines@example.com,maya@example.com');
    expect(await standings(made)).toEqual({ failed: 2 });
    expect(cardTexts(made.card(hr) ?? expect.fail('no card')).join('\n')).toContain('Tom Okafor');
  });
});

describe('nobody in a wave learns of it', () => {
  it('whatever role they hold: no card, no list, no count, no search, no answer', async () => {
    const made = await waveWorld(3);
    made.world.deps.flows = [
      {
        ...made.world.deps.flows[0],
        confirmation: { ...testConfirmation, confirmers: [{ role: 'it', count: 1 }] },
      } as never,
    ];
    const wave = await made.begun(
      `email,manager\n${made.people.map(({ email }) => `${email},`).join('\n')}\nines@example.com,maya@example.com`,
    );
    expect(await standings(made)).toEqual({ unconfirmed: 4 });
    expect(made.card(tom)).toBeDefined();
    expect(made.world.channel.inbox('U-ines')).toEqual([]);
    const canary = 'Zelda Quill';
    const said: string[] = [];
    for (const name of ['status', 'home', 'wave', 'departures.list'] as const)
      said.push(JSON.stringify(await made.say(ines, name)));
    for (const name of ['wave.show', 'wave.people', 'wave.confirm', 'wave.confirm.submit'] as const)
      said.push(JSON.stringify(await made.say(ines, name, { target: wave.id, seen: '0', values: { leaveOut: null } })));
    for (const member of wave.members) {
      said.push(JSON.stringify(await made.say(ines, 'departure.open', { id: member.departure })));
      said.push(JSON.stringify(await made.say(ines, 'access.review', { id: member.departure })));
      const state = await made.world.load(member.departure);
      expect(maySee(state, { id: 'ines', roles: ['it', 'hr', 'admin'] }, made.world.clock.now().toISOString())).toBe(
        false,
      );
    }
    for (const one of said) expect(one).not.toContain(canary);
    // Teammates and those in it who hold no role.
    for (const who of [priya, made.people[0] ?? priya])
      for (const name of ['status', 'home', 'wave', 'departures.list'] as const)
        expect(JSON.stringify(await made.say(who, name))).not.toContain(canary);
    // Whoever prepares it does see it.
    expect(JSON.stringify(await made.say(tom, 'wave.people', { target: wave.id, seen: 0 }))).toContain(canary);
  });

  it('hears of nothing before its confirmation but those who prepare it; the manager only once it is confirmed', async () => {
    const made = await waveWorld(2);
    await made.begun(emails(made.people));
    expect(made.world.channel.inbox('U-maya')).toEqual([]);
    await made.confirm(tom);
    await made.confirm(ines);
    expect(made.world.channel.inbox('U-maya').length).toBeGreaterThan(0);
  });
});

describe('a wave that is cut short', () => {
  it('is gone on with by whichever process comes next, and nobody is planned twice', async () => {
    const made = await waveWorld(12);
    const { deps } = made.world;
    // The database goes away in the middle of planning.
    const { departures } = deps.store;
    const create = departures.create.bind(departures);
    let created = 0;
    departures.create = (...args) => {
      created += 1;
      if (created > 5) throw new Error('the database is gone');
      return create(...args);
    };
    const form = await made.list(emails(made.people));
    await made.say(hr, 'wave.begin', { seen: actOf(form, 'wave.begin')?.seen ?? '' });
    expect((await made.wave()).status).toBe('planning');
    departures.create = create;
    // Two others take over at once.
    const [one, two] = [made.process(), made.process()];
    made.world.clock.set(new Date(made.world.clock.now().getTime() + 3 * 60_000));
    await Promise.all([one.sweep(), two.sweep()]);
    await Promise.all([one.idle(), two.idle()]);
    const wave = await made.wave();
    expect(wave.status).toBe('planned');
    expect(await standings(made)).toEqual({ unconfirmed: 12 });
    const all = [];
    for await (const departure of deps.store.departures.search({})) all.push(departure.leaver.id);
    expect(all.toSorted()).toEqual(made.people.map(({ id }) => id).toSorted());
  });

  it('gives a confirmation that was kept and not yet given', async () => {
    const made = await waveWorld(4);
    const wave = await made.begun(emails(made.people));
    await made.confirm(tom);
    const { deps } = made.world;
    // The process dies right after the confirmation is kept: nobody goes on with it here.
    const go = made.world.engine.goOnWithWave;
    made.world.engine.goOnWithWave = () => {};
    await made.confirm(ines);
    expect(await standings(made)).toEqual({ unconfirmed: 4 });
    made.world.engine.goOnWithWave = go;
    const next = made.process();
    await next.sweep();
    await next.idle();
    expect(await standings(made)).toEqual({ confirmed: 4 });
    const [first] = wave.members;
    const state = await made.world.load(first?.departure ?? '');
    expect(state.confirmations.map(({ by }) => by).toSorted()).toEqual(['ines', 'tom']);
    const found = [];
    for await (const one of verifyWaves(deps.store)) found.push(one.finding);
    expect(found).toEqual([null]);
  });

  it('is found by the audit where a line of its journal was changed, or all of it is gone', async () => {
    const made = await waveWorld(2);
    const wave = await made.begun(emails(made.people));
    const { notes } = made.world.deps.store;
    const kept = (await notes.read(`wave/${wave.id}`)) as { entries: { by: string }[] };
    await notes.write(`wave/${wave.id}`, {
      ...kept,
      entries: kept.entries.map((entry, index) => (index === 0 ? { ...entry, by: 'tom' } : entry)),
    });
    const findings = async () => {
      const found = [];
      for await (const one of verifyWaves(made.world.deps.store)) found.push(one.finding);
      return found;
    };
    expect(await findings()).toEqual(['changed']);
    await notes.write(`wave/${wave.id}`, null);
    await notes.write('waves', null);
    expect(await findings()).toEqual(['missing']);
  });
});

const testConfirmation = { validForDays: 30 };
