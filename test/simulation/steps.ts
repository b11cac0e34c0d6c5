import fc from 'fast-check';
import type { SystemMood } from '../support/memory/memory-moods.ts';
import { type Name, names } from './company.ts';

/** What people may ask, sorted so that rare and final things stay rare. */
const families = [
  'plan',
  'confirm',
  'release',
  'task',
  'accept',
  'decline',
  'mend',
  'replan',
  'withdraw',
  'reschedule',
  'handover',
  'survey',
  'complete',
  'cancel',
  'retain',
  'reopen',
  'acknowledge',
  'hold',
  'lift',
] as const;
export type Family = (typeof families)[number];

/** Troubles of the connection: the system does what it is asked, and is heard late or never. */
export const ways = ['slow', 'queued', 'hangs', 'stalls'] as const;
export type Way = (typeof ways)[number];
export type Trouble = Exclude<SystemMood, 'well'> | Way;
type Place = 'channel' | 'store' | 'scheduler' | 'system';

/**
 * One thing that happens. Everything is relative to the state it meets, so that any list of steps is a possible run.
 */
export type Step =
  | { do: 'wait'; minutes: number }
  /** To just before, at, or after the next wake-up or the cut-off. */
  | { do: 'wait-for'; what: 'wake' | 'cut-off'; minutes: number }
  | {
      do: 'ask';
      family: Family;
      pick: number;
      /** Somebody who may, or this person. */
      by: 'fit' | Name;
      /** Clicks a button that shows an older state. */
      stale: boolean;
      twice: 'no' | 'here' | 'there';
      node: number;
    }
  | { do: 'trouble'; place: Place; pick: number; trouble: Trouble; minutes: number }
  /** The node dies before or after the given call to any port from now on, and comes back later. */
  | { do: 'crash'; node: number; calls: number; side: 'before' | 'after'; minutes: number }
  | { do: 'wake'; how: 'early' | 'both' | 'lost' }
  /** The machine slept, or its clock was set back. */
  | { do: 'jump'; minutes: number }
  | {
      do: 'outside';
      happens: Happening;
      pick: number;
    };

const happenings = [
  /** Somebody gives everything back by hand. */
  'restored',
  /** The account is made anew under another id, is removed, is protected, and is again as it was. */
  'recreated',
  'gone',
  'protected',
  'as-planned',
  'used',
  /** The account is used now, and reports tell of it a day later. */
  'used-told-late',
  'message-deleted',
  /** A token, a group, a licence more; now and then one that can only be ended harder than was confirmed. */
  'item-appears',
  'item-appears',
  'account-appears',
  /** One thing that was closed is open again. */
  'comes-back',
  /** The leaver signs in wherever they still can. */
  'signs-in',
  /** An administrator closes the account before Relais does. */
  'closed-by-hand',
  /** The account locks itself: what was planned for it is refused until it is looked at again. */
  'drifts',
] as const;
type Happening =
  | (typeof happenings)[number]
  /** Every group, token and licence has another name; or is gone, and another of the same name is there. */
  | 'things-renamed'
  | 'things-recreated';

const family = fc.oneof(
  { weight: 8, arbitrary: fc.constant<Family>('confirm') },
  { weight: 4, arbitrary: fc.constantFrom<Family>('task', 'release') },
  { weight: 3, arbitrary: fc.constantFrom<Family>('accept', 'decline', 'mend') },
  {
    weight: 2,
    arbitrary: fc.constantFrom<Family>('reschedule', 'replan', 'withdraw', 'handover', 'survey', 'complete'),
  },
  { weight: 1, arbitrary: fc.constantFrom<Family>('cancel', 'retain', 'reopen', 'plan', 'acknowledge') },
);

const everywhere = ['down', 'throttled', 'lies', 'loses-answers', 'slow', 'queued', 'hangs'] as const;
const inSystems = [
  ...everywhere,
  'stalls',
  'unauthorised',
  'cannot-close',
  'cannot-close',
  'hides-lists',
  'other-tenant',
  'finds-nobody',
  'lists-lag',
  'reads-lag',
  'wide',
  'once-unauthorised',
  'once-rejected',
  'once-throttled',
  'once-unavailable',
] as const;

function troubleIn(places: readonly Place[], troubles: readonly Trouble[]): fc.Arbitrary<Step> {
  return fc.record({
    do: fc.constant('trouble'),
    place: fc.constantFrom(...places),
    pick: fc.nat(2),
    trouble: fc.constantFrom(...troubles),
    minutes: fc.constantFrom(1, 10, 60, 180),
  });
}

const happening: fc.Arbitrary<Step> = fc.record({
  do: fc.constant('outside'),
  happens: fc.constantFrom(...happenings),
  pick: fc.nat(20),
});

