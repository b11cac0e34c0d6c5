import { randomUUID } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import { Command } from 'commander';
import { readConfig } from '../config.ts';
import { inEnglish } from '../domain/localized.ts';
import { type FindingClass, findingClassSchema } from '../domain/review/finding.ts';
import { countOf, type Review, type SystemReview } from '../domain/review/review.ts';
import type { Store } from '../engine/ports/store.ts';
import { CommandError } from './command-error.ts';
import type { Surroundings } from './surroundings.ts';
import { counted } from './terminal.ts';

interface Options {
  begin: boolean;
  csv?: string;
  history: boolean;
}

/** What the last review of accounts came to, by system and over time; or the next one is asked for. */
export function reviewCommand(surroundings: Surroundings): Command {
  const { terminal, env, exitWith } = surroundings;
  return new Command('review')
    .description('hold every account of every system against who works here: show the last review, or ask for one')
    .option('--begin', 'ask for a review; a Relais that runs begins it within a minute', false)
    .option('--csv <file>', 'write every finding of the last one to a file; never written over')
    .option('--history', 'earlier reviews, in numbers', false)
    .addHelpText(
      'after',
      '\nReads RELAIS_DATA_DIR, RELAIS_MASTER_KEY, MONGODB_URI and "systems:" of relais.yaml. Relais may be running meanwhile. A review ends no access.\nThe file names people: treat it like a personnel file.\nExamples:\n  relais review --begin\n  relais review --csv findings.csv',
    )
    .action(async ({ begin, csv, history }: Options) => {
      if (csv !== undefined && existsSync(csv))
        throw new CommandError(`${csv} is there already, and Relais writes over nothing; name another file.`);
      const config = readConfig(env);
      const { openStore } = await import('./open-store.ts');
      const store = await openStore(config);
      try {
        if (begin) return await ask(surroundings, store, config.configFile);
        if (history) return await showHistory(surroundings, store);
        const { readReview } = await import('../engine/reviews/review-notes.ts');
        const review = await readReview(store);
        if (review === null)
          throw new CommandError('There was no review yet. Ask for one: relais review --begin, or /offboard review.');
        if (csv !== undefined) terminal.out(await writeFindings(store, review, csv));
        else for (const line of linesOf(review)) terminal.out(line);
        exitWith(review.ended?.how === 'done' && review.systems.every(isWhole) ? 0 : 1);
      } finally {
        await store.close();
      }
    });
}

async function ask({ terminal, exitWith }: Surroundings, store: Store, configFile: string | null): Promise<void> {
  const [{ beginReview }, { readRelaisFile }] = await Promise.all([
    import('../engine/reviews/begin-review.ts'),
    import('../relais-file.ts'),
  ]);
  // Only which there are: each is read by the process that runs, which also says which of them lists accounts.
  const connectors = new Map(readRelaisFile(configFile).systems.map(({ id, label }) => [id, { id, label }]));
  if (connectors.size === 0) throw new CommandError('relais.yaml names no system, so there is nothing to review.');
  const begun = await beginReview({ store, connectors, clock: { now: () => new Date() }, newId: randomUUID }, 'system');
  terminal.out(
    begun === 'begun'
      ? `${terminal.colours.green('✔')} ${counted(connectors.size, 'system', 'systems')} wait; a Relais that runs begins within a minute. See: relais review`
      : 'A review is under way already. See: relais review',
  );
  exitWith(0);
}

function linesOf({ systems, beganAt, ended }: Review): string[] {
  const state =
    ended === null ? 'under way' : ended.how === 'cancelled' ? `called off ${ended.at}` : `ended ${ended.at}`;
  const gaps = systems.some((one) => one.status === 'read' && !one.peopleKnown)
    ? ['No account is said to belong to nobody: not every source of people has told its whole list within two days.']
    : [];
  return [`Review of ${beganAt}, ${state}`, ...systems.map(lineOf), ...gaps];
}

function lineOf(one: SystemReview): string {
  switch (one.status) {
    case 'waiting':
      return `  ${one.label}: not read yet`;
    case 'unlisted':
      return `  ${one.label}: lists no accounts`;
    case 'untold':
      return `  ${one.label}: did not tell: ${inEnglish(one.reason)}`;
    case 'read': {
      const found = findingClassSchema.options.filter((each) => countOf(one.counts, each) > 0);
      const words = found.map((each) => `${countOf(one.counts, each)} ${classWords[each]}`);
      const unknown = one.unknown > 0 ? `, ${one.unknown} unknown` : '';
      const untold = one.untold.map((list) => `; not told: ${inEnglish(list)}`);
      return `  ${one.label}: ${counted(one.accounts, 'account', 'accounts')}${unknown}; ${words.join(', ') || 'nothing found'}${untold.join('')}`;
    }
  }
}

/** Whether it told all that it was asked for. */
function isWhole(one: SystemReview): boolean {
  return one.status !== 'untold' && (one.status !== 'read' || one.untold.length === 0);
}

const classWords: Readonly<Record<FindingClass, string>> = {
  residual: 'left and still open',
  'ownerless-key': 'keys without owner',
  'owner-left': 'whose owner left',
  orphaned: 'of nobody',
  invitation: 'open invitations',
  dormant: 'not used',
  mismatch: 'that differ',
};

async function writeFindings(store: Store, { systems }: Review, file: string): Promise<string> {
  const [{ csvOf }, { findingId, readDecisions, readFound }] = await Promise.all([
    import('../evidence/csv.ts'),
    import('../engine/reviews/review-notes.ts'),
  ]);
  const decisions = await readDecisions(store);
  const rows: (string | null)[][] = [];
  for (const { system, label } of systems)
    for (const finding of (await readFound(store, system))?.findings ?? []) {
      const decision = decisions[findingId(system, finding)];
      rows.push([
        ...[system, label, finding.class, finding.accountId, finding.login, finding.name, finding.kind],
        ...[finding.person?.name ?? null, finding.person?.email ?? null, finding.since, finding.differs.join(' ')],
        ...[finding.departure, decision?.type ?? null],
        ...(decision?.type === 'exception' ? [decision.reason, decision.until] : [null, null]),
      ]);
    }
  writeFileSync(file, csvOf(columns, rows), { flag: 'wx', mode: 0o600 });
  return `${file}: ${counted(rows.length, 'finding', 'findings')}`;
}

const columns = [
  ...['system', 'label', 'class', 'account', 'login', 'name', 'kind', 'person', 'email', 'since', 'differs'],
  ...['departure', 'decision', 'reason', 'until'],
];

async function showHistory({ terminal, exitWith }: Surroundings, store: Store): Promise<void> {
  const { readPast } = await import('../engine/reviews/review-notes.ts');
  const past = await readPast(store);
  if (past.length === 0) terminal.out('No review has come to its end yet.');
  for (const { endedAt, systems } of past) {
    terminal.out(endedAt);
    for (const { label, accounts, unknown, counts } of systems) {
      const found = Object.entries(counts).map(([what, count]) => `${what} ${count}`);
      terminal.out(
        `  ${label}: ${accounts === null ? 'did not tell' : `${accounts} accounts, ${unknown} unknown; ${found.join(', ') || 'nothing found'}`}`,
      );
    }
  }
  exitWith(0);
}
