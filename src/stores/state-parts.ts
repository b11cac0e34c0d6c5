import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { type LeaverAccount, leaverAccountSchema } from '../domain/actions/leaver-account.ts';
import { type Departure, departureSchema } from '../domain/departure.ts';

/**
 * A state is stored in parts, so that a commit costs what changed and not what the departure has become: a small core
 * in the departure's own row, and beside it a row for what changes on its own: the flow, the people, and each list a
 * few elements at a time. An account of two hundred groups has its actions in twenty-five rows, and the answer to one
 * call rewrites one of them.
 */
export type PartName = `${Kind}/${number}`;

export type StateCore = Omit<Departure, Exclude<Kind, 'snapshots'>>;

export interface StateParts {
  core: StateCore;
  parts: ReadonlyMap<PartName, unknown>;
}

interface PartKind {
  /** How many elements stand in one row; more than one, so that opening a state does not mean opening hundreds. */
  size: number;
  /** Of what one row holds. */
  schema: z.ZodType;
  elements(departure: Departure): readonly unknown[];
  /** What the row holds of these elements, of which there is at least one; undefined: it needs no row. */
  stored(elements: readonly unknown[]): unknown;
}

const { shape } = departureSchema;
const together = 8;
const alone = { size: 1, stored: ([element]: readonly unknown[]) => element };
const inRows = { size: together, stored: (elements: readonly unknown[]) => elements };
const unlessNull = (value: unknown) => (value === null ? [] : [value]);

type Kind =
  | 'flow'
  | 'people'
  | 'draft'
  | 'planChange'
  | 'survey'
  | 'systems'
  | 'accounts'
  | 'snapshots'
  | 'kept'
  | 'tasks'
  | 'revocations'
  | 'topics'
  | 'sessions'
  | 'announcement'
  | 'keepsake'
  | 'posts'
  | 'alerts'
  | 'wave';

const kinds: Readonly<Record<Kind, PartKind>> = {
  // Its reference: flows are stored once, by what they say.
  flow: { ...alone, schema: z.hex(), elements: ({ flow }) => unlessNull(flow) },
  people: { ...alone, schema: shape.people, elements: ({ people }) => [people] },
  draft: { ...alone, schema: shape.draft, elements: ({ draft }) => [draft] },
  planChange: { ...alone, schema: shape.planChange.unwrap(), elements: ({ planChange }) => unlessNull(planChange) },
  survey: { ...alone, schema: shape.survey.unwrap(), elements: ({ survey }) => unlessNull(survey) },
  systems: { ...inRows, schema: shape.systems, elements: ({ systems }) => systems },
  accounts: {
    size: together,
    schema: z.array(leaverAccountSchema.omit({ snapshot: true })),
    elements: ({ accounts }) => accounts,
    stored: (accounts: readonly LeaverAccount[]) => accounts.map(({ snapshot: _, ...account }) => account),
  },
  // Large, and written once: each look changes the account beside it.
  snapshots: {
    size: 1,
    schema: leaverAccountSchema.shape.snapshot.unwrap(),
    elements: ({ accounts }) => accounts,
    stored: ([account]: readonly LeaverAccount[]) => account?.snapshot ?? undefined,
  },
  kept: { ...inRows, schema: shape.kept, elements: ({ kept }) => kept },
  tasks: { ...inRows, schema: shape.tasks, elements: ({ tasks }) => tasks },
  revocations: { ...inRows, schema: shape.revocations, elements: ({ revocations }) => revocations },
  // A text each: few of them change at once.
  topics: {
    size: 2,
    schema: shape.topics.unwrap(),
    elements: ({ topics }) => topics ?? [],
    stored: (topics) => topics,
  },
  sessions: {
    size: together,
    schema: shape.sessions.unwrap(),
    elements: ({ sessions }) => sessions ?? [],
    stored: (sessions) => sessions,
  },
  announcement: {
    ...alone,
    schema: shape.announcement.unwrap(),
    elements: ({ announcement }) => (announcement === undefined ? [] : [announcement]),
  },
  keepsake: {
    ...alone,
    schema: shape.keepsake.unwrap(),
    elements: ({ keepsake }) => (keepsake === undefined ? [] : [keepsake]),
  },
  posts: { ...inRows, schema: shape.posts, elements: ({ posts }) => posts },
  alerts: { ...inRows, schema: shape.alerts, elements: ({ alerts }) => alerts },
  // It names everybody of the wave, and hardly ever changes.
  wave: { ...alone, schema: shape.wave.unwrap(), elements: ({ wave }) => (wave === undefined ? [] : [wave]) },
};
const kindNames = Object.keys(kinds) as Kind[];

