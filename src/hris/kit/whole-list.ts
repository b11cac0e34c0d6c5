import { ConnectorError } from '../../engine/ports/connector.ts';
import type { Employment } from '../../engine/ports/hr-system.ts';

/**
 * Everybody of a list that was read to its end, and only if the list can be believed: whoever is missing from it is not
 * in the system, and whoever has no end in it stays. Throws `unproven` for an empty list, for a person who comes twice
 * (the list moved under the reader, or an id stands for two people), and where the credentials see no end of anybody
 * although people have left.
 */
export async function wholeList(people: AsyncIterable<Employment>): Promise<Employment[]> {
  const everybody = new Map<string, Employment>();
  for await (const one of people) {
    if (everybody.has(one.person.id))
      throw unproven(
        'somebody is in the list twice: it moved while it was read, or two people have one id',
        'quelqu’un figure deux fois dans la liste : elle a changé pendant la lecture, ou deux personnes ont le même identifiant',
      );
    everybody.set(one.person.id, one);
  }
  const list = [...everybody.values()];
  if (list.length === 0)
    throw unproven(
      'the system lists nobody at all: the credentials may not see anybody',
      'le système ne liste absolument personne : les identifiants n’ont peut-être le droit de voir personne',
    );
  // Whoever has left has an end; where one of them is seen, the field can be read.
  const hidesEnds = list.some(({ status }) => status === 'ended') && list.every(({ end }) => end === null);
  if (hidesEnds || list.every(({ status }) => status === 'unknown'))
    throw unproven(
      'the system tells of nobody when the employment ends: the credentials may not read that field',
      'le système ne dit de personne quand le contrat se termine : les identifiants n’ont peut-être pas le droit de lire ce champ',
    );
  return list;
}

/** Compares what came with what the system says there is. `total` is null where it does not say. */
export function assertWhole(count: number, total: number | null | undefined): void {
  if (total !== null && total !== undefined && count !== total)
    throw unproven(
      `the list was cut short: ${count} came of ${total}`,
      `la liste est incomplète : ${count} reçus sur ${total}`,
    );
}

export function unproven(en: string, fr: string): ConnectorError {
  return new ConnectorError('unproven', { en, fr });
}
