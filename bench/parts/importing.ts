import { organisationSchema } from '../../src/engine/people/organisation.ts';
import { createKeptLists } from '../../src/engine/people/sources/kept-lists.ts';
import { createKnownPeople } from '../../src/engine/people/sources/known-people.ts';
import { takeList } from '../../src/engine/people/sources/take-list.ts';
import { systemClock } from '../../src/engine/ports/clock.ts';
import { readPeople } from '../../src/people-sources/csv/read-people.ts';
import { openKept } from '../opened-store.ts';
import { definePart, type Size } from '../part.ts';
import { inScratch } from '../scratch.ts';

const sizes: Record<Size, number> = { full: 10_000, tiny: 200 };
const limitMilliseconds = 5_000;

export const importing = definePart({
  name: 'importing',
  about: 'a list of people from a CSV file: read, kept sealed, and put together with what is known, managers and all',
  measure: (size) =>
    inScratch(async (folder) => {
      const people = sizes[size];
      const file = new TextEncoder().encode(listOf(people));
      const opened = await openKept({ folder }, new Uint8Array(32).fill(7));
      try {
        const lists = createKeptLists(opened.store.notes);
        const began = performance.now();
        const read = readPeople(file);
        const now = '2026-11-02T09:00:00.000Z';
        await takeList(lists, 'staff', { list: { people: read.people, unreadable: [] }, now });
        const known = createKnownPeople({
          sources: [{ id: 'staff', label: 'Staff', source: null }],
          ...{ lists, organisation: organisationSchema.parse({}), clock: systemClock },
        });
        await known.load();
        const took = performance.now() - began;
        if (known.merged().people.length !== people || read.problems.length > 0)
          throw new Error('not everybody was imported');
        return [
          {
            what: `${people.toLocaleString('en')} people of a CSV file read, kept and put together`,
            measured: `${(took / 1_000).toFixed(2)} s`,
            baseline: '',
            ratio: took / limitMilliseconds,
            goal: { type: 'limit', words: '< 5 s' },
            reason: 'every record is checked, sealed and opened again',
          },
        ];
      } finally {
        await opened.close();
      }
    }),
});

/** Invented people, each with a manager among those before. */
function listOf(people: number): string {
  const rows = Array.from({ length: people }, (_, index) => {
    const manager = index === 0 ? '' : `p${Math.floor((index - 1) / 8)}@example.com`;
    return `${index},Person ${index},p${index}@example.com,${manager},Engineer,Team ${index % 50},FR,fr,Europe/Paris`;
  });
  return ['employee number,name,email,manager,title,team,country,language,time zone', ...rows].join('\n');
}
