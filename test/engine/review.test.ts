import { describe, expect, it } from 'vitest';
import { countOf } from '../../src/domain/review/review.ts';
import { ConnectorError } from '../../src/engine/ports/connector.ts';
import { beginReview } from '../../src/engine/reviews/begin-review.ts';
import { forgetInReviews } from '../../src/engine/reviews/forget-in-reviews.ts';
import { readDecisions, readFound, readPast, readReview, writeFound } from '../../src/engine/reviews/review-notes.ts';
import { reviewSettingsSchema } from '../../src/engine/reviews/review-settings.ts';
import { workOnReview } from '../../src/engine/reviews/work-on-review.ts';
import { confirm } from '../support/memory/confirmed-run.ts';
import { testPeople, testPerson } from '../support/memory/memory-world.ts';
import { listedAs, type ReviewWorld, reviewWorld } from '../support/review-world.ts';
import { formOf } from '../support/talk.ts';
import { formActions, formTexts } from '../support/view-text.ts';

const { hr, it: tom, manager: maya, leaver: alex } = testPeople;
const ghost = testPerson('ghost', 'Gail Host');
const down = new ConnectorError('unavailable', { en: 'it is down', fr: 'il est en panne' });

async function standing({ world }: ReviewWorld) {
  const review = await readReview(world.deps.store);
  if (review === null) throw new Error('there is no review');
  return review;
}

async function found({ world }: ReviewWorld, system = 'okta') {
  const kept = await readFound(world.deps.store, system);
  return (kept?.findings ?? []).map(({ class: what, login }) => `${what} ${login}`);
}

/** What opens the finding of this login, as the reader's page has it. */
async function targetOf(made: ReviewWorld, reader: typeof hr, login: string): Promise<string> {
  const page = formOf(await made.say(reader, 'review'));
  const target = formActions(page).find(
    (one) => one.act.name === 'review.finding' && one.accessibilityLabel.includes(login),
  )?.act.target;
  if (target === undefined || target === null) throw new Error(`no finding of ${login}`);
  return target;
}

