import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { isAuditable } from '../../../src/domain/auditors/visible.ts';
import { minute, plus } from '../../../src/domain/calendar/time.ts';
import { extractOf } from '../../../src/domain/erasure/tombstone.ts';
import { type AuditDesk, createAuditDesk } from '../../../src/engine/audit/audit-desk.ts';
import {
  agreeToAuditor,
  forgetAuditor,
  forgetOldNames,
  inviteAuditor,
  noteAuditorLink,
  readAuditorNames,
  readGrants,
  revokeAuditor,
} from '../../../src/engine/auditors/invitations.ts';
import { keepTombstone, readTombstone } from '../../../src/engine/erasure/tombstones.ts';
import { verifyInstallation } from '../../../src/engine/installation/installation-journal.ts';
import { installationKey } from '../../../src/evidence/installation-key.ts';
import { verifyPack } from '../../../src/verify/verify-pack.ts';
import { askers, installationEntries, invitedIn, packsOf } from '../../support/audit-server.ts';
import { confirm, release } from '../../support/memory/confirmed-run.ts';
import {
  confidentialFlow,
  createMemoryWorld,
  type MemoryWorld,
  mustDo,
  testFlow,
  testPeople,
  worldDates,
} from '../../support/memory/memory-world.ts';
import { cardTexts } from '../../support/view-text.ts';
import { completedIn, erasedOn, thirtyDays } from '../completed-world.ts';

let world: MemoryWorld;
let desk: AuditDesk;

beforeEach(async () => {
  world = await createMemoryWorld();
  desk = createAuditDesk(world.deps, world.engine, packsOf(world));
});

/** Somebody who is leaving, of whom no system knows anything. */
const person = (id: string) => ({
  ...testPeople.leaver,
  id,
  name: `Person ${id}`,
  email: `${id}@example.com`,
  handles: {},
});

const entries = async () => (await installationEntries(world.deps)).map(({ event, by }) => ({ by, ...event }));
const listed = async (auditor: string) => (await desk.list(auditor, 0))?.departures.map(({ id }) => id);
const leavers = async (count: number) => {
  const ids: string[] = [];
  for (let index = 0; index < count; index += 1)
    ids.push(await world.plan({}, testFlow, { ...person(`leaver${index}`), managerId: testPeople.manager.id }));
  return ids;
};

const bytesOf = (pack: Awaited<ReturnType<AuditDesk['pack']>>) => {
  if (pack === null || typeof pack === 'string') throw new Error(`no pack: ${pack}`);
  return pack;
};

