import { Command } from 'commander';
import { readConfig } from '../config.ts';
import type { Departure } from '../domain/departure.ts';
import { isOpenStill } from '../domain/erasure/decide.ts';
import type { Tombstone } from '../domain/erasure/tombstone.ts';
import { isUnderHold } from '../domain/hold/held.ts';
import { retentionDates } from '../domain/retention/dates.ts';
import type { Retention } from '../domain/retention/retention.ts';
import type { Store } from '../engine/ports/store.ts';
import { readRelaisFile } from '../relais-file.ts';
import { CommandError } from './command-error.ts';
import type { Surroundings } from './surroundings.ts';
import { counted } from './terminal.ts';

type Out = Pick<Surroundings['terminal'], 'out'>;

/**
 * What an erasure would take away, what it cannot reach, and what stands against it; of an erased departure, what
 * stays.
 */
export function eraseCommand({ terminal, env, exitWith }: Surroundings): Command {
  return new Command('erase')
    .description('say what the erasure of a departure takes away and what it cannot reach; erases nothing')
    .argument('<departureId>', 'the whole id, as "relais audit show" lists it')
    .option('--dry-run', 'the only way: two people erase before its time, in chat; the clock erases in time', false)
    .addHelpText(
      'after',
      '\nReads RELAIS_DATA_DIR, RELAIS_MASTER_KEY, MONGODB_URI and RELAIS_CONFIG. Relais may be running meanwhile.\nThe exit code is 1 where something stands against the erasure.',
    )
    .action(async (id: string, { dryRun }: { dryRun: boolean }) => {
      if (!dryRun)
        throw new CommandError(
          'Nobody erases alone. Add --dry-run to see what would go; HR and a second person erase before its time on the card of the departure, and the clock of `retention` in relais.yaml erases in time.',
        );
      const config = readConfig(env);
      const { retention } = readRelaisFile(config.configFile);
      const { openStore } = await import('./open-store.ts');
      const store = await openStore(config);
      try {
        exitWith(await say(store, { id, retention, out: terminal.out }));
      } finally {
        await store.close();
      }
    });
}

async function say(store: Store, { id, retention, out }: Out & { id: string; retention: Retention }): Promise<0 | 1> {
  const state = await store.departures.load(id);
  if (state === null) {
    const { readTombstone } = await import('../engine/erasure/tombstones.ts');
    const tombstone = await readTombstone(store.notes, id);
    if (tombstone === null)
      throw new CommandError(`There is no departure ${id}. "relais audit show" lists those there are.`);
    for (const line of tombstoneLines(tombstone)) out(line);
    return 0;
  }
  const against = whyNot(state);
  for (const line of [...goes(state), ...unreached(state), ...clock(state, retention), ...against]) out(line);
  return against.length === 0 ? 0 : 1;
}

function goes(state: Departure): string[] {
  const cards = state.posts.filter(({ ref }) => ref !== null && ref.channel !== 'email').length;
  return [
    'Goes:',
    `  the key of the record, and with it ${counted(state.entries, 'entry', 'entries')} of the journal, ${counted(state.tasks.length, 'task', 'tasks')}, ${counted(state.revocations.length, 'action', 'actions')} with their evidence, the survey, the address for afterwards`,
    '  its rows in lists, its blind indexes, and what it added to the numbers',
    `  ${counted(cards, 'card', 'cards')} in chat, each read back`,
    '  the leaver in the directory, with their settings, if they have left and no other departure names them',
    'Stays: the chain of the journal, sealed, which still verifies; the id, the status and times; the tombstone',
  ];
}

function unreached(state: Departure): string[] {
  const mails = state.posts.filter(({ ref, mailed }) => ref?.channel === 'email' || mailed !== undefined).length;
  return [
    'Cannot be reached by Relais:',
    `  ${counted(mails, 'mail', 'mails')} that were delivered (the pages behind their links end)`,
    '  answers, forms and home pages that a platform showed to one person, and what the platforms keep for themselves',
    '  whoever a source of people still lists, and whatever an HR system still tells: until thirty days after it stops',
    '  back-ups made before the erasure, as long as somebody keeps them together with the master key',
    '  on MongoDB: its log of operations until that has turned over, and free pages of its files',
  ];
}

function clock(state: Departure, retention: Retention): string[] {
  const dates = retentionDates(state, retention);
  if (dates === null) return ['No clock runs before the departure has ended, and whatever it leaves open is settled.'];
  const { record, evidence } = dates;
  const why = (source: string | null) => source ?? 'no policy says otherwise: 30 days';
  return [
    `Erased by the clock at ${record.until} (${why(record.source)})`,
    ...(evidence ? [`Evidence without names until ${evidence.until} (${why(evidence.source)})`] : []),
  ];
}

function whyNot(state: Departure): string[] {
  return [
    ...(isUnderHold(state) ? ['Against it: a legal hold stands. Two people lift it on the card.'] : []),
    ...(isOpenStill(state)
      ? ['Against it: somebody still has something to do in it, an exception has an end, or a call is still read back.']
      : []),
  ];
}

function tombstoneLines({ erasedAt, why, entries, cards, person, evidenceUntil }: Tombstone): string[] {
  return [
    `Erased at ${erasedAt}, ${why === 'retention' ? 'because its time had come' : 'decided by two people'}: ${counted(entries, 'entry', 'entries')} stay sealed in the chain.`,
    `The leaver was ${person} in the directory.`,
    ...cards.map(({ channel, outcome, count }) => `${counted(count, 'card', 'cards')} on ${channel}: ${outcome}`),
    evidenceUntil === null ? 'No evidence is kept any more.' : `Evidence without names is kept until ${evidenceUntil}.`,
    `Back-ups made before ${erasedAt} can still be read with the master key.`,
  ];
}