describe('a review', () => {
  it('lists every system, says what it found, and ends nothing', async () => {
    const made = await reviewWorld();
    await made.peopleTold();
    made.lists.okta.accounts.push(listedAs(ghost), listedAs(testPerson('lea', 'Lea Noir'), { standing: 'closed' }));
    made.lists.crm.accounts.splice(0, 1, listedAs(maya, { lastUse: '2025-10-01T00:00:00.000Z' }));
    await made.say(tom, 'review.begin');
    const review = await standing(made);
    expect(review.ended).toMatchObject({ how: 'done' });
    expect(review.systems).toMatchObject([
      { system: 'okta', status: 'read', accounts: 9, unknown: 0, counts: { orphaned: 1 } },
      { system: 'code', status: 'read', accounts: 7, counts: {} },
      { system: 'crm', status: 'read', accounts: 7, counts: { dormant: 1 } },
    ]);
    expect(await found(made)).toEqual(['orphaned ghost@example.com']);
    const texts = formTexts(formOf(await made.say(hr, 'review'))).join('\n');
    expect(texts).toContain('ghost@example.com');
    expect(texts).toContain('2 constats');
    // It is not listed once more among those before it.
    expect(texts).not.toContain('Revues précédentes');
    for (const { email } of Object.values(testPeople))
      expect(made.world.systems.okta.live(email, 'disable'), email).toBe(true);
    expect(await readPast(made.world.deps.store)).toMatchObject([{ id: review.id, systems: [{}, {}, {}] }]);
  });

  it('calls nobody’s account nobody’s while a source of people is down, old or empty', async () => {
    const made = await reviewWorld();
    made.lists.okta.accounts.push(listedAs(ghost));
    const unknown = async () => {
      await made.say(tom, 'review.begin');
      expect(await found(made)).toEqual([]);
      const [okta] = (await standing(made)).systems;
      expect(okta).toMatchObject({ status: 'read', peopleKnown: false });
      expect(okta?.status === 'read' && okta.unknown).toBeGreaterThan(0);
    };
    // No list was ever read.
    await unknown();
    await made.peopleTold();
    await made.peopleFailed();
    await unknown();
    await made.peopleTold([]);
    await unknown();
    await made.peopleTold();
    await made.world.advanceTo('2026-03-05T10:00:00.000Z');
    await unknown();
    // That nothing was found is not said as if all were well.
    expect(formTexts(formOf(await made.say(tom, 'review'))).join('\n')).toContain('not everything is known');
    // Nor of those before it, of which it is not kept how much was not known.
    const before = formTexts(formOf(await made.say(tom, 'review'))).filter((line) => line.includes('0 findings'));
    expect(before).toHaveLength(3);
    await made.peopleTold();
    await made.world.advanceTo('2026-03-05T10:05:00.000Z');
    await made.say(tom, 'review.begin');
    expect(await found(made)).toEqual(['orphaned ghost@example.com']);
  });

  it('keeps a system that does not tell apart, with its reason, and what was found there before', async () => {
    const made = await reviewWorld();
    await made.peopleTold();
    made.lists.okta.accounts.push(listedAs(ghost));
    await made.say(tom, 'review.begin');
    made.lists.okta.fails = new ConnectorError('unproven', { en: 'cut short', fr: 'tronquée' });
    made.lists.crm.fails = down;
    await made.say(tom, 'review.begin');
    expect((await standing(made)).systems).toMatchObject([
      { system: 'okta', status: 'untold', reason: { en: 'cut short' } },
      { system: 'code', status: 'read' },
      { system: 'crm', status: 'untold' },
    ]);
    // What passes is tried again; what proves nothing is not.
    expect([made.lists.okta.reads, made.lists.crm.reads]).toEqual([2, 4]);
    expect(await found(made)).toEqual(['orphaned ghost@example.com']);
    expect(formTexts(formOf(await made.say(tom, 'review'))).join('\n')).toContain('cut short');
  });

  it('goes on in another process after one died, and reads what was read no second time', async () => {
    const made = await reviewWorld();
    await made.peopleTold();
    made.lists.crm.fails = new Error('the process dies here');
    await made.say(tom, 'review.begin');
    expect((await standing(made)).systems.map(({ status }) => status)).toEqual(['read', 'read', 'waiting']);
    made.lists.crm.fails = null;
    const other = made.process();
    other.goOnWithReview();
    await other.idle();
    expect((await standing(made)).ended).toMatchObject({ how: 'done' });
    expect([made.lists.okta.reads, made.lists.code.reads]).toEqual([1, 1]);
  });

  it('reads a system once, also where another process ended it while this one was on its way there', async () => {
    const made = await reviewWorld();
    await made.peopleTold();
    const { deps } = made.world;
    await beginReview(deps, 'system');
    const { once } = deps.store;
    let other: Promise<void> | null = null;
    const late: typeof once = {
      ...once,
      async take(...asked) {
        other ??= workOnReview(deps);
        await other;
        return once.take(...asked);
      },
    };
    await workOnReview({ ...deps, store: { ...deps.store, once: late } });
    expect((await standing(made)).ended).toMatchObject({ how: 'done' });
    expect([made.lists.okta.reads, made.lists.code.reads, made.lists.crm.reads]).toEqual([1, 1, 1]);
  });

  it('is called off by whoever may begin one; nothing that comes later is kept of it', async () => {
    const made = await reviewWorld();
    await made.peopleTold();
    made.lists.okta.accounts.push(listedAs(ghost));
    made.lists.okta.fails = new Error('not yet');
    await made.say(tom, 'review.begin');
    const { id } = await standing(made);
    expect(await made.say(hr, 'review.begin')).toMatchObject({ type: 'notice', notice: { tone: 'refused' } });
    expect(await made.say(hr, 'review.cancel', { target: id })).toMatchObject({ type: 'done' });
    made.lists.okta.fails = null;
    await workOnReview(made.world.deps);
    expect((await standing(made)).ended).toMatchObject({ how: 'cancelled', by: 'nadia' });
    expect(await found(made)).toEqual([]);
    expect(made.lists.okta.reads).toBe(1);
  });

  it('begins by itself as the schedule says, and not before', async () => {
    const made = await reviewWorld();
    await made.peopleTold();
    made.world.deps.review = reviewSettingsSchema.parse({ everyDays: 7 });
    await workOnReview(made.world.deps);
    const first = await standing(made);
    expect(first).toMatchObject({ by: 'system', ended: { how: 'done' } });
    await made.world.advanceTo('2026-03-09T08:00:00.000Z');
    await workOnReview(made.world.deps);
    expect((await standing(made)).id).toBe(first.id);
    await made.world.advanceTo('2026-03-09T09:30:00.000Z');
    await workOnReview(made.world.deps);
    expect((await standing(made)).id).not.toBe(first.id);
  });

  it('forgets whom it found after so many days, and keeps the numbers', async () => {
    const made = await reviewWorld();
    await made.peopleTold();
    made.lists.okta.accounts.push(listedAs(ghost));
    await made.say(tom, 'review.begin');
    await made.world.advanceTo('2026-05-30T00:00:00.000Z');
    await workOnReview(made.world.deps);
    expect(await found(made)).toEqual(['orphaned ghost@example.com']);
    await made.world.advanceTo('2026-06-01T00:00:00.000Z');
    await workOnReview(made.world.deps);
    expect(await found(made)).toEqual([]);
    expect(countOf((await readPast(made.world.deps.store))[0]?.systems[0]?.counts ?? {}, 'orphaned')).toBe(1);
  });
});

