import type { Words } from '../localized.ts';

/** Something that the leaver owns in a system: a group, a repository, a series of meetings. Somebody takes it over. */
export interface Owned {
  systemLabel: string;
  /** With what it is, as people read it: `Repository storefront`. */
  name: Words;
}

/** What systems told of what somebody owns. `silent`: labels of those that did not tell everything, or not in time. */
export interface OwnedTold {
  things: readonly Owned[];
  silent: readonly string[];
}
