import { describe, expect, it } from 'vitest';
import { isReleased } from '../../src/domain/brake/release.ts';
import { quotation } from '../../src/domain/localized.ts';
import { leaverAsKnown } from '../../src/domain/people/leaver.ts';
import type { Person } from '../../src/domain/people/people.ts';
import { maySee } from '../../src/domain/people/visibility.ts';
import { brakeReleaseOf } from '../../src/domain/waves/brake-release.ts';
import { standingOf } from '../../src/domain/waves/standing.ts';
import { preflight } from '../../src/engine/access/preflight.ts';
import { ConnectorError } from '../../src/engine/ports/connector.ts';
import { registerWave, verifyWaves } from '../../src/engine/waves/wave-journal.ts';
import { testPeople } from '../support/memory/memory-world.ts';
import { formOf } from '../support/talk.ts';
import { cardTexts, formTexts } from '../support/view-text.ts';
import { actOf, emails, type WaveWorld, waveWorld } from '../support/wave-world.ts';

const { hr, it: tom, security: ines, manager: maya, jonas, priya } = testPeople;

async function standings({ world, wave }: WaveWorld): Promise<Record<string, number>> {
  const found: Record<string, number> = {};
  const current = await wave();
  for (const member of current.members) {
    const departure = await world.deps.store.departures.load(member.departure);
    const standing = standingOf(current, { member, departure }, world.clock.now().toISOString());
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

  it('asks no system of more people at once than its limit has room for, so that none waits in line until its time is up', async () => {
    const made = await waveWorld(12);
    const { connector } = made.world.systems.okta;
    Object.assign(connector, { perMinute: 120 });
    const find = connector.find.bind(connector);
    let underWay = 0;
    let most = 0;
    connector.find = async (...asked) => {
      underWay += 1;
      most = Math.max(most, underWay);
      await new Promise((done) => setTimeout(done, 2));
      underWay -= 1;
      return find(...asked);
    };
    await made.begun(emails(made.people));
    expect(await standings(made)).toEqual({ unconfirmed: 12 });
    expect(most).toBe(2);
  });

  it('goes on by itself once a system that was down answers, and asks nobody to press anything', async () => {
    const made = await waveWorld(6);
    const { crm, okta } = made.world.systems;
    crm.mood = 'down';
    let asked = 0;
    const find = crm.connector.find.bind(crm.connector);
    crm.connector.find = (...of) => {
      asked += 1;
      return find(...of);
    };
    Object.assign(crm.connector, { perMinute: 60 });
    const wave = await made.begun(emails(made.people));
    expect(await standings(made)).toEqual({ unresolved: 6 });
    // Two did not get an answer: nobody waits for the same silence four times more.
    expect(asked).toBe(2);
    expect(made.card(tom)).toBeDefined();
    const before = okta.calls.length;
    await made.world.advanceTo('2026-03-02T09:00:30.000Z');
    expect(asked).toBe(2);
    await made.world.advanceTo('2026-03-02T09:01:00.000Z');
    expect(asked).toBe(4);
    expect(await standings(made)).toEqual({ unresolved: 6 });
    crm.mood = 'well';
    for (const minute of ['03', '04', '05']) await made.world.advanceTo(`2026-03-02T09:${minute}:00.000Z`);
    expect(await standings(made)).toEqual({ unconfirmed: 6 });
    expect(okta.calls.slice(before).filter((call) => /disable|act/.test(call))).toEqual([]);
    await made.confirm(tom);
    await made.confirm(ines);
    expect(await standings(made)).toEqual({ confirmed: 6 });
    expect((await made.world.load(wave.members[0]?.departure ?? '')).accounts.map(({ system }) => system)).toContain(
      'crm',
    );
  });

  it('has nobody confirm what a system did not tell, and asks for it once it does, also where nothing is there', async () => {
    const made = await waveWorld(2);
    const { connector } = made.world.systems.crm;
    const find = connector.find.bind(connector);
    let isSilent = true;
    connector.find = async (...asked) => {
      const [{ email }] = asked;
      if (email !== 'p1@example.com') return find(...asked);
      if (isSilent) throw new ConnectorError('unavailable', quotation('the system is down'));
      const found = await find(...asked);
      return { status: 'none', tenant: found.tenant, asked: found.asked, evidence: found.evidence };
    };
    await made.begun(emails(made.people));
    expect(await standings(made)).toEqual({ unresolved: 1, unconfirmed: 1 });
    await made.confirm(tom);
    await made.confirm(ines);
    expect(await standings(made)).toEqual({ unresolved: 1, confirmed: 1 });
    isSilent = false;
    await made.world.advanceTo('2026-03-02T09:02:00.000Z');
    expect(await standings(made)).toEqual({ unconfirmed: 1, confirmed: 1 });
    await made.confirm(tom);
    await made.confirm(ines);
    expect(await standings(made)).toEqual({ confirmed: 2 });
  });

  it('rings once for what holds many back, and each departure for itself from its run on', async () => {
    const made = await waveWorld(5);
    const { crm } = made.world.systems;
    const alarms = (who: string) =>
      made.world.channel.inbox(`U-${who}`).filter(({ key, view }) => view.kind === 'alert' || key.includes('alert|'));
    const cards = (who: string) => made.world.channel.inbox(`U-${who}`).filter(({ key }) => key.startsWith('wave/'));
    await made.begun(emails(made.people));
    const [first] = cards('tom');
    crm.mood = 'down';
    for (const { departure } of (await made.wave()).members) {
      const found = await preflight(made.world.deps, leaverAsKnown(await made.world.load(departure)));
      await made.world.ask('it', departure, { type: 'access.replan', preflight: found });
    }
    await made.world.advanceTo('2026-03-02T09:00:05.000Z');
    expect(await standings(made)).toEqual({ unresolved: 5 });
    for (const who of ['tom', 'ines', 'nadia', 'maya']) expect(alarms(who), who).toEqual([]);
    // A new message in the place of the one before.
    const [second, ...others] = cards('tom');
    expect(others).toEqual([]);
    expect(second?.ref).not.toEqual(first?.ref);
    const said = cardTexts(second?.view ?? expect.fail('no card')).join('\n');
    expect(said).toContain('Holds 5 people back');
    await made.world.advanceTo('2026-03-02T09:03:00.000Z');
    expect(cards('tom').map(({ ref }) => ref)).toEqual([second?.ref]);

    // Nobody confirms: it rings in time, and when the time has come; once each, and the manager hears nothing.
    crm.mood = 'well';
    await made.world.advanceTo('2026-03-02T12:00:00.000Z');
    expect(await standings(made)).toEqual({ unconfirmed: 5 });
    await made.world.advanceTo('2026-03-19T09:00:00.000Z');
    const [soon, ...none] = cards('tom');
    expect(none).toEqual([]);
    expect(soon?.ref).not.toEqual(second?.ref);
    await made.world.advanceTo('2026-03-20T17:30:00.000Z');
    expect(await standings(made)).toEqual({ late: 5 });
    const [late] = cards('tom');
    expect(late?.ref).not.toEqual(soon?.ref);
    for (const who of ['tom', 'ines', 'nadia', 'maya']) expect(alarms(who), who).toEqual([]);

    await made.confirm(tom);
    crm.mood = 'down';
    await made.confirm(ines);
    await made.world.advanceTo('2026-03-20T19:30:00.000Z');
    expect(alarms('tom').length).toBeGreaterThanOrEqual(5);
  });

  it('goes on with everybody else where a system is down, and says whom it does not tell of', async () => {
    const made = await waveWorld(2);
    made.world.systems.crm.mood = 'down';
    await made.begun(emails(made.people));
    expect(await standings(made)).toEqual({ unresolved: 2 });
    expect(cardTexts(made.card(tom) ?? expect.fail('no card')).join('\n')).toContain('Zelda Quill 2');
  });
});