describe('what a review keeps of people', () => {
  async function leftBehind() {
    const made = await reviewWorld();
    await made.peopleTold();
    const id = await made.world.plan();
    await confirm(made.world, id);
    await made.world.advanceTo('2026-03-20T18:00:00.000Z');
    await made.peopleTold();
    return { made, id };
  }

  it('holds nobody whose departure was erased while their system was read', async () => {
    const { made, id } = await leftBehind();
    const { store } = made.world.deps;
    const { accounts } = made.world.systems.okta.connector;
    Object.assign(made.world.systems.okta.connector, {
      accounts: {
        read: async (...asked: Parameters<NonNullable<typeof accounts>['read']>) => {
          const told = await accounts?.read(...asked);
          await store.audit.erase(id);
          return told;
        },
      },
    });
    await made.say(tom, 'review.begin');
    expect((await standing(made)).systems[0]).toMatchObject({ status: 'read', counts: { residual: 1 } });
    expect(await found(made)).toEqual([]);
  });

  it('is forgotten with a system that is not configured any more', async () => {
    const { made } = await leftBehind();
    await made.say(tom, 'review.begin');
    await made.say(tom, 'review.take', { target: await targetOf(made, tom, alex.email) });
    expect(await found(made)).toEqual([`residual ${alex.email}`]);
    (made.world.deps.connectors as Map<string, unknown>).delete('okta');
    await made.say(tom, 'review.begin');
    expect(await readFound(made.world.deps.store, 'okta')).toBeNull();
    expect(await readDecisions(made.world.deps.store)).toEqual({});
  });

  it('goes with a departure that is erased, what was decided too, wherever a process dies over it', async () => {
    const { made, id } = await leftBehind();
    await made.say(tom, 'review.begin');
    await made.say(tom, 'review.take', { target: await targetOf(made, tom, alex.email) });
    const { store } = made.world.deps;
    const departure = await made.world.load(id);
    let changes = 0;
    const notes: typeof store.notes = {
      ...store.notes,
      change: async (...asked) => {
        changes += 1;
        if (changes === 2) throw new Error('the process dies here');
        return store.notes.change(...asked);
      },
    };
    await expect(forgetInReviews({ store: { ...store, notes } }, departure)).rejects.toThrow('dies here');
    await forgetInReviews({ store }, departure);
    expect(await found(made)).toEqual([]);
    expect(await readDecisions(store)).toEqual({});
  });
});