describe('an invitation', () => {
  const asked = {
    ...{ name: 'Ines Okafor', person: null, locale: 'fr' as const, period: { from: '2026-01-01', to: '2026-03-31' } },
    ...{ from: '2026-03-02T09:00:00.000Z', until: '2026-04-01T00:00:00.000Z' },
  };

  it.each([
    ['somebody without a role', askers.nobody, {}, 'not-permitted'],
    ['oneself', askers.hr, { person: 'nadia' }, 'own'],
    ['a period that ends before it begins', askers.hr, { period: { from: '2026-02-01', to: '2026-01-01' } }, 'period'],
    ['a time that is over', askers.hr, { until: '2026-03-01T00:00:00.000Z' }, 'until'],
    ['longer than is let', askers.hr, { until: '2026-05-02T00:00:00.000Z' }, 'too-long'],
  ] as const)('is refused of %s, and leaves neither entry nor name', async (_, asker, more, why) => {
    expect(await inviteAuditor(world.deps, { ...asked, ...more }, asker)).toEqual({ type: 'refused', why });
    expect(await entries()).toEqual([]);
    expect(await readAuditorNames(world.deps)).toEqual({});
  });

  it('names nobody in the journal, and its name is forgotten after 400 days, or with the person', async () => {
    const id = await invitedIn(world);
    expect(JSON.stringify(await entries())).not.toMatch(/Ines|Okafor/);
    expect(await readAuditorNames(world.deps)).toEqual({ [id]: 'Ines Okafor, Example Audit' });
    world.clock.set(new Date('2027-06-04T00:00:00.000Z'));
    await forgetOldNames(world.deps);
    expect(Object.keys(await readAuditorNames(world.deps))).toEqual([id]);
    world.clock.set(new Date('2027-06-06T00:00:00.000Z'));
    await forgetOldNames(world.deps);
    expect(await readAuditorNames(world.deps)).toEqual({});
    const again = await invitedIn(world, { person: 'jonas', until: '2027-06-20T00:00:00.000Z' });
    await forgetAuditor(world.deps, 'priya');
    expect(Object.keys(await readAuditorNames(world.deps))).toEqual([again]);
    await forgetAuditor(world.deps, 'jonas');
    expect(await readAuditorNames(world.deps)).toEqual({});
  });

  it('opens nothing before a second person has agreed, who is neither the first nor the server nor the auditor', async () => {
    world.deps.auditors = { secondPerson: true, mostDays: 60 };
    await world.plan();
    const id = await invitedIn(world, { person: 'tom' });
    expect(await desk.list(id, 0)).toBeNull();
    expect(await desk.entered(id)).toBe(false);
    expect(await noteAuditorLink(world.deps, id, askers.hr)).toEqual({ type: 'refused', why: 'over' });
    for (const [asker, why] of [
      [askers.hr, 'second-person'],
      [askers.server, 'second-person'],
      [askers.it, 'own'],
      [askers.nobody, 'not-permitted'],
    ] as const)
      expect(await agreeToAuditor(world.deps, id, asker)).toEqual({ type: 'refused', why });
    const admin = { type: 'person', id: 'ada', roles: ['admin'] } as const;
    expect(await agreeToAuditor(world.deps, id, admin)).toMatchObject({ type: 'done' });
    expect((await desk.list(id, 0))?.of).toBe(1);
  });

  it('ends at once when anybody with a role says so, and by itself with its time', async () => {
    await world.plan();
    const [first, second] = [await invitedIn(world), await invitedIn(world, { until: '2026-03-10T00:00:00.000Z' })];
    expect(await listed(first)).toHaveLength(1);
    expect(await revokeAuditor(world.deps, first, askers.nobody)).toEqual({ type: 'refused', why: 'not-permitted' });
    await revokeAuditor(world.deps, first, askers.it);
    const before = (await entries()).length;
    expect([await desk.list(first, 0), await desk.register(first, { page: 0, as: 'exceptions' })]).toEqual([
      null,
      null,
    ]);
    expect([await desk.listFile(first), await desk.draw(first, { size: 1, seed: 'a' })]).toEqual([
      null,
      { type: 'over' },
    ]);
    expect([await desk.entered(first), await desk.pack(first, { sample: 1 })]).toEqual([false, null]);
    expect((await entries()).length).toBe(before);
    world.clock.set(new Date('2026-03-09T23:59:59.999Z'));
    expect(await listed(second)).toHaveLength(1);
    world.clock.set(new Date('2026-03-10T00:00:00.000Z'));
    expect(await desk.list(second, 0)).toBeNull();
  });

  it('is told to HR and whoever invited, who hear of the first visit and of packs', async () => {
    const id = await world.plan();
    const auditor = await invitedIn(world, { asker: askers.it });
    world.engine.bringMessages();
    await world.engine.idle();
    const inbox = (who: 'hr' | 'it' | 'leaver' | 'manager') =>
      world.channel
        .inbox(testPeople[who].handles.slack ?? '')
        .filter(({ key }) => key.startsWith('auditors/'))
        .map(({ key, view }) => `${key.split('/')[1]} ${cardTexts(view).join(' ')}`);
    expect(inbox('hr').join()).toContain('Pas encore de visite');
    expect(inbox('it').join()).toContain('Ines Okafor, Example Audit');
    await desk.entered(auditor);
    await desk.pack(auditor, { departure: id });
    await world.engine.idle();
    expect(inbox('it').join()).toContain('Came in once, took one pack');
    // Rings: a new message took the place of the first.
    expect(inbox('hr').map((one) => one.split(' ')[0])).not.toContain('1');
    expect([...inbox('leaver'), ...inbox('manager')]).toEqual([]);
    // What they opened stays told once it is over, for four weeks.
    await revokeAuditor(world.deps, auditor, askers.it);
    world.engine.bringMessages();
    await world.engine.idle();
    expect(inbox('hr').join()).toMatch(/Fin décidée par.*un dossier emporté/);
    expect(inbox('it').join()).toMatch(/over.*Ines Okafor, Example Audit.*took one pack/);
    await world.advanceTo('2026-03-30T08:59:00.000Z');
    expect(inbox('it').join()).toContain('took one pack');
    await world.advanceTo('2026-03-30T10:00:00.000Z');
    expect(inbox('it').join()).not.toContain('took one pack');
  });

  it('is told to HR who could be reached only after it was over', async () => {
    await world.plan();
    world.deps.auditors = { secondPerson: false, mostDays: 60 };
    const auditor = await invitedIn(world, { asker: askers.it });
    await desk.list(auditor, 0);
    await revokeAuditor(world.deps, auditor, askers.it);
    world.engine.bringMessages();
    await world.engine.idle();
    const said = world.channel.inbox(testPeople.hr.handles.slack ?? '').flatMap(({ view }) => cardTexts(view));
    expect(said.join()).toMatch(/Fin décidée par.*une page ouverte/);
  });
});