export const stepArbitrary: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('wait'), minutes: fc.constantFrom(1, 3, 45, 240, 1440, 4320) }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('wait-for'),
      what: fc.constantFrom('wake', 'wake', 'cut-off'),
      minutes: fc.constantFrom(-1, 0, 0, 0, 1, 12),
    }),
  },
  {
    weight: 14,
    arbitrary: fc.record({
      do: fc.constant('ask'),
      family,
      pick: fc.nat(30),
      by: fc.oneof({ weight: 5, arbitrary: fc.constant('fit') }, { weight: 1, arbitrary: fc.constantFrom(...names) }),
      stale: fc.oneof({ weight: 6, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
      twice: fc.constantFrom('no', 'no', 'no', 'here', 'there'),
      node: fc.nat(1),
    }),
  },
  { weight: 2, arbitrary: troubleIn(['channel', 'store', 'scheduler', 'system'], everywhere) },
  { weight: 4, arbitrary: troubleIn(['system'], inSystems) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('crash'),
      node: fc.nat(1),
      calls: fc.oneof(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 120 })),
      side: fc.constantFrom('before', 'after'),
      minutes: fc.constantFrom(0, 1, 3, 30, 600),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('wake'), how: fc.constantFrom('early', 'both', 'lost') }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('jump'), minutes: fc.constantFrom(-30, -2, 5, 90, 2880) }) },
  { weight: 4, arbitrary: happening },
);

/** What still happens in the days after everything is over. */
export const laterArbitrary: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: happening },
  { weight: 1, arbitrary: troubleIn(['system'], inSystems) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('wait'), minutes: fc.constantFrom(45, 1440, 4320) }) },
);

function asked(family: Family, pick: number): Step {
  return { do: 'ask', family, pick, by: 'fit', stale: false, twice: 'no', node: pick % 2 };
}

/** One of HR asks for a legal hold, and somebody else confirms it; later it may be lifted. */
export const onHold: readonly Step[] = [asked('hold', 0), asked('hold', 1)];
export const lifted: readonly Step[] = [asked('lift', 0), asked('lift', 1)];

export const confirmed: readonly Step[] = [asked('confirm', 0), asked('confirm', 1), asked('confirm', 2)];
export const toTheCutOff: readonly Step[] = [asked('release', 0), { do: 'wait-for', what: 'cut-off', minutes: 0 }];
export const troubled = (trouble: Trouble) =>
  ({ do: 'trouble', place: 'system', pick: 0, trouble, minutes: 60 }) satisfies Step;

/** Ways into the states where most can go wrong; chance alone comes there seldom. */
export const openingArbitrary: fc.Arbitrary<readonly Step[]> = fc.oneof(
  { weight: 4, arbitrary: fc.constant([]) },
  { weight: 2, arbitrary: fc.constant(confirmed) },
  { weight: 2, arbitrary: fc.constant([...confirmed, ...toTheCutOff]) },
  // Changed after it was confirmed.
  { weight: 1, arbitrary: fc.nat(2).map((pick) => [...confirmed, asked('reschedule', pick), ...toTheCutOff]) },
  // Two processes come to the same call, and the system is not well.
  {
    weight: 2,
    arbitrary: fc
      .constantFrom<Trouble>('loses-answers', 'slow', 'loses-answers', 'queued', 'hangs', 'stalls', 'loses-answers')
      .map((trouble): Step[] => [
        ...confirmed,
        { do: 'wait-for', what: 'cut-off', minutes: -1 },
        troubled(trouble),
        ...toTheCutOff,
        { do: 'wake', how: 'both' },
      ]),
  },
  // The door cannot be closed, or nobody tells what there is, while all else is due.
  {
    weight: 3,
    arbitrary: fc
      .constantFrom<Trouble>('cannot-close', 'cannot-close', 'hides-lists', 'hides-lists', 'other-tenant', 'lists-lag')
      .map((trouble): Step[] => [
        ...confirmed,
        { do: 'wait-for', what: 'cut-off', minutes: -1 },
        troubled(trouble),
        ...toTheCutOff,
        { do: 'wait', minutes: 45 },
      ]),
  },
  // Something more is there by the time the run begins.
  {
    weight: 1,
    arbitrary: fc
      .constantFrom<Happening>('item-appears', 'account-appears', 'drifts', 'closed-by-hand')
      .map((happens): Step[] => [...confirmed, { do: 'outside', happens, pick: 0 }, ...toTheCutOff]),
  },
  // Used after the cut-off, and told at once or later.
  {
    weight: 1,
    arbitrary: fc
      .constantFrom<Happening>('used', 'used-told-late')
      .map((happens): Step[] => [
        ...confirmed,
        ...toTheCutOff,
        { do: 'wait', minutes: 240 },
        { do: 'outside', happens, pick: 0 },
        { do: 'wait', minutes: 4320 },
      ]),
  },
  // Called off after it had begun, given back, and taken up again.
  {
    weight: 1,
    arbitrary: fc.constant([
      ...confirmed,
      ...toTheCutOff,
      asked('cancel', 0),
      { do: 'outside', happens: 'restored', pick: 0 },
      asked('reopen', 0),
    ]),
  },
);
