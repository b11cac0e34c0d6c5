import { day, minute, plus, toInstant } from '../../domain/calendar/time.ts';
import { compareAccounts } from '../../domain/review/compare.ts';
import type { Finding } from '../../domain/review/finding.ts';
import { type Review, type SystemReview, waitingSystems, withSystem } from '../../domain/review/review.ts';
import type { Workforce } from '../../domain/review/workforce.ts';
import { allEnded } from '../concurrency/all-ended.ts';
import type { EngineDeps } from '../deps.ts';
import type { AccountListing } from '../ports/account-list.ts';
import { type Connector, ConnectorError } from '../ports/connector.ts';
import { beginAfter } from './begin-review.ts';
import {
  changeReview,
  findingId,
  forgetFindings,
  keepDecisionsOf,
  keepPast,
  type PastReview,
  readFound,
  readReview,
  writeFound,
} from './review-notes.ts';
import { workforceOf } from './workforce-of.ts';

/**
 * How long one system may take to list its accounts. Whoever dies over it loses it then, and another process begins
 * anew.
 */
const listTakes = 10 * minute;
const turnLasts = listTakes + minute;

/**
 * So often is a list begun again that a limit or an outage cut short: the limits of the system hold everybody back
 * meanwhile.
 */
const mostTries = 3;

/**
 * Goes on with the review that is under way: lists each system that waits, holds it against who works here, and keeps
 * what comes of it; begins the one that the schedule asks for, and forgets findings whose time is over. Reads alone:
 * nothing is ever ended by it. A process may die anywhere: what is not kept is read again.
 */
export async function workOnReview(deps: EngineDeps): Promise<void> {
  const review = await dueReview(deps);
  if (review === null) return;
  const waiting = waitingSystems(review);
  if (waiting.length > 0) {
    const workforce = await workforceOf(deps);
    await allEnded(waiting.map((system) => inTurn(deps, { review, system, workforce })));
  }
  const current = await readReview(deps.store);
  if (current?.ended?.how === 'done') await keepPast(deps.store, pastOf(current, current.ended.at));
}

/** The review that is there, after what the clock asks of it. */
async function dueReview(deps: EngineDeps): Promise<Review | null> {
  const { store, clock, review: settings } = deps;
  const now = toInstant(clock.now());
  const last = await readReview(store);
  if (last?.ended && last.ended.at <= plus(now, -(settings?.keepDays ?? 90) * day)) await forget(deps, last);
  const every = settings?.everyDays ?? null;
  if (every === null || (last !== null && (last.ended === null || last.ended.at > plus(now, -every * day))))
    return last;
  return (await beginAfter(deps, last, 'system')).review;
}

/** Findings name people: their time is over, and what was decided of them with it. */
async function forget({ store }: EngineDeps, { systems }: Review): Promise<void> {
  for (const { system } of systems)
    if ((await readFound(store, system)) !== null) await writeFound(store, system, null);
  await keepDecisionsOf(store, () => false);
}

interface Reading {
  review: Review;
  system: string;
  workforce: Workforce;
}

/** One system, unless another process is at it. */
async function inTurn(deps: EngineDeps, reading: Reading): Promise<void> {
  const { store, clock, gates } = deps;
  const now = clock.now().getTime();
  const lock = `review/${reading.review.id}/${reading.system}`;
  if (gates.areClosed() || (await store.once.take(lock, now, now + turnLasts)) !== 'taken') return;
  try {
    // Behind whatever ends access: a review has time.
    await gates.through(reading.system, () => readOne(deps, reading), 'watch');
  } finally {
    await store.once.giveBack(lock);
  }
}

async function readOne(deps: EngineDeps, { review, system, workforce }: Reading): Promise<void> {
  const standing = await readReview(deps.store);
  // Another process read it while this one was on its way here.
  if (standing?.id !== review.id || !waitingSystems(standing).includes(system)) return;
  const connector = deps.connectors.get(system);
  const label = connector?.label ?? review.systems.find((one) => one.system === system)?.label ?? system;
  const told = await listing(deps, connector);
  // The process ends: another begins anew. Or somebody called it off: nothing is kept of what was read.
  const current = await readReview(deps.store);
  if (told === 'ended' || current?.id !== review.id || current.ended !== null) return;
  const now = toInstant(deps.clock.now());
  const outcome = await outcomeOf(deps, { system, label, told, workforce, now });
  await changeReview(deps.store, (standing) =>
    standing?.id === review.id && standing.ended === null ? withSystem(standing, outcome, now) : null,
  );
  const of = { review: review.id, system, status: outcome.status };
  deps.log.info({ event: 'review.system', ...of }, 'the accounts of a system were reviewed');
}

