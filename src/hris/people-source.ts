import type { ConnectorContext } from '../engine/ports/connector.ts';
import type { HrSystem } from '../engine/ports/hr-system.ts';
import type { PeopleSource, SourcePerson } from '../engine/ports/people-source.ts';
import { unproven } from './kit/whole-list.ts';

/**
 * An HR system as a source of people. No vendor finds somebody by an address alike, so that is looked for in the list:
 * by main address and aliases, whatever their case. Two people behind one
 * address are not chosen between: that throws `unproven`.
 */
export function hrPeopleSource(system: HrSystem): PeopleSource {
  async function* everybody(context: ConnectorContext): AsyncIterable<SourcePerson> {
    for await (const { person, workerType } of system.everybody(context))
      yield { ...person, ...(workerType !== null && { workerType }) };
  }
  return {
    id: system.id,
    label: system.label,
    everybody,
    async byEmail(email, context) {
      const wanted = email.toLowerCase();
      const found: SourcePerson[] = [];
      for await (const person of everybody(context))
        if (person.email === wanted || person.otherEmails.includes(wanted)) found.push(person);
      const [one, another] = found;
      if (another !== undefined)
        throw unproven(
          'two people have this address in the HR system',
          'deux personnes ont cette adresse dans le système RH',
        );
      return one ?? null;
    },
  };
}