describe('the brakes and a wave', () => {
  const state = async ({ world, wave }: WaveWorld) =>
    Promise.all((await wave()).members.map(({ departure }) => world.load(departure)));

  it('let twelve begin in one hour that its quorum confirmed, and name whoever confirmed both', async () => {
    const made = await waveWorld(12);
    await made.begun(emails(made.people));
    await made.confirm(tom);
    expect((await state(made)).flatMap(({ brakeReleases = [] }) => brakeReleases)).toEqual([]);
    await made.confirm(ines);
    for (const { brakeReleases = [], planHash } of await state(made)) {
      expect(brakeReleases.map(({ by }) => by).toSorted()).toEqual(['ines', 'tom']);
      expect(new Set(brakeReleases.map((one) => one.planHash))).toEqual(new Set([planHash]));
      expect(new Set(brakeReleases.map(({ expiresAt }) => expiresAt))).toEqual(new Set(['2026-03-21T17:00:00.000Z']));
    }
    await made.world.advanceTo('2026-03-20T18:00:00.000Z');
    expect(await standings(made)).toEqual({ closed: 12 });
    expect((await state(made)).every(({ brake }) => brake === undefined)).toBe(true);
  });

  it('hold the eleventh where one person alone confirms a wave', async () => {
    const made = await waveWorld(12);
    made.world.deps.flows = [
      {
        ...made.world.deps.flows[0],
        confirmation: { ...testConfirmation, confirmers: [{ role: 'it', count: 1 }] },
      } as never,
    ];
    await made.begun(emails(made.people));
    await made.confirm(tom);
    expect(await standings(made)).toEqual({ confirmed: 12 });
    await made.world.advanceTo('2026-03-20T18:00:00.000Z');
    expect(await standings(made)).toEqual({ closed: 10, held: 2 });
    expect((await state(made)).filter(({ brake }) => brake !== undefined)).toHaveLength(2);
  });

  it('hear it again for a plan that changed, once that was confirmed, and not before', async () => {
    const made = await waveWorld(12);
    await made.begun(emails(made.people));
    await made.confirm(tom);
    await made.confirm(ines);
    const [first] = await state(made);
    const dates = first?.dates ?? expect.fail('no dates');
    await made.world.ask('hr', first?.id ?? '', {
      type: 'departure.reschedule',
      dates: { ...dates, cutOff: { ...dates.cutOff, at: '2026-03-20T17:30:00.000Z' } },
    });
    const now = made.world.clock.now().toISOString();
    const [changed] = await state(made);
    expect(changed && isReleased(changed, now)).toBe(false);
    await made.confirm(tom);
    expect((await state(made)).map((one) => isReleased(one, now)).filter((one) => !one)).toHaveLength(1);
    await made.confirm(ines);
    expect((await state(made)).every((one) => isReleased(one, now))).toBe(true);
    await made.world.advanceTo('2026-03-20T18:30:00.000Z');
    expect(await standings(made)).toEqual({ closed: 12 });
  });

  it('hear it from the next process where one died between the confirmation and its word to them', async () => {
    const made = await waveWorld(2);
    await made.begun(emails(made.people));
    await made.confirm(tom);
    const { departures } = made.world.deps.store;
    const commit = departures.commit.bind(departures);
    departures.commit = (state, ...rest) => {
      if ((state.brakeReleases ?? []).length > 0) throw new Error('the database is gone');
      return commit(state, ...rest);
    };
    await made.confirm(ines);
    departures.commit = commit;
    expect((await state(made)).flatMap(({ brakeReleases = [] }) => brakeReleases)).toEqual([]);
    const next = made.process();
    made.world.clock.set(new Date(made.world.clock.now().getTime() + 5 * 60_000));
    await next.sweep();
    await next.idle();
    const now = made.world.clock.now().toISOString();
    expect((await state(made)).map((one) => isReleased(one, now))).toEqual([true, true]);
  });

  it('count neither who began it, nor who leaves with it, nor who confirmed another plan', async () => {
    const made = await waveWorld(1);
    await made.begun(emails(made.people));
    await made.confirm(tom);
    await made.confirm(ines);
    const wave = await made.wave();
    const [confirmed] = await state(made);
    const departure = { ...(confirmed ?? expect.fail('none')), brakeReleases: [] };
    const times = { now: made.world.clock.now().toISOString(), lastCutOff: '2026-03-20T17:00:00.000Z' };
    expect(brakeReleaseOf(wave, departure, times)).toMatchObject({ by: ['tom', 'ines'], planHash: departure.planHash });
    const begun = { ...departure, requester: 'tom' };
    expect(brakeReleaseOf(wave, begun, times)).toBeNull();
    const along = { ...departure, wave: { id: wave.id, members: ['p1', 'ines'] } };
    expect(brakeReleaseOf(wave, along, times)).toBeNull();
    const older = wave.confirmations.map((one) => ({ ...one, plans: { [departure.id]: 'another' } }));
    expect(brakeReleaseOf({ ...wave, confirmations: older }, departure, times)).toBeNull();
    const left = { ...departure, wave: { id: wave.id, members: ['p1'], leftAt: times.now } };
    expect(brakeReleaseOf(wave, left, times)).toBeNull();
    expect(brakeReleaseOf(wave, departure, { ...times, now: '2026-03-21T17:00:00.000Z' })).toBeNull();
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

  it('nor from the list of all departures, for HR who leave with it: no row, no count', async () => {
    const made = await waveWorld(4);
    const { directory } = made.world.deps;
    const rolesOf = directory.rolesOf.bind(directory);
    const isOfHr = ({ id }: { id: string }) => id === 'p1';
    Object.assign(directory, { rolesOf: (one: Person) => (isOfHr(one) ? ['hr'] : rolesOf(one)) });
    await made.begun(emails(made.people));
    const [p1] = made.people;
    const listed = async (who: Person) => formTexts(formOf(await made.say(who, 'departures.list'))).join('\n');
    const outside = await listed(hr);
    for (const { name } of made.people) expect(outside).toContain(name);
    const inside = await listed(p1 ?? expect.fail('nobody'));
    expect(inside).not.toContain('Zelda Quill');
    // As it is for somebody of HR where there is nothing at all.
    const empty = await waveWorld(1);
    Object.assign(empty.world.deps.directory, { rolesOf: () => ['hr'] });
    const nothing = formTexts(formOf(await empty.say(empty.people[0] ?? hr, 'departures.list'))).join('\n');
    expect(inside).toBe(nothing);
    // A wave ends while those who were left out of it are still to come.
    await registerWave(made.world.deps.store, (await made.wave()).id, false);
    expect(await listed(p1 ?? hr)).toBe(nothing);
    // Nor does one whose journal was changed tell anything, or keep the list from anybody.
    await made.world.deps.store.notes.write(`wave/${(await made.wave()).id}`, { entries: 'gone' });
    expect(await listed(p1 ?? hr)).toBe(nothing);
    expect(await listed(hr)).toBe(outside);
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
