import type { Disagreement } from '../../../views/forms/disagreements.ts';
import type { KnownPeople } from './known-people.ts';
import { isDisagreed, type Merged, type MergedPerson } from './merge.ts';
import { contradictedNames, selfWrittenNames } from './user-names.ts';

/** What is worth a person's eye: who may begin a departure, what calendar counts, who is found. */
const shownFields = ['manager', 'team', 'country', 'employeeNumber'] as const;

/** What the sources say differently about whoever has this address. */
export function disagreementsAbout(address: string, known: Pick<KnownPeople, 'about' | 'merged' | 'sources'>) {
  const person = known.about(address);
  return person ? disagreementsIn(person, known) : [];
}

export function disagreementsIn(person: MergedPerson, known: Pick<KnownPeople, 'merged' | 'sources'>): Disagreement[] {
  const label = labelsOf(known);
  const names = contradictedNames(person).map(({ system, said }): Disagreement => {
    const each = said.map((one) => ({ source: label(one.source), value: one.names.join(' ') }));
    return { field: 'userNames', system, said: each };
  });
  const hints = selfWrittenNames(person).map(({ system, said }): Disagreement => {
    const each = said.map((one) => ({ source: label(one.source), value: one.names.join(' ') }));
    return { field: 'selfWrittenNames', system, said: each };
  });
  const told = shownFields.flatMap((field): Disagreement[] => {
    const merged = person.fields[field];
    if (!isDisagreed(merged)) return [];
    const said = merged.said
      .filter(({ missing }) => !missing)
      .map(({ source, value }) => ({
        source: label(source),
        value: field === 'manager' && value !== null ? nameOf(value, known.merged()) : value,
      }));
    return [{ field, said, goesBy: merged.from === null ? null : label(merged.from) }];
  });
  return [...told, ...names, ...hints];
}

/** The label of a source; `relais.yaml` is its own. */
export function labelsOf({ sources }: Pick<KnownPeople, 'sources'>): (source: string) => string {
  const labels = new Map(sources.map(({ id, label }) => [id, label]));
  return (source) => labels.get(source) ?? source;
}

/** The name, and the address where names are not enough to tell people apart. */
export function nameOf(address: string, { byAddress }: Pick<Merged, 'byAddress'>): string {
  const name = byAddress.get(address)?.fields.name.value ?? null;
  return name === null ? address : `${name} (${address})`;
}