type Told = AccountListing | ConnectorError | 'unlisted' | 'ended';

/** The whole list, or why there is none. */
async function listing(deps: EngineDeps, connector: Connector | undefined): Promise<Told> {
  if (connector === undefined) return new ConnectorError('not-found', notConfigured);
  const { accounts } = connector;
  if (accounts === undefined) return 'unlisted';
  for (let tries = 1; ; tries += 1) {
    try {
      return await accounts.read({ now: () => deps.clock.now(), signal: deps.gates.signal(listTakes) });
    } catch (error) {
      if (!(error instanceof ConnectorError)) throw error;
      if (deps.gates.isHurried() || deps.gates.areClosed()) return 'ended';
      const passes = error.kind === 'throttled' || error.kind === 'unavailable';
      if (!passes || tries === mostTries) return error;
    }
  }
}

const notConfigured = {
  en: 'the system is not configured any more',
  fr: 'le système n’est plus configuré',
};

interface Outcome {
  system: string;
  label: string;
  told: Exclude<Told, 'ended'>;
  workforce: Workforce;
  now: string;
}

async function outcomeOf(deps: EngineDeps, { system, label, told, workforce, now }: Outcome): Promise<SystemReview> {
  if (told === 'unlisted') return { status: 'unlisted', system, label };
  if (told instanceof ConnectorError) return { status: 'untold', system, label, at: now, reason: told.words };
  return compared(deps, { system, label, told, workforce, now });
}

/** Holds the list against who works here, and keeps what is found, in place of what was found before. */
async function compared(
  { store, review: settings }: EngineDeps,
  { system: id, label, told, workforce, now }: Outcome & { told: AccountListing },
): Promise<SystemReview> {
  const comparison = compareAccounts(told, workforce, {
    system: id,
    now,
    dormantDays: settings?.dormantDays ?? 90,
    invitedDays: settings?.invitedDays ?? 14,
    owned: (settings?.accounts ?? []).filter(({ system }) => system === id),
  });
  const { findings, accounts, unknown, unusedUnknown, away } = comparison;
  const before = (await readFound(store, id))?.findings ?? [];
  await writeFound(store, id, { at: now, findings: [...findings] });
  await withoutErased(store, id, findings);
  // What is gone is decided no more: should it come again, somebody has to look again.
  const still = new Set(findings.map((finding) => findingId(id, finding)));
  const gone = new Set(before.map((finding) => findingId(id, finding)).filter((one) => !still.has(one)));
  if (gone.size > 0) await keepDecisionsOf(store, (one) => !gone.has(one));
  const counts: Record<string, number> = {};
  for (const { class: what } of findings) counts[what] = (counts[what] ?? 0) + 1;
  return {
    ...{ status: 'read', system: id, label, at: now, accounts, unknown, unusedUnknown, away, counts },
    peopleKnown: workforce.complete,
    untold: told.untold.map(({ named }) => named),
  };
}

/**
 * Who left may have been erased while the list was read, long after it was asked who left. Asked once it is kept: an
 * erasure that begins after that finds it there.
 */
async function withoutErased(store: EngineDeps['store'], system: string, findings: readonly Finding[]): Promise<void> {
  for (const id of new Set(findings.flatMap(({ departure }) => departure ?? []))) {
    const state = await store.departures.load(id);
    if (state === null || state.erasure !== undefined)
      await forgetFindings(store, system, ({ departure }) => departure === id);
  }
}

function pastOf({ id, systems }: Review, endedAt: string): PastReview {
  return {
    id,
    endedAt,
    systems: systems.flatMap((one): PastReview['systems'] => {
      if (one.status === 'waiting' || one.status === 'unlisted') return [];
      const { system, label } = one;
      if (one.status === 'untold') return [{ system, label, accounts: null, unknown: 0, counts: {} }];
      return [{ system, label, accounts: one.accounts, unknown: one.unknown, counts: one.counts }];
    }),
  };
}
