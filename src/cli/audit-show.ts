import { Command } from 'commander';
import { readConfig } from '../config.ts';
import type { Departure } from '../domain/departure.ts';
import type { Entry } from '../domain/journal/entry.ts';
import type { Store } from '../engine/ports/store.ts';
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
    .addHelpText(
      'after',
      '\nHolds names and decisions: treat what it prints like a personnel file. Survey answers are never printed.',
    )
    .action(async (wanted: string | undefined, { cards }: { cards: boolean }) => {
      const { openStore } = await import('./open-store.ts');
      const store = await openStore(readConfig(env));
      try {
        if (wanted === undefined) {
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
