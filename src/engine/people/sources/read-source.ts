import { z } from 'zod';
import { type ConnectorContext, ConnectorError } from '../../ports/connector.ts';
import { type PeopleSource, type SourcePerson, sourcePersonSchema } from '../../ports/people-source.ts';
import type { ReadList } from './take-list.ts';

/** More people than any organisation that runs this has: a list without an end. */
const mostPeople = 500_000;

const withId = z.looseObject({ id: z.string().min(1) });

/**
 * Reads a source to its end. Throws a ConnectorError for a list that repeats itself or has no end, besides what the
 * source throws; somebody whom the source tells in an impossible way is counted, and costs nobody else.
 */
export async function readSource(source: PeopleSource, context: ConnectorContext): Promise<ReadList> {
  const people = new Map<string, SourcePerson>();
  const unreadable = new Set<string>();
  for await (const told of source.everybody(context)) {
    if (context.signal.aborted) throw new ConnectorError('unavailable', tooSlow);
    const read = sourcePersonSchema.safeParse(told);
    const id = withId.safeParse(told).data?.id;
    if (id !== undefined && (people.has(id) || unreadable.has(id))) throw new ConnectorError('unproven', repeats);
    if (read.success) people.set(read.data.id, read.data);
    else unreadable.add(id ?? `without an id ${unreadable.size}`);
    if (people.size + unreadable.size > mostPeople) throw new ConnectorError('unproven', endless);
  }
  return { people: [...people.values()], unreadable: [...unreadable] };
}

const tooSlow = {
  en: 'the list of people did not come to its end in time',
  fr: 'la liste des personnes n’est pas arrivée à son terme à temps',
};

const repeats = {
  en: 'the list of people repeats itself, so it is not known whether it is whole',
  fr: 'la liste des personnes se répète, on ne sait donc pas si elle est complète',
};

const endless = {
  en: `the list of people has more than ${mostPeople} entries`,
  fr: `la liste des personnes compte plus de ${mostPeople} entrées`,
};
