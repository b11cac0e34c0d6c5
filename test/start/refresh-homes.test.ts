import pino from 'pino';
import { expect, it } from 'vitest';
import type { Person } from '../../src/domain/people/people.ts';
import { StoreError } from '../../src/engine/ports/store.ts';
import { refreshHomes } from '../../src/start/refresh-homes.ts';
import { testPeople } from '../support/memory/memory-world.ts';

const people = Object.fromEntries(
  [testPeople.manager, testPeople.leaver, testPeople.jonas].map((person) => [person.id, person]),
);

/** Nobody waits for home pages, so what they threw would end the process: a pool without a free connection did. */
it('ends nothing when a person or a page fails, and shows the others', async () => {
  const log: string[] = [];
  const shown: string[] = [];
  const app = {
    async refreshHome({ id }: Person) {
      if (id === 'alex') throw new Error('Slack is away');
      shown.push(id);
    },
  };
  const directory = {
    async byId(id: string) {
      if (id === 'maya') throw new StoreError('unavailable', { en: 'no connection was free', fr: 'aucune connexion' });
      return people[id] ?? null;
    },
  };
  const logger = pino({}, { write: (line: string) => void log.push(line) });
  await refreshHomes([app], { directory: directory as never, log: logger }, { id: 'd1', people });
  expect(shown).toEqual(['jonas']);
  expect(log.filter((line) => line.includes('could not be shown anew'))).toHaveLength(2);
});