describe('what an auditor sees', () => {
  it('are departures of the period that were started, the first first, and never their own', async () => {
    const [first = '', second = ''] = await leavers(2);
    await world.engine.begin(
      { type: 'draft.start', leaver: person('draft'), manager: testPeople.manager.id, people: {} },
      { type: 'person', id: 'nadia', roles: ['hr'] },
    );
    expect(await listed(await invitedIn(world))).toEqual([first, second]);
    // The day on which it began counts, in UTC.
    const [grant] = await readGrants(world.deps);
    const departure = await world.load(first);
    if (!grant) throw new Error('nobody is invited');
    const shown = (createdAt: string) => isAuditable({ ...departure, createdAt }, grant, '2026-06-01T00:00:00.000Z');
    expect(
      [
        '2026-02-28T23:59:59.999Z',
        '2026-03-01T00:00:00.000Z',
        '2026-03-31T23:59:59.999Z',
        '2026-04-01T00:00:00.000Z',
      ].map(shown),
    ).toEqual([false, true, true, false]);
    expect(await listed(await invitedIn(world, { person: 'leaver0' }))).toEqual([second]);
  });

  it('is the same to the letter whether a confidential departure is there or not, until it is no secret', async () => {
    const seen = async (withSecret: boolean) => {
      const own = await createMemoryWorld();
      const pages = createAuditDesk(own.deps, own.engine, packsOf(own));
      const known = await own.plan({}, testFlow, { ...person('open'), managerId: testPeople.manager.id });
      const secret = withSecret ? await own.plan({ kind: 'dismissal' }, confidentialFlow) : null;
      const auditor = await invitedIn(own);
      const told = async () => {
        const list = await pages.list(auditor, 0);
        const register = await pages.register(auditor, { page: 0, as: 'exceptions' });
        return [
          [list?.of, list?.population, list?.pages, list?.erased, list?.departures.map(({ id }) => id)],
          [register?.of, register?.departures.map(({ id }) => id)],
          (await pages.listFile(auditor))?.rows.map(({ id }) => id),
          await pages.draw(auditor, { size: 5, seed: 'same' }),
          (await pages.sample(auditor, 1))?.sample.of,
          await pages.pack(auditor, { departure: secret ?? 'nobody' }),
        ];
      };
      return { own, pages, auditor, known, secret, told };
    };
    const [one, other] = [await seen(false), await seen(true)];
    const [without, having] = [await one.told(), await other.told()];
    const named = (text: unknown, { known, secret }: { known: string; secret: string | null }) =>
      JSON.stringify(text)
        .replaceAll(known, 'known')
        .replaceAll(secret ?? '-', 'secret');
    const digest = createHash('sha256').update(`${other.known}\n`).digest('hex');
    expect(having[0]?.valueOf()).toEqual([1, digest, 1, [], [other.known]]);
    expect(named(having, other).replaceAll(digest, 'd')).toBe(
      named(without, one).replaceAll(createHash('sha256').update(`${one.known}\n`).digest('hex'), 'd'),
    );
    // The canary: once the leaver may know, it is in the list.
    await confirm(other.own, other.secret ?? '', 'it', 'security');
    await other.own.advanceTo(plus(worldDates.cutOff.at, -minute));
    expect((await other.pages.list(other.auditor, 0))?.of).toBe(1);
    await release(other.own, other.secret ?? '');
    await other.own.engine.idle();
    expect((await other.pages.list(other.auditor, 0))?.departures.map(({ id }) => id)).toContain(other.secret);
  });

  it('is written down before it is told, each thing for itself, and the chain is whole', async () => {
    const id = await world.plan();
    const auditor = await invitedIn(world);
    const by = `auditor/${auditor}`;
    await desk.entered(auditor);
    await desk.list(auditor, 0);
    await desk.register(auditor, { page: 0, as: 'exceptions-file' });
    await desk.listFile(auditor);
    await desk.draw(auditor, { size: 3, seed: 'autumn' });
    await desk.sample(auditor, 1);
    const pack = bytesOf(await desk.pack(auditor, { sample: 1 }));
    const opened = (page: string, departures: number) => ({ by, type: 'auditor-opened', auditor, page, departures });
    const population = createHash('sha256').update(`${id}\n`).digest('hex');
    expect((await entries()).slice(1)).toEqual([
      { by, type: 'auditor-entered', auditor },
      opened('departures', 1),
      opened('exceptions-file', 1),
      opened('list-file', 1),
      { by, type: 'auditor-sampled', auditor, seed: 'autumn', size: 3, of: 1, population, departures: [id] },
      opened('sample', 1),
      {
        ...{ by, type: 'auditor-took-pack', auditor, level: 'auditor', sample: 1, departures: [id] },
        digest: createHash('sha256').update(pack).digest('hex'),
      },
    ]);
    expect((await verifyInstallation(world.deps.store.notes)).findings).toEqual([]);
    expect((await readGrants(world.deps))[0]?.opened).toMatchObject({ visits: 1, pages: 5, packs: 1 });
  });

  it('gives a pack that strangers check, and the next one says that it was taken', async () => {
    const [first = '', second = ''] = await leavers(2);
    const auditor = await invitedIn(world);
    await desk.draw(auditor, { size: 2, seed: 'autumn' });
    expect(Buffer.from(bytesOf(await desk.pack(auditor, { sample: 1 }))).toString('latin1')).not.toContain(
      '"type": "evidence-taken"',
    );
    const pack = bytesOf(await desk.pack(auditor, { sample: 1 }));
    const { fingerprint } = await installationKey(world.deps.store.notes, world.clock.now());
    const checked = await verifyPack(pack, { expectedKey: fingerprint });
    expect([checked.findings, checked.departures]).toEqual([[], 2]);
    for (const id of [first, second]) {
      const proof = await world.deps.store.audit.proof(id);
      expect(proof?.entries.map(({ entry }) => entry.event)).toContainEqual({
        ...{ type: 'evidence-taken', level: 'auditor', auditor },
      });
    }
    const text = Buffer.from(pack).toString('latin1');
    expect(text).toContain('"type": "evidence-taken"');
    expect(text).toMatch(/"roles": \[\s*"auditor"\s*\]/);
    // Every byte may be changed: one is.
    const broken = Uint8Array.from(pack);
    const place = text.indexOf('"evidence-taken"') + 1;
    broken[place] = (broken[place] ?? 0) ^ 1;
    expect((await verifyPack(broken, { expectedKey: fingerprint })).findings).not.toEqual([]);
  });

  it('says nowhere that a pack was taken which could not be made, and it can be asked for again', async () => {
    const [id = ''] = await leavers(1);
    const auditor = await invitedIn(world);
    const packs = packsOf(world);
    let isBroken = true;
    const make: typeof packs.make = (asked) =>
      isBroken ? Promise.reject(new Error('the fonts are not there')) : packs.make(asked);
    const broken = createAuditDesk(world.deps, world.engine, { ...packs, make });
    await expect(broken.pack(auditor, { departure: id })).rejects.toThrow('the fonts are not there');
    const taken = async () => {
      const proof = await world.deps.store.audit.proof(id);
      const own = proof?.entries.filter(({ entry }) => entry.event.type === 'evidence-taken');
      return [own?.length, (await entries()).filter(({ type }) => type === 'auditor-took-pack').length];
    };
    expect(await taken()).toEqual([0, 0]);
    isBroken = false;
    bytesOf(await broken.pack(auditor, { departure: id }));
    expect(await taken()).toEqual([1, 1]);
  });

  it('gives no pack of which nothing was written down, because the invitation was ended meanwhile', async () => {
    const [id = ''] = await leavers(1);
    const auditor = await invitedIn(world);
    const packs = packsOf(world);
    const ending = createAuditDesk(world.deps, world.engine, {
      ...packs,
      make: async (asked) => {
        const made = await packs.make(asked);
        await revokeAuditor(world.deps, auditor, askers.it);
        return made;
      },
    });
    expect(await ending.pack(auditor, { departure: id })).toBeNull();
    const proof = await world.deps.store.audit.proof(id);
    expect(proof?.entries.filter(({ entry }) => entry.event.type === 'evidence-taken')).toEqual([]);
    expect((await entries()).map(({ type }) => type)).toEqual(['auditor-invited', 'auditor-revoked']);
  });

  it('makes twenty packs within an hour and no more for one invitation, whether they could be made or not', async () => {
    const [id = ''] = await leavers(1);
    const [auditor, other] = [await invitedIn(world), await invitedIn(world)];
    const packs = packsOf(world);
    let made = 0;
    const counting = createAuditDesk(world.deps, world.engine, {
      ...packs,
      make: async () => {
        made += 1;
        if (made <= 2) throw new Error('not this time');
        return { bytes: new Uint8Array([made]), digest: '00', fingerprint: '00' };
      },
    });
    for (let failed = 0; failed < 2; failed += 1)
      await expect(counting.pack(auditor, { departure: id })).rejects.toThrow('not this time');
    for (let given = 3; given <= 20; given += 1)
      expect(await counting.pack(auditor, { departure: id })).toEqual(new Uint8Array([given]));
    expect(await counting.pack(auditor, { departure: id })).toBe('too-many');
    expect(made).toBe(20);
    expect(await counting.pack(other, { departure: id })).toEqual(new Uint8Array([21]));
    world.clock.set(new Date(world.clock.now().getTime() + 61 * minute));
    expect(await counting.pack(auditor, { departure: id })).toEqual(new Uint8Array([22]));
  });

  describe('where something comes in between', () => {
    const erasure = {
      ...{ at: '2026-03-02T09:00:00.000Z', why: 'retention' as const, evidenceUntil: null, cards: [], notBefore: null },
    };
    const takenIn = async (id: string) => {
      const proof = await world.deps.store.audit.proof(id);
      return proof?.entries.some(({ entry }) => entry.event.type === 'evidence-taken');
    };
    const packs = async () => (await entries()).filter(({ type }) => type === 'auditor-took-pack');
    async function sampled() {
      const ids = await leavers(3);
      const auditor = await invitedIn(world);
      await desk.draw(auditor, { size: 3, seed: 'autumn' });
      const [{ samples = [] } = {}] = await readGrants(world.deps);
      const order = samples[0]?.departures ?? [];
      expect(new Set(order)).toEqual(new Set(ids));
      const [first = '', second = '', third = ''] = order;
      return { auditor, first, second, third };
    }
    const making = (meanwhile: () => void | Promise<void>) =>
      createAuditDesk(world.deps, world.engine, {
        codes: packsOf(world).codes,
        make: async () => {
          await meanwhile();
          return { bytes: new Uint8Array([1]), digest: 'ab', fingerprint: 'cd' };
        },
      });

    it.each(['refuses', 'fails'])(
      'says to nobody that it was taken where the second of three entries %s',
      async (how) => {
        const { auditor, first, second, third } = await sampled();
        const { departures } = world.deps.store;
        const load = departures.load.bind(departures);
        const torn = making(() => {
          departures.load = async (id) => {
            const departure = await load(id);
            if (id !== second || departure === null) return departure;
            if (how === 'fails') throw new Error('the database is away');
            return { ...departure, erasure };
          };
        });
        const asked = torn.pack(auditor, { sample: 1 });
        if (how === 'fails') await expect(asked).rejects.toThrow('the database is away');
        else expect(await asked).toBeNull();
        departures.load = load;
        expect(await packs()).toEqual([]);
        expect((await readGrants(world.deps))[0]?.opened.packs).toBe(0);
        // What SECURITY.md says of it: one before it has its entry, and none after it.
        expect([await takenIn(first), await takenIn(second), await takenIn(third)]).toEqual([true, false, false]);
        expect(await making(() => {}).pack(auditor, { sample: 1 })).toEqual(new Uint8Array([1]));
        expect(await packs()).toHaveLength(1);
      },
    );

    it('gives none, and says so nowhere, where one began to be erased, or the invitation ended, while it was made', async () => {
      const { auditor, first, second, third } = await sampled();
      const { departures } = world.deps.store;
      const search = departures.search.bind(departures);
      const erasing = making(() => {
        departures.search = async function* (query) {
          for await (const one of search(query)) yield one.id === second ? { ...one, erasure } : one;
        };
      });
      expect(await erasing.pack(auditor, { sample: 1 })).toBeNull();
      departures.search = search;
      const ended = making(async () => {
        await revokeAuditor(world.deps, auditor, askers.it);
      });
      expect(await ended.pack(auditor, { sample: 1 })).toBeNull();
      expect(await packs()).toEqual([]);
      expect([await takenIn(first), await takenIn(second), await takenIn(third)]).toEqual([false, false, false]);
    });
  });

  it('makes one pack at a time, and none of a departure that it does not show', async () => {
    const [id = ''] = await leavers(1);
    const auditor = await invitedIn(world);
    const both = await Promise.all([desk.pack(auditor, { departure: id }), desk.pack(auditor, { departure: id })]);
    expect(both.filter((one) => one === 'busy')).toHaveLength(1);
    for (const what of [{ departure: 'nothing' }, { sample: 1 }]) expect(await desk.pack(auditor, what)).toBeNull();
  });
});