export const coreSchema = departureSchema.omit({
  flow: true,
  people: true,
  draft: true,
  planChange: true,
  survey: true,
  systems: true,
  accounts: true,
  kept: true,
  tasks: true,
  revocations: true,
  topics: true,
  sessions: true,
  announcement: true,
  keepsake: true,
  posts: true,
  alerts: true,
  wave: true,
});

/** Of what one row of that name holds. */
export function partSchema(part: PartName): z.ZodType {
  return kinds[kindOf(part)].schema;
}

export function coreOf(departure: Departure): StateCore {
  const {
    flow,
    people,
    draft,
    planChange,
    survey,
    systems,
    accounts,
    kept,
    tasks,
    revocations,
    topics,
    sessions,
    announcement,
    keepsake,
    posts,
    alerts,
    wave,
    ...core
  } = departure;
  return core;
}

/** What is stored under that name; undefined where this state has no such part. */
export function partOf(departure: Departure, part: PartName): unknown {
  const { size, elements, stored } = kinds[kindOf(part)];
  const slice = sliceOf(elements(departure), Number(part.slice(part.indexOf('/') + 1)), size);
  return slice.length === 0 ? undefined : stored(slice);
}

export function splitState(departure: Departure): StateParts {
  return { core: coreOf(departure), parts: changedParts(null, departure).written };
}

/** The reverse of `splitState`; nothing is checked: the seal of the core says which parts belong to it. */
export function joinState({ core, parts }: StateParts): Departure {
  const one = (kind: Kind) => parts.get(`${kind}/0`) ?? null;
  const all = (kind: Kind): unknown[] => {
    const elements: unknown[] = [];
    for (let index = 0; ; index += 1) {
      const rows = parts.get(`${kind}/${index}`);
      if (rows === undefined) return elements;
      elements.push(...(rows as unknown[]));
    }
  };
  const accounts = (all('accounts') as Omit<LeaverAccount, 'snapshot'>[]).map((account, index) => ({
    ...account,
    snapshot: parts.get(`snapshots/${index}`) ?? null,
  }));
  const joined = {
    ...core,
    flow: one('flow'),
    people: one('people'),
    draft: one('draft'),
    planChange: one('planChange'),
    survey: one('survey'),
    systems: all('systems'),
    accounts,
    kept: all('kept'),
    tasks: all('tasks'),
    revocations: all('revocations'),
    posts: all('posts'),
    alerts: all('alerts'),
    ...(parts.has('topics/0') && { topics: all('topics') }),
    ...(parts.has('sessions/0') && { sessions: all('sessions') }),
    ...(parts.has('announcement/0') && { announcement: one('announcement') }),
    ...(parts.has('keepsake/0') && { keepsake: one('keepsake') }),
    ...(parts.has('wave/0') && { wave: one('wave') }),
  };
  // They were checked one by one when they were sealed.
  return joined as Departure;
}

/**
 * What must be written, and what removed, when one state follows another. Events share what they leave as it was, so
 * most parts are told apart by identity; the rest is compared. Null: nothing is stored yet.
 */
export function changedParts(
  before: Departure | null,
  next: Departure,
): { written: ReadonlyMap<PartName, unknown>; removed: readonly PartName[] } {
  const written = new Map<PartName, unknown>();
  const removed: PartName[] = [];
  for (const kind of kindNames) {
    const { size, elements, stored } = kinds[kind];
    const then = before === null ? [] : elements(before);
    const now = elements(next);
    if (then === now) continue;
    const rows = Math.ceil(Math.max(then.length, now.length) / size);
    for (let index = 0; index < rows; index += 1) {
      const was = sliceOf(then, index, size);
      const is = sliceOf(now, index, size);
      if (was.length === is.length && was.every((element, at) => element === is[at])) continue;
      const old = was.length === 0 ? undefined : stored(was);
      const value = is.length === 0 ? undefined : stored(is);
      if (isDeepStrictEqual(old, value)) continue;
      if (value === undefined) removed.push(`${kind}/${index}`);
      else written.set(`${kind}/${index}`, value);
    }
  }
  return { written, removed };
}

function sliceOf(elements: readonly unknown[], index: number, size: number): readonly unknown[] {
  return elements.slice(index * size, (index + 1) * size);
}

function kindOf(part: PartName): Kind {
  return part.slice(0, part.indexOf('/')) as Kind;
}
