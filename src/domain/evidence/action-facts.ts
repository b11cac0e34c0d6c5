import { isProven, type Revocation } from '../actions/revocation.ts';
import type { Instant } from '../calendar/time.ts';
import type { Departure } from '../departure.ts';
import { waitsForHold } from '../hold/held.ts';
import type { Entry } from '../journal/entry.ts';
import { inEnglish } from '../localized.ts';
import type { ActionFacts, Ending, Fact } from './report.ts';
import { type Naming, named } from './who.ts';

/** What is known of a departure while its actions are told. */
export interface ActionSources {
  naming: Naming;
  departure: Departure;
  /** From when on access was to be closed. */
  cutOff: Instant | null;
  /** See `lastOpened`. */
  opened: ReadonlyMap<string, number>;
}

/** What the journal tells of one action. */
export function actionFacts(
  revocation: Revocation,
  entries: readonly Entry[],
  { naming, departure, cutOff, opened }: ActionSources,
): ActionFacts {
  const { action } = revocation;
  const { id, stage, effect, manual, call, target } = action;
  const own = entries.filter(({ event }) => concerns(event, id));
  const calls = own.filter(({ event }) => event.type === 'revocation-intended' && event.mode === 'act');
  // What counts is what was found since it was last open again.
  const settled = own.slice(own.findLastIndex(({ seq, event }) => reopens(event) || seq <= (opened.get(id) ?? 0)) + 1);
  const readBack = settled.findLast(({ event }) => hasResult(event, 'verified')) ?? null;
  const done = settled.findLast(({ event }) => hasResult(event, 'accepted')) ?? readBack;
  const proof = [readBack, done].flatMap((one) => (one ? evidenceIn(one) : [])).at(0) ?? null;
  const ending = endingOf(revocation, departure, readBack !== null);
  const first = readBack && firstSince(settled, readBack);
  return {
    code: naming.codeOf('action', id),
    ...{ stage, effect, manual },
    ...named(naming, 'call', inEnglish(call)),
    ...named(naming, 'target', target ? inEnglish(target.label) : undefined),
    planned: factOf(
      entries.find(({ event }) => 'actions' in event && event.actions.some((one) => one.id === id)) ??
        entries.find(({ event }) => event.type === 'looked' && event.appeared.some((one) => one.id === id)),
    ),
    calls: calls.length,
    firstCall: factOf(calls[0]),
    lastCall: factOf(calls.at(-1)),
    done: factOf(done),
    readBack: factOf(first),
    http: proof?.http ?? null,
    requestId: proof?.requestId ?? null,
    ending,
    residualUntil: ending === 'verified' ? revocation.residualUntil : null,
    openSeconds:
      ending === 'verified' && first && cutOff !== null
        ? Math.max(0, Math.round((Date.parse(first.at) - Date.parse(cutOff)) / 1000))
        : null,
    rechecks: own.flatMap(({ at, seq, event }) => {
      if (event.type === 'revocation-rechecked') return [{ at, seq, day: event.day, result: event.result }];
      if (event.type !== 'account-rechecked') return [];
      return event.checked.flatMap((one) =>
        one.actionId === id ? [{ at, seq, day: one.day, result: 'gone' as const }] : [],
      );
    }),
  };
}

function concerns(event: Entry['event'], id: string): boolean {
  if (event.type === 'account-rechecked') return event.checked.some(({ actionId }) => actionId === id);
  return 'actionId' in event && event.actionId === id;
}

/** After these, what a system has said before counts no more, also where nothing had been proven. */
function reopens({ type }: Entry['event']): boolean {
  return type === 'revocation-repeated' || type === 'revocation-retried' || type === 'revocation-disproved';
}

function hasResult(event: Entry['event'], status: 'verified' | 'accepted'): boolean {
  return event.type === 'revocation-recorded' && event.result.status === status;
}

/** The first proof of an unbroken row of them. */
function firstSince(settled: readonly Entry[], last: Entry): Entry {
  const from = settled.findLastIndex(
    ({ seq, event }) => seq < last.seq && event.type === 'revocation-recorded' && !hasResult(event, 'verified'),
  );
  return settled.slice(from + 1).find(({ event }) => hasResult(event, 'verified')) ?? last;
}

function evidenceIn({ event }: Entry) {
  return event.type === 'revocation-recorded' && 'evidence' in event.result ? event.result.evidence.slice(-1) : [];
}

/** The state says how it ended; that it was proven must also stand in the journal. */
function endingOf(revocation: Revocation, departure: Departure, isReadBack: boolean): Ending {
  const open = waitsForHold(departure, revocation) ? 'held' : 'still-open';
  switch (revocation.status) {
    case 'verified':
      return isReadBack ? 'verified' : open;
    case 'waived':
    case 'accepted':
      return revocation.status;
    case 'manual':
      return isProven(revocation) ? 'by-hand' : open;
    case 'planned':
    case 'running':
    case 'failed':
      return open;
  }
}

export function factOf(entry: Pick<Entry, 'at' | 'seq'> | undefined | null): Fact | null {
  return entry ? { at: entry.at, seq: entry.seq } : null;
}