describe('a sample', () => {
  it('is drawn again by whoever has the ids, the seed and SHA-256', async () => {
    await leavers(12);
    const auditor = await invitedIn(world);
    expect(await desk.draw(auditor, { size: 4, seed: 'autumn-7' })).toEqual({ type: 'drawn', number: 1 });
    const ids = (await desk.listFile(auditor))?.rows.map(({ id }) => id) ?? [];
    const shown = await desk.sample(auditor, 1);
    const ranked = ids
      .map((id) => ({ id, rank: createHash('sha256').update(`autumn-7:${id}`).digest('hex') }))
      .sort((a, b) => (a.rank < b.rank ? -1 : 1));
    const drawn = ranked.slice(0, 4).map(({ id }) => id);
    expect(new Set(shown?.sample.departures)).toEqual(new Set(drawn));
    expect(shown?.sample.population).toBe(
      createHash('sha256')
        .update(`${ids.join('\n')}\n`)
        .digest('hex'),
    );
    // It stays what it was when more departures begin.
    await world.plan({}, testFlow, { ...person('more'), managerId: testPeople.manager.id });
    expect((await desk.sample(auditor, 1))?.sample.departures).toEqual(shown?.sample.departures);
    expect((await desk.list(auditor, 0))?.of).toBe(13);
  });

  it('can be drawn twenty times, and not of nothing', async () => {
    const auditor = await invitedIn(world);
    expect(await desk.draw(auditor, { size: 4, seed: 'a' })).toEqual({ type: 'empty' });
    await leavers(1);
    for (let index = 1; index <= 20; index += 1)
      expect(await desk.draw(auditor, { size: 1, seed: `s${index}` })).toEqual({ type: 'drawn', number: index });
    expect(await desk.draw(auditor, { size: 1, seed: 'more' })).toEqual({ type: 'too-many' });
  });

  it('leaves out what was erased since, and says how much', async () => {
    const id = await completedIn(world, thirtyDays);
    const auditor = await invitedIn(world, { until: '2026-05-30T00:00:00.000Z' });
    await desk.draw(auditor, { size: 1, seed: 'a' });
    await world.advanceTo(erasedOn);
    expect(await desk.sample(auditor, 1)).toMatchObject({ gone: 1, departures: [] });
    expect(await desk.pack(auditor, { sample: 1 })).toBeNull();
    expect((await desk.list(auditor, 0))?.erased).toEqual([]);
    expect(id).toBeTruthy();
  });
});

