import { z } from 'zod';
import { day, type Instant, instantSchema, plus } from '../calendar/time.ts';
import type { AuditorEvent } from './events.ts';
import { invitationShape } from './invitation.ts';

/** A sample that an auditor drew: which departures, and by what a stranger draws them again. */
const sampleSchema = z.strictObject({
  at: instantSchema,
  seed: z.string(),
  size: z.int(),
  of: z.int(),
  population: z.hex(),
  departures: z.array(z.string()),
});
export type Sample = z.infer<typeof sampleSchema>;

const wordSchema = z.strictObject({ by: z.string(), at: instantSchema });

/**
 * What one auditor may see, from when until when. `opened`: what they looked at and took, which those who answer for
 * departures read.
 */
export const grantSchema = z.strictObject({
  id: z.string(),
  ...invitationShape,
  invited: wordSchema,
  agreed: wordSchema.nullable(),
  revoked: wordSchema.nullable(),
  samples: z.array(sampleSchema),
  opened: z.strictObject({
    visits: z.int(),
    pages: z.int(),
    packs: z.int(),
    /** The last thing, whatever it was. */
    lastAt: instantSchema.nullable(),
    /** The last pack. */
    packAt: instantSchema.nullable(),
  }),
});
export type Grant = z.infer<typeof grantSchema>;

/**
 * `waiting`: for a second person. `lapsed`: no second person agreed before its time was over. `ahead`: its time has not
 * come.
 */
export type Standing = 'waiting' | 'lapsed' | 'ahead' | 'open' | 'revoked' | 'over';

export function standingOf({ revoked, agreed, secondPerson, from, until }: Grant, now: Instant): Standing {
  if (revoked !== null) return 'revoked';
  const waits = secondPerson && agreed === null;
  if (until <= now) return waits ? 'lapsed' : 'over';
  if (waits) return 'waiting';
  return from > now ? 'ahead' : 'open';
}

/** Whether somebody may still have to do something about it. */
export function isGrantLive(grant: Grant, now: Instant): boolean {
  return ['waiting', 'ahead', 'open'].includes(standingOf(grant, now));
}

/** How long those who answer for departures are told of an invitation once it is over, in milliseconds. */
const toldFor = 28 * day;

/** Live, or over for less than four weeks: whoever could not be reached before it ended hears of it still. */
export function isGrantTold(grant: Grant, now: Instant): boolean {
  return isGrantLive(grant, now) || plus(grant.revoked?.at ?? grant.until, toldFor) > now;
}

/** `by`: a person's id, or `system`. */
export function evolveGrants(
  grants: readonly Grant[],
  { at, by, event }: { at: Instant; by: string; event: AuditorEvent },
): readonly Grant[] {
  if (event.type === 'auditor-invited') {
    const { type: _, auditor: id, ...told } = event;
    const opened = { visits: 0, pages: 0, packs: 0, lastAt: null, packAt: null };
    return [...grants, { id, ...told, invited: { by, at }, agreed: null, revoked: null, samples: [], opened }];
  }
  return grants.map((grant) => (grant.id === event.auditor ? changed(grant, event, { by, at }) : grant));
}

function changed(
  grant: Grant,
  event: Exclude<AuditorEvent, { type: 'auditor-invited' }>,
  word: { by: string; at: Instant },
): Grant {
  const { at } = word;
  const { opened } = grant;
  switch (event.type) {
    case 'auditor-agreed':
      return { ...grant, agreed: word };
    case 'auditor-revoked':
      return { ...grant, revoked: word };
    case 'auditor-link-made':
      return grant;
    case 'auditor-entered':
      return { ...grant, opened: { ...opened, visits: opened.visits + 1, lastAt: at } };
    case 'auditor-opened':
      return { ...grant, opened: { ...opened, pages: opened.pages + 1, lastAt: at } };
    case 'auditor-sampled': {
      const { type: _, auditor: __, ...sample } = event;
      const pages = opened.pages + 1;
      return { ...grant, samples: [...grant.samples, { at, ...sample }], opened: { ...opened, pages, lastAt: at } };
    }
    case 'auditor-took-pack':
      return { ...grant, opened: { ...opened, packs: opened.packs + 1, lastAt: at, packAt: at } };
  }
}
