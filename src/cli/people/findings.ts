import { disagreementsIn, labelsOf, nameOf } from '../../engine/people/sources/disagreements.ts';
import type { KnownPeople } from '../../engine/people/sources/known-people.ts';

/** What a person has to decide about who is who, one line each: people who cannot be told apart, circles, contradictions. */
export function findingsOf(known: Pick<KnownPeople, 'merged' | 'sources'>): string[] {
  const merged = known.merged();
  const label = labelsOf(known);
  const named = ({ person }: { person: { name: string | null; id: string } }) => person.name ?? person.id;
  const conflicts = merged.conflicts.map((one) => {
    const who = one.records
      .map((record) => `${named(record)} (${label(record.source)} ${record.person.id})`)
      .join(', ');
    return one.type === 'shared'
      ? `${label(one.source)} gives the ${one.what === 'number' ? 'employee number' : 'address'} ${one.value} to several people: ${who}. Relais takes it for nobody's there.`
      : `Aliases and numbers lead to several people of ${label(one.source)}: ${who}. Relais goes by their main addresses alone.`;
  });
  const circles = merged.circles.map(
    (circle) =>
      `Managers in a circle: ${[...circle, circle[0]].map((one) => nameOf(one?.addresses[0] ?? '', merged)).join(' → ')}. Nobody of them has a manager from the sources until one is mended.`,
  );
  const contradictions = merged.people.flatMap((person) =>
    disagreementsIn(person, known).map(({ field, said, goesBy }) => {
      const words = said
        .map(({ source, value }) => `${source} says ${value ?? 'somebody it does not list'}`)
        .join(', ');
      const decision =
        goesBy === null
          ? `Relais goes by none until organisation.precedence.${field} says which`
          : `Relais goes by ${goesBy}`;
      return `${nameOf(person.addresses[0] ?? '', merged)}, ${field}: ${words}; ${decision}.`;
    }),
  );
  return [...conflicts, ...circles, ...contradictions];
}
