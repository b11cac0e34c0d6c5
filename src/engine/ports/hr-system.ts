import { z } from 'zod';
import { instantSchema, zoneSchema } from '../../domain/calendar/time.ts';
import { workerTypeSchema } from '../../domain/flow/flow.ts';
import type { ConnectorContext } from './connector.ts';
import { sourcePersonSchema } from './people-source.ts';

/**
 * What an HR system says about somebody's employment. It is what HR wrote down, not what Relais does about it: a
 * departure is begun, moved or ended by people alone.
 */
export const employmentSchema = z.strictObject({
  /** The person as the same system tells them; `id` is the system's immutable id. */
  person: sourcePersonSchema,
  /** An address of the person's own, where the system holds one and Relais may read it. */
  privateEmail: z.email().nullable(),
  workerType: workerTypeSchema.nullable(),
  /** The first day; null where the system does not tell. */
  startsOn: z.iso.date().nullable(),
  status: z.enum(['employed', 'on-leave', 'ended', 'unknown']),
  /**
   * The end that is written down, in the past or in the future; null while none is, which after an earlier one means
   * that it was taken back, but only with the status `employed` or `on-leave`: an end that is hidden, or is no day, is
   * null with the status `unknown` or `ended`, and says nothing. Days are days in `zone`, the zone in which the system
   * means them; null: the leaver's own.
   */
  end: z
    .strictObject({
      /** The last day on which the person works, where the system tells it apart from the contract's end. */
      lastWorkingDay: z.iso.date().nullable(),
      contractEnd: z.iso.date(),
      zone: zoneSchema.nullable(),
      /** Why, as far as the system says so in terms that are the same everywhere. */
      reason: z.enum(['resignation', 'dismissal', 'redundancy', 'retirement', 'end-of-contract', 'other', 'unknown']),
    })
    .nullable(),
  /** A move to another team, manager or place from a day on, where the system tells one. */
  move: z.strictObject({ on: z.iso.date(), zone: zoneSchema.nullable(), to: z.string().min(1).nullable() }).nullable(),
  /** When the system says that any of this was last changed; null where it does not. */
  changedAt: instantSchema.nullable(),
});
export type Employment = z.infer<typeof employmentSchema>;

/** A call that came in and claims to be from the HR system: headers by lower-case name, the body as it was sent. */
export interface HookRequest {
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly query: Readonly<Record<string, string | undefined>>;
  readonly rawBody: Buffer;
  readonly receivedAt: Date;
}

/**
 * What became of it. Nothing in a hook is believed but whom it is about: each person is fetched anew.
 */
export type HookVerdict =
  /**
   * Not proven to be from the system, too old, or not readable; `why` is for the log, and holds nothing from the body.
   */
  | { status: 'refused'; why: string }
  /** The system checks that the address is ours; answered with this body, nothing else happens. */
  | { status: 'challenge'; contentType: string; body: string }
  /** `event` is the system's own id of the delivery, the same when it is sent again; null where it has none. */
  | { status: 'accepted'; event: string | null; people: readonly string[] };

/** Up to where the changes were read; the system's own words, kept as they are. */
export interface ChangedEmployments {
  employments: readonly Employment[];
  cursor: string;
}

/** One HR system. Reads only. Errors are `ConnectorError`s, as those of systems. */
export interface HrSystem {
  /** As `relais.yaml` names it. */
  readonly id: string;
  readonly label: string;
  /**
   * Everybody whose employment may have changed since `cursor`, and everybody whose end lies ahead, whether or not that
   * changed: systems tell of an end that was entered long before only on its day, or never. Null begins anew: everybody
   * with an end from `lookBack` on. Throws rather than giving a part.
   */
  changesSince(cursor: string | null, lookBack: Date, context: ConnectorContext): Promise<ChangedEmployments>;
  /** One person, read now; null when the system, having answered, has nobody by that id. */
  byId(id: string, context: ConnectorContext): Promise<Employment | null>;
  /** Everybody employed there, for who is who. */
  everybody(context: ConnectorContext): AsyncIterable<Employment>;
  /**
   * Proves a hook by its signature over the raw body, in constant time, within a replay window; systems without hooks
   * refuse all.
   */
  readHook(request: HookRequest, context: ConnectorContext): Promise<HookVerdict>;
}