describe('erased departures', () => {
  it('are told by what may stay without names', async () => {
    const id = await completedIn(world, { sector: 'tech', policies: [] });
    await world.advanceTo(erasedOn);
    const until = '2026-05-30T00:00:00.000Z';
    const auditor = await invitedIn(world, { until });
    const list = await desk.list(auditor, 0);
    expect(list?.of).toBe(0);
    expect(list?.erased?.map(({ departureId, why }) => [departureId, why])).toEqual([[id, 'retention']]);
    // Of one that was secret, that an older Relais erased, or that began on another day, there is no number either.
    const { notes } = world.deps.store;
    const stone = await readTombstone(notes, id);
    if (!stone?.extract) throw new Error('nothing was kept');
    const { revealed, ...older } = stone.extract;
    expect(revealed).toBe(true);
    for (const extract of [
      { ...older, revealed: false },
      older,
      { ...older, revealed: true, createdAt: '2026-02-28T23:59:59.999Z' },
    ]) {
      await keepTombstone(notes, { ...stone, extract });
      expect((await desk.list(auditor, 0))?.erased).toEqual([]);
    }
    // Nobody can say whose it was, so one who is in the directory still may be the auditor.
    const own = await invitedIn(world, { until, person: 'jonas' });
    await keepTombstone(notes, { ...stone, person: 'kept' });
    expect((await desk.list(own, 0))?.erased).toEqual([]);
    expect((await desk.list(auditor, 0))?.erased).toHaveLength(1);
  });

  it('say of a secret one that it was one, though its run was tried', async () => {
    const now = '2026-03-05T00:00:00.000Z';
    const secret = await world.load(await world.plan({ kind: 'dismissal' }, confidentialFlow));
    expect(extractOf({ ...secret, runStartedAt: now }, now).revealed).toBe(false);
    const open = await world.load(await world.plan({}, testFlow, person('open')));
    expect(extractOf(open, now).revealed).toBe(true);
  });
});

describe('the register of exceptions', () => {
  const register = async () => {
    const told = await desk.register(await invitedIn(world), { page: 0, as: 'exceptions' });
    return told?.departures.flatMap(({ exceptions }) => exceptions) ?? [];
  };

  it('has whom the company keeps, by whom, and no reason', async () => {
    const id = await world.plan();
    await mustDo(world.ask('hr', id, { type: 'departure.retain', reason: 'Alex stays after all' }));
    const [line, ...more] = await register();
    expect(more).toEqual([]);
    expect(line).toMatchObject({ kind: 'retained', departureId: id, by: { roles: ['hr'] } });
    expect(JSON.stringify(line)).not.toContain('stays after all');
  });
});
