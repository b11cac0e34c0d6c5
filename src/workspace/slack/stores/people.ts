import { z } from 'zod';
import type { WorkspacePerson } from '../../company.ts';
import type { Changes } from './changes.ts';
import type { WorkspaceDatabase } from './database.ts';

/** Someone with an account in the local Slack. */
export interface Member extends WorkspacePerson {
  /** What follows the `@`: `maya.chen`. */
  handle: string;
  deactivated: boolean;
}

export interface People {
  /** In the order they were added. */
  all(): readonly Member[];
  find(id: string): Member | null;
  findByEmail(email: string): Member | null;
  findByHandle(handle: string): Member | null;
  /** Adds or replaces; keeps whether they are deactivated. */
  put(person: WorkspacePerson): void;
  setDeactivated(id: string, deactivated: boolean): void;
}

const slackId = z.custom<`U${string}`>((value) => typeof value === 'string' && value.startsWith('U'));
const storedPerson = z.object({
  id: slackId,
  name: z.string(),
  email: z.string(),
  title: z.string(),
  team: z.string(),
  locale: z.enum(['en', 'fr']),
  timeZone: z.string(),
  country: z.string(),
  managerId: slackId.nullable(),
  roles: z.array(z.enum(['hr', 'it', 'admin'])),
  outsider: z.enum(['guest', 'single-channel-guest', 'stranger']).optional(),
});
const row = z.object({ person: z.string(), deactivated: z.number() });

export function createPeople(database: WorkspaceDatabase, changes: Changes): People {
  const list = database.prepare('SELECT person, deactivated FROM people ORDER BY position, id');
  const insert = database.prepare(
    'INSERT INTO people (id, position, person) VALUES (?, (SELECT count(*) FROM people), ?) ON CONFLICT (id) DO UPDATE SET person = excluded.person',
  );
  const deactivate = database.prepare('UPDATE people SET deactivated = ? WHERE id = ?');

  // A few dozen people at most: read once, kept until someone changes.
  let known: readonly Member[] | null = null;
  const all = (): readonly Member[] => {
    known ??= z.array(row).parse(list.all()).map(member);
    return known;
  };
  const changed = (): void => {
    known = null;
    changes.tell({ type: 'people' });
  };

  return {
    all,
    find: (id) => all().find((person) => person.id === id) ?? null,
    findByEmail: (email) => all().find((person) => person.email.toLowerCase() === email.toLowerCase()) ?? null,
    findByHandle: (handle) => all().find((person) => person.handle === handle.toLowerCase()) ?? null,
    put: (person) => {
      insert.run(person.id, JSON.stringify(person));
      changed();
    },
    setDeactivated: (id, deactivated) => {
      deactivate.run(deactivated ? 1 : 0, id);
      changed();
    },
  };
}

function member(stored: z.infer<typeof row>): Member {
  const person = storedPerson.parse(JSON.parse(stored.person));
  return { ...person, handle: handleOf(person.email), deactivated: stored.deactivated === 1 };
}

function handleOf(email: string): string {
  return email.slice(0, email.indexOf('@')).toLowerCase();
}
