import { day, type Instant, plus, toInstant } from '../../domain/calendar/time.ts';
import type { Person, PersonId } from '../../domain/people/people.ts';
import type { DeskPage, DeskQuery, DeskShell, DeskViewId } from '../../views/desk/desk-page.ts';
import { deskViewIds } from '../../views/desk/desk-page.ts';
import { deskWords } from '../../views/desk/desk-words.ts';
import { voiceFor } from '../../views/words/voice.ts';
import type { EngineDeps } from '../deps.ts';
import { createSavedViews, type GivenView } from '../people/saved-views.ts';
import { deskViews, mayOpenView } from './desk-views.ts';

/** What is read, and in which way. */
interface Asked {
  view: DeskViewId;
  query: DeskQuery;
  /** Every row of a list, for a file. */
  whole?: boolean;
}

/** What the desk shows to one person. Roles are asked for each time, so whoever loses theirs sees nothing more. */
export interface Desk {
  /** The person, if they may be at the desk now: they hold a role, and their own access has not begun to end. */
  reader(person: PersonId): Promise<Person | null>;
  shell(reader: Person): Promise<DeskShell>;
  /** Null for what is not there, and for what this person may not see: nobody can tell the two apart. */
  page(asked: Asked, reader: Person): Promise<DeskPage | null>;
  /** Null where the person may not open that page anyway. */
  save(given: GivenView, reader: Person): Promise<'saved' | 'full' | null>;
  remove(id: string, reader: Person): Promise<void>;
}

export function createDesk(deps: EngineDeps): Desk {
  const savedViews = createSavedViews(deps.store.notes);
  return {
    async reader(id) {
      const person = await deps.directory.byId(id);
      if (!person || deps.directory.rolesOf(person).length === 0) return null;
      return (await hasLeft(deps, person)) ? null : person;
    },

    async shell(reader) {
      const voice = voiceFor(reader);
      const roles = deps.directory.rolesOf(reader);
      const views = deskViewIds.filter((view) => deskViews[view].inMenu && mayOpenView(view, roles));
      const saved = await savedViews.of(reader.id);
      return {
        locale: reader.locale,
        organisation: deps.organisationName,
        reader: reader.name,
        menu: views.map((view) => ({ view, label: voice.t(`desk.${view}`) })),
        saved: saved.filter(({ view }) => mayOpenView(view, roles)),
        words: deskWords(voice),
      };
    },

    async page({ view, query, whole = false }, reader) {
      const roles = deps.directory.rolesOf(reader);
      if (!mayOpenView(view, roles)) return null;
      const actor = { type: 'person', id: reader.id, roles } as const;
      const now = toInstant(deps.clock.now());
      return deskViews[view].draw({ deps, reader, actor, roles, now, voice: voiceFor(reader), query, whole });
    },

    async save(given, reader) {
      if (!mayOpenView(given.view, deps.directory.rolesOf(reader))) return null;
      return savedViews.save(reader.id, deps.newId(), given);
    },

    remove: (id, reader) => savedViews.remove(reader.id, id),
  };
}

/**
 * After a departure has ended for so long, its person may have been hired again: whoever holds a role by then is let
 * in.
 */
const closedFor = 30 * day;

/**
 * Whether this person's own access has begun to end: a chat closes with their account, and a desk that they opened
 * before would not. Whoever moves inside keeps theirs, and so does whoever stayed after all.
 */
async function hasLeft({ store, clock }: EngineDeps, { email }: Person): Promise<boolean> {
  const now = toInstant(clock.now());
  const isOver = (at: Instant | undefined) => at !== undefined && plus(at, closedFor) <= now;
  for await (const one of store.departures.search({ leaverEmail: email, status: ['active', 'completed'] }))
    if (one.kind !== 'internal-move' && one.runStartedAt !== null && !isOver(one.ended?.at)) return true;
  return false;
}
