import { z } from 'zod';
import { instantSchema } from '../calendar/time.ts';
import { refusalCodes } from '../refusal.ts';

/** One person of a wave. Who they are stands in their departure, and is erased with it. */
const waveMemberSchema = z.strictObject({
  departure: z.string(),
  person: z.string(),
  /** Of the list that the wave was made from, for people to find it. */
  line: z.int(),
  /** When their access was to end, before it was spread. */
  from: instantSchema,
});
export type WaveMember = z.infer<typeof waveMemberSchema> & {
  /** Why no departure was planned; null while one is, or may still be. */
  problem: { code: (typeof refusalCodes)[number]; params: Readonly<Record<string, string | number>> } | null;
  left: { by: string; at: string } | null;
};

/** What the limits of one system take, for everybody in the wave. */
const floorSchema = z.strictObject({
  system: z.string(),
  label: z.string(),
  calls: z.int(),
  /** How many calls a minute that system is asked at most; null where nothing limits them. */
  perMinute: z.number().nullable(),
});
export type Floor = z.infer<typeof floorSchema>;

/** Everything that ever changes a wave. What becomes of each person is in the journal of their own departure. */
export const waveEventSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('opened'),
    id: z.string(),
    title: z.string(),
    members: z.array(waveMemberSchema),
  }),
  /** No departure could be planned for this person. */
  z.strictObject({
    type: z.literal('member-failed'),
    departure: z.string(),
    code: z.enum(refusalCodes),
    params: z.record(z.string(), z.union([z.string(), z.number()])),
  }),
  /** Everybody else has a plan, and cut-offs are spread. */
  z.strictObject({ type: z.literal('planned'), floors: z.array(floorSchema) }),
  z.strictObject({
    type: z.literal('confirmed'),
    hash: z.string(),
    /** The plan of each departure as it was confirmed, by the departure's id. */
    plans: z.record(z.string(), z.string()),
    /** Departures that whoever confirms leaves out. */
    leftOut: z.array(z.string()),
  }),
  /** The confirmation of that number, counted from 0, was given in each departure. */
  z.strictObject({ type: z.literal('applied'), confirmation: z.int() }),
  /** Nothing is open any more. */
  z.strictObject({ type: z.literal('ended') }),
]);
export type WaveEvent = z.infer<typeof waveEventSchema>;

/** A reduction of many people as one thing. */
export interface Wave {
  id: string;
  title: string;
  openedAt: string;
  /** Who began it: the requester of every departure in it. */
  by: string;
  status: 'planning' | 'planned' | 'ended';
  members: readonly WaveMember[];
  floors: readonly Floor[];
  confirmations: readonly {
    by: string;
    at: string;
    plans: Readonly<Record<string, string>>;
    applied: boolean;
  }[];
}

export interface WaveOccurred {
  at: string;
  /** A person's id, or `system`. */
  by: string;
  event: WaveEvent;
}

/** The next state. Total: the journal replays to what is shown. */
export function evolveWave(state: Wave | null, { at, by, event }: WaveOccurred): Wave {
  if (event.type === 'opened')
    return {
      ...{ id: event.id, title: event.title, openedAt: at, by, status: 'planning' },
      members: event.members.map((one) => ({ ...one, problem: null, left: null })),
      ...{ floors: [], confirmations: [] },
    };
  if (state === null) throw new Error(`the first event of a wave is "opened", not "${event.type}"`);
  switch (event.type) {
    case 'member-failed':
      return {
        ...state,
        members: state.members.map((one) =>
          one.departure === event.departure ? { ...one, problem: { code: event.code, params: event.params } } : one,
        ),
      };
    case 'planned':
      return { ...state, status: 'planned', floors: event.floors };
    case 'confirmed':
      return {
        ...state,
        members: state.members.map((one) =>
          event.leftOut.includes(one.departure) && one.left === null ? { ...one, left: { by, at } } : one,
        ),
        confirmations: [...state.confirmations, { by, at, plans: event.plans, applied: false }],
      };
    case 'applied':
      return {
        ...state,
        confirmations: state.confirmations.map((one, index) =>
          index === event.confirmation ? { ...one, applied: true } : one,
        ),
      };
    case 'ended':
      return { ...state, status: 'ended' };
  }
}
