import type { KeptLists } from '../people/sources/kept-lists.ts';
import type { KnownPeople } from '../people/sources/known-people.ts';

/** What knows who works here: the sources of people, and how their last readings went. */
export interface PeopleTold {
  known: Pick<KnownPeople, 'sources' | 'load' | 'merged' | 'userNamesOf'>;
  lists: Pick<KeptLists, 'head'>;
}
