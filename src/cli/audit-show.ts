import { Command } from 'commander';
import { readConfig } from '../config.ts';
import type { Departure } from '../domain/departure.ts';
import type { Entry } from '../domain/journal/entry.ts';
import type { Store } from '../engine/ports/store.ts';
import { CommandError } from './command-error.ts';
import { describeEvent, isAboutCards } from './describe-event.ts';
import { findDeparture } from './find-departure.ts';
import type { Surroundings } from './surroundings.ts';
import { counted } from './terminal.ts';

/** One departure's journal in lines that people can read; without an id, which departures there are. */
export function auditShowCommand({ terminal, env, exitWith }: Surroundings): Command {
  return new Command('show')
    .description('print the journal of a departure; without an id, the departures there are')
    .argument('[departureId]', 'the id, or its first characters')
    .option('--cards', 'also what was posted to whom', false)
    .option('--installation', 'the journal of the installation instead: auditors, and packs of evidence', false)
    .addHelpText(
      'after',
      '\nHolds names and decisions: treat what it prints like a personnel file. Survey answers are never printed.',
    )
    .action(async (wanted: string | undefined, { cards, installation }: { cards: boolean; installation: boolean }) => {
      if (installation && wanted !== undefined)
        throw new CommandError('--installation shows no departure; leave out the id');
      const { openStore } = await import('./open-store.ts');
      const store = await openStore(readConfig(env));
      try {
        if (installation) {
          await showInstallation(store, terminal);
        } else if (wanted === undefined) {
          await list(store, terminal);
        } else {
          await show(store, terminal, { departure: await findDeparture(store, wanted), cards });
        }
        exitWith(0);
      } finally {
        await store.close();
      }
    });
}

/** What belongs to no departure, the first entry first; people and departures by id, as the journal holds them. */
async function showInstallation({ notes }: Store, terminal: Surroundings['terminal']): Promise<void> {
  const { entriesBackwards } = await import('../engine/installation/installation-journal.ts');
  const lines: string[] = [];
  for await (const { seq, at, by, event } of entriesBackwards(notes)) {
    const { type, ...told } = event;
    const who = by === 'system' && 'via' in event ? 'command line' : by;
    const facts = Object.entries(told).map(([name, value]) => `${name} ${JSON.stringify(value)}`);
    lines.push(`${String(seq).padStart(5)}  ${terminal.colours.dim(at)}  ${who}: ${type}  ${facts.join('  ')}`);
  }
  for (const line of lines.reverse()) terminal.out(line);
  terminal.out(terminal.colours.dim(counted(lines.length, 'entry', 'entries')));
}

async function list(store: Store, terminal: Surroundings['terminal']): Promise<void> {
  let count = 0;
  for await (const { id, status, leaver, kind, createdAt } of store.departures.search({})) {
    count += 1;
    terminal.out(`${id}  ${createdAt.slice(0, 10)}  ${status.padEnd(10)} ${kind ?? 'kind open'} of ${leaver.name}`);
  }
  if (count === 0) terminal.out('There is no departure yet.');
}

async function show(
  store: Store,
  terminal: Surroundings['terminal'],
  { departure, cards }: { departure: Departure; cards: boolean },
): Promise<void> {
  const { colours } = terminal;
  const people = new Map([departure.leaver, ...Object.values(departure.people)].map((one) => [one.id, one.name]));
  const nameOf = (id: string) => (id === 'system' ? 'Relais' : (people.get(id) ?? id));
  terminal.out(colours.bold(`${departure.kind ?? 'departure'} of ${departure.leaver.name}, ${departure.status}`));
  const total = { entries: 0, cards: 0 };
  for await (const entry of store.departures.journal(departure.id)) {
    total.entries += 1;
    if (isAboutCards(entry.event)) total.cards += 1;
    if (cards || !isAboutCards(entry.event)) terminal.out(line(entry));
  }
  const hidden = cards || total.cards === 0 ? '' : `, ${total.cards} of them about cards (--cards prints them too)`;
  terminal.out(colours.dim(`${counted(total.entries, 'entry', 'entries')}${hidden}`));

  function line({ seq, at, by, event }: Entry): string {
    return `${String(seq).padStart(5)}  ${colours.dim(at)}  ${colours.cyan(nameOf(by))}: ${describeEvent(event, departure, nameOf)}`;
  }
}
