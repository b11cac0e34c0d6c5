import { z } from 'zod';
import type { WorkspacePerson } from '../../company.ts';
import { vendorId } from '../vendor-id.ts';

const when = z.iso.datetime();

const badgeSchema = z.strictObject({
  id: z.string(),
  email: z.string(),
  name: z.string(),
  zones: z.array(z.string()),
  /** From this instant on no door opens; null while nobody asked for it. */
  endsAt: when.nullable(),
  lastUsedAt: when.nullable(),
});
export type Badge = z.infer<typeof badgeSchema>;

/** Who has these doors, unless it is said otherwise. */
const ownOrganisation = 'example.com';

export const doorsStateSchema = z.strictObject({
  /** Whose doors they are; every answer of the status names it. */
  organisation: z.string().default(ownOrganisation),
  badges: z.array(badgeSchema),
  /** Requests that were taken, by their idempotency key: a repeated one gets the first answer again. */
  taken: z.record(z.string(), z.strictObject({ badge: z.string(), at: when })),
});
export type DoorsState = z.infer<typeof doorsStateSchema>;

export function opens(badge: Badge, now: Date): boolean {
  return badge.endsAt === null || badge.endsAt > now.toISOString();
}

export function seedDoors(
  people: readonly WorkspacePerson[],
  now: Date,
  organisation: string = ownOrganisation,
): DoorsState {
  return {
    organisation,
    badges: people.map((person, index) => ({
      id: vendorId('B', person.id, 8).toUpperCase(),
      email: person.email,
      name: person.name,
      zones: [
        'Main entrance',
        ...(person.team === 'IT' || /reliability/.test(person.title) ? ['Server room'] : []),
        ...(person.team === 'People' || person.team === 'Direction' ? ['Personnel files'] : []),
      ],
      endsAt: null,
      lastUsedAt: new Date(now.getTime() - (2 + index) * 3_600_000).toISOString(),
    })),
    taken: {},
  };
}