describe('a finding', () => {
  it('of somebody who left is known by their departure, whatever the sources still say', async () => {
    const made = await reviewWorld();
    await made.peopleTold();
    const id = await made.world.plan();
    await confirm(made.world, id);
    await made.world.advanceTo('2026-03-20T16:00:00.000Z');
    await made.peopleTold();
    await made.say(tom, 'review.begin');
    expect(await found(made)).toEqual([]);
    await made.world.advanceTo('2026-03-20T18:00:00.000Z');
    await made.say(tom, 'review.begin');
    expect(await found(made)).toEqual([`residual ${alex.email}`]);
    const form = formOf(await made.say(tom, 'review.finding', { target: await targetOf(made, tom, alex.email) }));
    expect(formActions(form).find(({ act }) => act.name === 'departure.open')?.act.departureId).toBe(id);

    await forgetInReviews(made.world.deps, await made.world.load(id));
    expect(await found(made)).toEqual([]);
  });

  it('is made of nobody’s account only where no user name says whose it is: of relais.yaml, or of the walk of who left', async () => {
    const people = [{ email: maya.email, userNames: { code: ['Octo-Maya'] } }];
    const made = await reviewWorld({ people });
    await made.peopleTold();
    const id = await made.world.plan({ userNames: { code: ['octo-alex'] }, otherEmails: ['moreau@example.org'] });
    await confirm(made.world, id);
    await made.world.advanceTo('2026-03-20T18:00:00.000Z');
    await made.peopleTold();
    // As code forges tell them: a handle, and an address of their own or none.
    const handle = (login: string, addresses: string[] = []) =>
      listedAs({ id: login, name: '', email: 'nobody@example.org' }, { login, name: null, addresses });
    const added = [
      handle('octo-maya'),
      handle('octo-alex', ['alex@private.example.org']),
      handle('octo-x', ['x@y.test']),
    ];
    for (const system of ['code', 'crm'] as const) made.lists[system].accounts.push(...added);
    made.lists.crm.accounts.push(handle('am', ['moreau@example.org']));
    await made.say(tom, 'review.begin');
    expect(await found(made, 'code')).toEqual([`residual ${alex.email}`, 'residual octo-alex', 'orphaned octo-x']);
    expect((await standing(made)).systems[1]).toMatchObject({ system: 'code', unknown: 0 });
    // The same names are nobody's elsewhere.
    expect(await found(made, 'crm')).toEqual([
      ...[`residual ${alex.email}`, 'orphaned octo-alex', 'orphaned octo-x', 'residual am'],
    ]);
    expect((await standing(made)).systems[2]).toMatchObject({ system: 'crm', unknown: 1 });
  });

  it('that is known by a departure is shown to whoever may see that departure alone', async () => {
    const made = await reviewWorld();
    await made.peopleTold();
    await made.say(tom, 'review.begin');
    const of = (departure: string | null) => ({
      ...{ class: 'residual' as const, accountId: `a-${departure}`, login: `${departure}@example.com`, name: null },
      ...{ kind: 'person' as const, person: null, departure, since: null, differs: [] },
    });
    const { clock, deps } = made.world;
    const findings = [of('erased'), of(null)];
    await writeFound(deps.store, 'okta', { at: clock.now().toISOString(), findings });
    const texts = formTexts(formOf(await made.say(tom, 'review'))).join('\n');
    expect(texts).not.toContain('erased@example.com');
    expect(texts).toContain('null@example.com');
  });

  it('is nobody’s to see without a role, and nobody’s to decide about themselves', async () => {
    const made = await reviewWorld();
    await made.peopleTold();
    made.lists.okta.accounts.splice(
      made.lists.okta.accounts.findIndex(({ login }) => login === tom.email),
      1,
      listedAs(tom, { lastUse: '2025-01-01T00:00:00.000Z' }),
    );
    for (const name of ['review', 'review.begin'] as const)
      expect(await made.say(maya, name)).toMatchObject({ type: 'notice', notice: { tone: 'refused' } });
    expect(await readReview(made.world.deps.store)).toBeNull();
    await made.say(tom, 'review.begin');
    const target = await targetOf(made, tom, tom.email);
    for (const name of ['review.take', 'review.except'] as const)
      expect(await made.say(tom, name, { target })).toMatchObject({ type: 'notice', notice: { tone: 'refused' } });
    expect(await made.say(maya, 'review.take', { target })).toMatchObject({ type: 'notice' });
    expect(await readDecisions(made.world.deps.store)).toEqual({});
    await made.say(hr, 'review.take', { target });
    expect(Object.values(await readDecisions(made.world.deps.store))).toMatchObject([{ type: 'taken', by: 'nadia' }]);
  });

  it('is left knowingly with a reason until its day, and open again afterwards', async () => {
    const made = await reviewWorld();
    await made.peopleTold();
    made.lists.okta.accounts.push(listedAs(ghost));
    await made.say(tom, 'review.begin');
    const target = await targetOf(made, tom, ghost.email);
    const values = { reason: 'A partner until the move is over', until: '2026-03-10' };
    for (const until of ['2026-03-02', '2028-01-01', ''])
      expect(await made.say(tom, 'review.except.submit', { target, values: { ...values, until } })).toMatchObject({
        type: 'errors',
      });
    await made.say(tom, 'review.except.submit', { target, values });
    const state = async () => formTexts(formOf(await made.say(tom, 'review'))).join('\n');
    expect(await state()).toContain('left knowingly');
    // The next review finds it again, and what was decided still holds.
    await made.say(tom, 'review.begin');
    expect(await state()).toContain('left knowingly');
    await made.world.advanceTo('2026-03-10T23:30:00.000Z');
    expect(await state()).not.toContain('left knowingly');
  });

  it('loses what was decided once it is gone: should it come again, somebody looks again', async () => {
    const made = await reviewWorld();
    await made.peopleTold();
    const gone = listedAs(ghost);
    made.lists.okta.accounts.push(gone);
    await made.say(tom, 'review.begin');
    await made.say(tom, 'review.take', { target: await targetOf(made, tom, ghost.email) });
    made.lists.okta.accounts.pop();
    await made.say(tom, 'review.begin');
    expect(await found(made)).toEqual([]);
    expect(await readDecisions(made.world.deps.store)).toEqual({});
  });

  it('of somebody who left without a departure leads HR to the walk with them, by the rules of the walk', async () => {
    const made = await reviewWorld();
    await made.peopleTold();
    await made.say(tom, 'review.begin');
    const of = (what: 'residual' | 'mismatch', { email, name }: typeof alex) => ({
      ...{ class: what, accountId: `a-${email}`, login: email, name: null, kind: 'person' as const },
      ...{ person: { name, email }, departure: null, since: null, differs: [] },
    });
    const findings = [of('residual', alex), of('mismatch', testPeople.jonas)];
    await writeFound(made.world.deps.store, 'okta', { at: '2026-03-02T09:00:00.000Z', findings });
    const target = await targetOf(made, hr, alex.email);
    expect(formOf(await made.say(hr, 'review.depart', { target })).kind).toBe('who');
    const refused = { type: 'notice', notice: { tone: 'refused' } };
    expect(await made.say(tom, 'review.depart', { target })).toMatchObject(refused);
    // Whoever works here is not made a leaver for another name somewhere.
    const here = await targetOf(made, hr, testPeople.jonas.email);
    expect(await made.say(hr, 'review.depart', { target: here })).toMatchObject(refused);
  });
});
