import type { Localized } from '../../domain/localized.ts';
import type { ConnectorContext } from '../../engine/ports/connector.ts';
import type { KitSystem } from './connector-parts.ts';

/** Somebody who exists in the system, on whom what a departure asks is tried. */
export interface KnownPerson {
  /** As the accounts that `search` finds carry it. */
  id: string;
  /** By the key of a look-up: the values by which it has to find them. */
  values: Readonly<Partial<Record<string, readonly string[]>>>;
  /** Addresses of theirs that no look-up asks the vendor for, such as those beside a login in the settings. */
  addresses?: readonly string[];
}

/** One way in which `search` asks for a person: one attribute, one query, one path. */
export interface LookUp<System> {
  /** Under it a known person has the values; one of {@link KnownPerson.values}. */
  key: string;
  /** By what people are looked for, to read: `the alias`. */
  by: Localized;
  /** What the value is of a leaver; `name`: the vendor’s own word, which no person of Relais carries. */
  holds: 'address' | 'number' | 'name';
  /**
   * A departure relies on it whatever the capitals. False where the vendor promises nothing and the search does not
   * need it.
   */
  anyCase: boolean;
  /**
   * What a departure does where this finds nobody who exists: it finds them in another way, at a cost, so that what is
   * to be mended is another thing than a right. Left out: the leaver is not found either.
   */
  otherwise?: { instead: Localized; fix: Localized };
  /**
   * Names are anybody’s to take, so that nobody’s value may be somebody’s: another person who exists is asked for
   * instead.
   */
  alsoFindsOthers?: boolean;
  /** The ids of everybody whom the vendor answers with. */
  find(system: System, value: string, context: ConnectorContext): Promise<readonly string[]>;
}

/** One read that a departure may need, and the kind (its verb) that needs it. */
export interface RehearsedRead {
  verb: string;
  /** What is read, to read: `all groups`. */
  what: Localized;
  read(context: ConnectorContext): Promise<unknown>;
}

/** Addresses, numbers and names by the look-up that holds them; what is not told is left out. */
export function valuesOf(
  told: Readonly<Record<string, string | null | undefined | readonly string[]>>,
): KnownPerson['values'] {
  return Object.fromEntries(
    Object.entries(told).flatMap(([key, value]) => {
      const all = (typeof value === 'string' ? [value] : (value ?? [])).filter((each) => each !== '');
      return all.length === 0 ? [] : [[key, all]];
    }),
  );
}

/**
 * What a rehearsal of a departure needs to know of a vendor: who may stand for the leaver, how people are looked for,
 * and what to grant.
 */
export interface Rehearsal<System extends KitSystem> {
  /**
   * Some who exist, those first who are most like a leaver (active, no bots); the first is looked at as a leaver is.
   */
  people(system: System, context: ConnectorContext): Promise<readonly KnownPerson[]>;
  lookUps(system: System): readonly LookUp<System>[];
  /** Reads of a departure that hang on what the leaver holds, so that nobody’s look alone tries them. */
  reads?(system: System): readonly RehearsedRead[];
  /**
   * Nothing there tells who has an account, so that each address may have one. Left out: somebody is told from nobody.
   */
  findsEverybody?: boolean;
  /**
   * What an administrator grants, or leaves out, where this list (the verb of a kind) cannot be read; of when an
   * account was last used, `last-use`; of anything else, `null`.
   */
  grant(system: System, verb: string | null): Localized;
}
