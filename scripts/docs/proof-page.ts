import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { invariants } from '../../test/simulation/invariants.ts';
import { mutations } from '../../test/simulation/mutations.ts';
import { found } from './found.ts';
import { code, table } from './markdown.ts';
import { longRuns } from './proof-runs.ts';

const folder = resolve(import.meta.dirname, '../../test/simulation');
const sources = [
  'access-invariants.ts',
  'confirmation-invariants.ts',
  'truth-invariants.ts',
  'open-doors.ts',
  'message-invariants.ts',
  'time-invariants.ts',
  'brake-invariants.ts',
  'hold-invariants.ts',
].map((name) => readFileSync(join(folder, name), 'utf8'));

/** The sentence above an invariant's function says why it must hold. */
function whyOf(name: string): string {
  for (const source of sources) {
    const comment = new RegExp(`/\\*\\*((?:(?!\\*/)[^])*)\\*/\\nexport function ${name}\\(`).exec(source)?.[1];
    const why = comment?.replace(/\s*\n\s*\*\s*/g, ' ').trim();
    if (why) return why;
  }
  throw new Error(`the invariant ${name} has no sentence of why above it`);
}

/** How Relais was tried to be broken, what must hold, and what was found. */
export function proofPage(): string {
  return `# Proof

How we try to break Relais, and what that found. This page is made from the tests: \`npm run docs\` writes it.

## Simulation

The real domain and the real reconciler run on a virtual clock, in two processes over one memory. Companies, flows and
people are random. People decline, leave, answer late or twice; HR reschedules, cancels and retains; systems are down,
slow, throttled, lie, or lose the answer before or after they acted; they say that they are still at it, that only a person can
do it, that they cannot show it, or that they cannot tell whose the accounts are; groups, tokens and licences get other names, or
others take their names; the chat platform is down or late; clocks jump; a process dies before or after any call to the outside. At the end everything that was recorded is held to these:

${table(
  ['must hold of every run', 'why'],
  invariants.map(({ name }) => [code(name), whyOf(name)]),
)}

One thing is taken for granted: no call is on its way at the moment at which a clock is set. The calls of a computer that sleeps
have ended, or are lost, long before it wakes. But where two processes share one database, and a clock is set forward by
more than a lease (two minutes) while one of them waits for an answer, the other takes that call for lost.

2,000 runs are part of \`npm run test:long\`; \`npm run simulate\` plays 100,000. A run that breaks prints one line that plays it again.

That the simulation can fail is tested too. Each of these engines is broken on purpose, and must be caught:

${table(
  ['an engine that …', 'is caught by'],
  mutations.map(({ engine, caughtBy }) => [engine, code(caughtBy)]),
)}

## Kills

\`npm run kills\` starts the real process over a real file, with ten departures before their cut-off, and kills it
(\`kill -9\`) at random moments: while it starts, at the n-th write, in the middle of a request to a system or to Slack. After
the last start every departure must have ended right; no system may have counted a call twice that is not idempotent; no
card may stand twice; every chain must verify, the journal must give the stored state, and SQLite must call the file whole.
Ten kills are part of \`npm run test:long\`; the script makes 200.

## Faults

\`npm run faults\` moves 60 confirmed departures, each with an account of a hundred groups, to three nodes of MongoDB and goes on with four processes, whose
clocks differ by seconds; one of them has so few connections that its work waits for them. Processes are killed every few seconds and replaced; one at a time
stands still (\`SIGSTOP\`) for longer than a lease. The primary steps down and is killed, a node stands still, the disk of one is full (a small file system in
memory, which only root may mount; else that is skipped and said). Then time goes on until everything has ended, and it is looked at as after the kills:
departures, systems, calls, cards, chains, and lists and numbers beside what the departures say. The same seed has the same faults in the same order. A short one,
\`npm run faults -- --quick\`, is part of \`npm run test:long\`.

## Hostile input

Every way in is fuzzed, with a corpus that is kept (\`test/hostile\`): Slack's requests, Teams' activities, flows and
\`relais.yaml\`, the answers of every kind of system. A canary secret is looked for in everything that comes out: logs, cards, journal, errors, evidence.

## The latest long runs

${
  longRuns.length === 0
    ? 'None was written down yet.'
    : table(
        ['command', 'on', 'machine', 'result'],
        longRuns.map(({ command, date, machine, result }) => [code(command), date, machine, result]),
      )
}

## What was found

${table(
  ['what went wrong', 'what was changed'],
  found.map(({ what, mended }) => [what, mended]),
)}
`;
}
