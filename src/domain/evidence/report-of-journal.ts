import { runDueAt } from '../confirmation/cut-off.ts';
import type { Departure } from '../departure.ts';
import { replay } from '../evolve.ts';
import type { Entry } from '../journal/entry.ts';
import { inEnglish } from '../localized.ts';
import { factOf } from './action-facts.ts';
import { decisionsOf, exceptionsOf } from './decisions.ts';
import { differingFields } from './journal-agrees.ts';
import { lastOpened } from './last-opened.ts';
import type { Counts, DepartureReport } from './report.ts';
import { systemFacts } from './system-facts.ts';
import { type Naming, named, whoIs } from './who.ts';

/** What is known of a journal beside its entries. `committed`: how many of them commit to their values. */
export interface JournalProof {
  stored: Departure;
  head: string;
  committed: number;
}

/** What can be shown of a departure. It is read from the journal; what is stored of its state is only compared. */
export function reportOfJournal(entries: readonly Entry[], proof: JournalProof, naming: Naming): DepartureReport {
  const [first] = entries;
  const departure = replay(entries);
  if (!first || departure === null) throw new Error('a departure without entries has nothing to report');
  const { id, leaver, manager, kind, flow, status, dates } = departure;
  const cutOff =
    runDueAt(departure) ?? (flow ? factOf(entries.find(({ event }) => event.type === 'run-began'))?.at : null) ?? null;
  const systems = systemFacts(entries, { naming, departure, cutOff, opened: lastOpened(entries) });
  const exceptions = exceptionsOf(entries, departure, naming);
  const last = (...types: Entry['event']['type'][]) =>
    factOf(entries.findLast(({ event }) => types.includes(event.type)));
  const report = {
    departureId: id,
    leaver: whoIs(leaver.id, departure, naming),
    manager: manager === null ? null : whoIs(manager, departure, naming),
    kind,
    kindName: (kind !== null && flow?.names?.[kind]) || null,
    flow: flow && { id: flow.id, version: flow.version },
    status,
    dates,
    cutOff,
    began: { at: first.at, seq: first.seq },
    runBegan: factOf(entries.find(({ event }) => event.type === 'run-began')),
    // While it goes on again, an earlier end is none.
    runEnded: departure.runEndedAt === null ? null : last('run-ended'),
    ended: departure.ended ? last('completed', 'cancelled', 'retained') : null,
    decisions: decisionsOf(entries, departure, naming),
    systems,
    exceptions,
    tasks: tasksOf(entries, departure, naming),
    differs: differingFields(departure, proof.stored),
    chain: { entries: entries.length, head: proof.head, committed: proof.committed },
  };
  return { ...report, counts: countsOf(report) };
}

function tasksOf(entries: readonly Entry[], departure: Departure, naming: Naming): DepartureReport['tasks'] {
  return departure.tasks.map(({ id, nature, title, status, condition }) => {
    const isSettled = status === 'done' || status === 'skipped';
    const entry = isSettled
      ? entries.findLast(
          ({ event }) => (event.type === 'task-completed' || event.type === 'task-skipped') && event.taskId === id,
        )
      : undefined;
    return {
      code: naming.codeOf('task', `${departure.id}/${id}`),
      nature,
      ...named(naming, 'title', inEnglish(title)),
      outcome: status === 'done' ? 'done' : status === 'skipped' ? 'left-out' : 'open',
      settled: entry ? { at: entry.at, seq: entry.seq, by: whoIs(entry.by, departure, naming) } : null,
      condition,
    };
  });
}

function countsOf({
  systems,
  exceptions,
  decisions,
  chain,
}: Pick<DepartureReport, 'systems' | 'exceptions' | 'decisions' | 'chain'>): Counts {
  const accounts = systems.flatMap((one) => one.accounts);
  const actions = accounts.flatMap((one) => one.actions);
  const ending = (wanted: string) => actions.filter((one) => one.ending === wanted).length;
  const open = actions.flatMap(({ openSeconds }) => (openSeconds === null ? [] : [openSeconds]));
  return {
    entries: chain.entries,
    systems: systems.length,
    accounts: accounts.length,
    actions: actions.length,
    verified: ending('verified'),
    byHand: ending('by-hand'),
    waived: ending('waived'),
    notProven: ending('accepted') + ending('held') + ending('still-open'),
    exceptions: exceptions.length,
    confirmations: decisions.filter(({ type }) => type === 'access-confirmed').length,
    longestOpenSeconds: open.length > 0 ? Math.max(...open) : null,
  };
}

/** What several departures come to. */
export function sumOf(all: readonly Counts[]): Counts {
  const sum = (pick: (one: Counts) => number) => all.reduce((total, one) => total + pick(one), 0);
  const open = all.flatMap(({ longestOpenSeconds }) => (longestOpenSeconds === null ? [] : [longestOpenSeconds]));
  return {
    entries: sum((one) => one.entries),
    systems: sum((one) => one.systems),
    accounts: sum((one) => one.accounts),
    actions: sum((one) => one.actions),
    verified: sum((one) => one.verified),
    byHand: sum((one) => one.byHand),
    waived: sum((one) => one.waived),
    notProven: sum((one) => one.notProven),
    exceptions: sum((one) => one.exceptions),
    confirmations: sum((one) => one.confirmations),
    longestOpenSeconds: open.length > 0 ? Math.max(...open) : null,
  };
}
