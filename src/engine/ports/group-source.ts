import type { ConnectorContext } from './connector.ts';

/** A member of a group: by the chat platform's user id, or by the main work address; whichever the system knows. */
export interface GroupMember {
  handle: string | null;
  email: string | null;
}

/** Where groups are read that give roles. Errors are `ConnectorError`s. */
export interface GroupSource {
  /** `slack`, or the id of a system in `relais.yaml`. */
  readonly id: string;
  /**
   * Everybody in the group with this immutable id whose account is open, to the end of the list. Throws `not-found` for
   * a group that is not there, and rather than giving a part.
   */
  members(group: string, context: ConnectorContext): Promise<readonly GroupMember[]>;
}
