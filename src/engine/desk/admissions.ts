import { z } from 'zod';
import { day, hour, minute } from '../../domain/calendar/time.ts';
import type { PersonId } from '../../domain/people/people.ts';
import type { NotesStore } from '../ports/store.ts';
import { digest } from '../sha256.ts';

/**
 * Under which key they are kept. How long a link lets somebody in; how long a visit lasts; how long it lasts while
 * nothing is done; in milliseconds.
 */
interface Kind {
  noteKey: string;
  ticketLives: number;
  visitLives: number;
  idleFor: number;
}
const ofDesk: Kind = {
  ...{ noteKey: 'desk/admissions', ticketLives: 10 * minute },
  ...{ visitLives: 60 * minute, idleFor: 20 * minute },
};
/** An auditor is given a link by a way of the inviter's own, and reads for longer; `person` is their invitation. */
export const ofAuditors: Kind = {
  ...{ noteKey: 'audit/admissions', ticketLives: 3 * day },
  ...{ visitLives: 8 * hour, idleFor: 60 * minute },
};
/** How many of each one person has at once; the oldest gives way. */
const [mostTickets, mostVisits] = [3, 5];
/** A visit that goes on is written down again so seldom. */
const writtenEach = minute;

/** Nobody is in any more, and no link lets anybody in: at the desk and on the pages for auditors. */
export async function endAdmissions(notes: Pick<NotesStore, 'write'>): Promise<void> {
  for (const { noteKey } of [ofDesk, ofAuditors]) await notes.write(noteKey, null);
}

/** Secrets are never kept, only their digests; instants are milliseconds since 1970. */
const admissionsSchema = z.strictObject({
  tickets: z.array(z.strictObject({ digest: z.string(), person: z.string(), until: z.number() })),
  visits: z.array(z.strictObject({ digest: z.string(), person: z.string(), until: z.number(), seenAt: z.number() })),
});
type Admissions = z.infer<typeof admissionsSchema>;

/** Somebody who came in. `form`: what each form of theirs carries, which no other page can know. */
interface Visit {
  person: PersonId;
  form: string;
}

/** Who may come to the desk: by a link that works once, and then for as long as they are at it. */
export interface DeskAdmissions {
  /** A secret that lets this person in once. */
  ticket(person: PersonId): Promise<string>;
  /** Whether the ticket still lets somebody in; it does so afterwards too. */
  isGood(ticket: string): Promise<boolean>;
  /** Uses the ticket up, and gives the secret of the visit that begins; null where it was used, ran out, or is none. */
  enter(ticket: string): Promise<string | null>;
  /** Whose visit this is; null once it is over. Being asked for counts as something done. */
  visit(secret: string): Promise<Visit | null>;
  /** Ends a visit. */
  leave(secret: string): Promise<void>;
}

/**
 * `secret` gives a new one each time, 256 random bits as text. Kept in one note, so that a ticket lets in once
 * whichever process it comes to.
 */
export function createDeskAdmissions(
  notes: NotesStore,
  { now, secret }: { now: () => number; secret: () => string },
  { noteKey, ticketLives, visitLives, idleFor }: Kind = ofDesk,
): DeskAdmissions {
  const current = (kept: unknown): Admissions => {
    const { tickets, visits } = admissionsSchema.catch({ tickets: [], visits: [] }).parse(kept);
    const at = now();
    return {
      tickets: tickets.filter(({ until }) => until > at),
      visits: visits.filter(({ until, seenAt }) => until > at && seenAt + idleFor > at),
    };
  };
  return {
    async ticket(person) {
      const made = secret();
      await notes.change(noteKey, (kept) => {
        const { tickets, visits } = current(kept);
        const own = [...tickets.filter((one) => one.person === person).slice(1 - mostTickets)];
        const others = tickets.filter((one) => one.person !== person);
        const ticket = { digest: digest(made), person, until: now() + ticketLives };
        return { value: { tickets: [...others, ...own, ticket], visits }, answer: undefined };
      });
      return made;
    },

    async isGood(ticket) {
      const given = digest(ticket);
      return current(await notes.read(noteKey)).tickets.some((one) => one.digest === given);
    },

    async enter(ticket) {
      const [given, made] = [digest(ticket), secret()];
      const person = await notes.change(noteKey, (kept) => {
        const { tickets, visits } = current(kept);
        const found = tickets.find((one) => one.digest === given);
        if (!found) return { value: { tickets, visits }, answer: null };
        const own = visits.filter((one) => one.person === found.person).slice(1 - mostVisits);
        const others = visits.filter((one) => one.person !== found.person);
        const visit = { digest: digest(made), person: found.person, until: now() + visitLives, seenAt: now() };
        return {
          value: { tickets: tickets.filter((one) => one !== found), visits: [...others, ...own, visit] },
          answer: found.person,
        };
      });
      return person === null ? null : made;
    },

    async visit(given) {
      const wanted = digest(given);
      const found = current(await notes.read(noteKey)).visits.find((one) => one.digest === wanted);
      if (!found) return null;
      if (found.seenAt + writtenEach <= now())
        await notes.change(noteKey, (kept) => {
          const { tickets, visits } = current(kept);
          const seen = visits.map((one) => (one.digest === wanted ? { ...one, seenAt: now() } : one));
          return { value: { tickets, visits: seen }, answer: undefined };
        });
      return { person: found.person, form: digest(`form of the desk/${given}`) };
    },

    async leave(given) {
      const ended = digest(given);
      await notes.change(noteKey, (kept) => {
        const { tickets, visits } = current(kept);
        return { value: { tickets, visits: visits.filter((one) => one.digest !== ended) }, answer: undefined };
      });
    },
  };
}
