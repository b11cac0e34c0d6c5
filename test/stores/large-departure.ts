import fc from 'fast-check';
import type { LeaverAccount } from '../../src/domain/actions/leaver-account.ts';
import { newRevocation } from '../../src/domain/actions/new-revocation.ts';
import type { Departure } from '../../src/domain/departure.ts';
import type { PlannedAction } from '../../src/domain/systems/action.ts';
import type { AskedSystem } from '../../src/domain/systems/asked-system.ts';
import { sampleFlow } from '../support/sample-plan.ts';
import { sampleDeparture, samplePerson, sampleTask } from './samples.ts';

const at = '2026-03-02T08:00:00.000Z';

/** One departure with that many accounts, each in a system of its own, and so many groups and actions in each. */
export function largeDeparture(id: string, size: { accounts: number; actionsEach: number }): Departure {
  const { accounts, actionsEach } = size;
  const each = <T>(count: number, make: (index: number) => T) =>
    Array.from({ length: count }, (_, index) => make(index));
  return sampleDeparture(id, {
    status: 'active',
    flow: sampleFlow(),
    people: Object.fromEntries(each(12, (index) => [`person-${index}`, samplePerson(`person-${index}`)])),
    systems: each(accounts, sampleSystem),
    accounts: each(accounts, (index) => ({
      ...sampleAccount(index),
      snapshot: { groups: each(actionsEach, (group) => `group number ${group} of system ${index}`) },
    })),
    revocations: each(accounts * actionsEach, (index) =>
      newRevocation(sampleAction(Math.floor(index / actionsEach), index % actionsEach)),
    ),
    tasks: each(30, (index) => sampleTask(`task-${index}`, 'teammate-1')),
    posts: each(20, samplePost),
  });
}

function sampleSystem(index: number): AskedSystem {
  return {
    system: `system-${index}`,
    systemLabel: `System ${index}`,
    asked: ['leaver@example.com'],
    tenant: 'https://example.com/tenant',
    accounts: 1,
    resolvedAt: at,
    lookedAt: at,
    lookedRev: 0,
    failures: 0,
    notBefore: null,
    problem: null,
    failingSince: null,
    triedAt: at,
    triedRev: 0,
  };
}

function sampleAccount(index: number): LeaverAccount {
  return {
    system: `system-${index}`,
    systemLabel: `System ${index}`,
    tenant: 'https://example.com/tenant',
    id: `account-${index}`,
    login: 'leaver',
    name: null,
    status: 'active',
    protectedBecause: null,
    seenAt: at,
    snapshot: null,
    covered: [{ stage: 'groups', effect: 'reversible' }],
    watchedFrom: null,
    usedUntil: null,
    useReadAt: null,
    useAskedAt: null,
  };
}

function sampleAction(account: number, group: number): PlannedAction {
  return {
    id: `system-${account}/account-${account}/groups/group-${group}`,
    system: `system-${account}`,
    systemLabel: `System ${account}`,
    tier: 'identity',
    tenant: 'https://example.com/tenant',
    accountId: `account-${account}`,
    accountLogin: 'leaver',
    stage: 'groups',
    target: { id: `group-${group}`, label: `Group ${group}` },
    call: `DELETE /groups/group-${group}/users/account-${account}`,
    effect: 'reversible',
    fallback: null,
    needs: [],
    manual: false,
    residualMinutes: 0,
  };
}

function samplePost(index: number): Departure['posts'][number] {
  return {
    key: `card-${index}`,
    to: 'manager-1',
    ref: { channel: 'slack', conversation: 'D1', message: `message-${index}` },
    hash: 'a'.repeat(64),
    at,
    lease: null,
    failures: 0,
    notBefore: null,
    unreachable: null,
  };
}

type ListName = 'systems' | 'accounts' | 'tasks' | 'revocations' | 'posts' | 'kept' | 'alerts';

type Lists = { [K in ListName]: ListEdits<Departure[K][number]> };

interface ListEdits<T> {
  touch(element: T, n: number): T;
  fresh(n: number): T;
}

/** How an edit changes one element of each list, and what it adds. */
const lists: Lists = {
  systems: { touch: (one, n) => ({ ...one, failures: n }), fresh: sampleSystem },
  accounts: {
    touch: (one, n) =>
      n % 2 === 0 ? { ...one, status: `status ${n}` } : { ...one, snapshot: n % 3 === 0 ? null : { groups: [n] } },
    fresh: sampleAccount,
  },
  tasks: {
    touch: (one, n) => ({ ...one, notes: `note ${n}` }),
    fresh: (n) => sampleTask(`task-${n}`, null),
  },
  revocations: {
    touch: (one, n) => ({ ...one, rev: one.rev + n }),
    fresh: (n) => newRevocation(sampleAction(0, n)),
  },
  posts: { touch: (one, n) => ({ ...one, hash: `${n}` }), fresh: samplePost },
  kept: {
    touch: (one, n) => ({ ...one, call: `call ${n}` }),
    fresh: (n) => sampleAction(1, n),
  },
  alerts: {
    touch: (one, n) => ({ ...one, subject: `subject ${n}` }),
    fresh: (n) => ({
      id: `alert-${n}`,
      at,
      kind: 'unreleased',
      subject: 's',
      clearedAt: null,
    }),
  },
};

export interface Edit {
  list: ListName | 'flow' | 'people' | 'draft' | 'planChange' | 'survey' | 'core';
  how: 'change' | 'same' | 'append' | 'drop' | 'clear';
  at: number;
}

/** Any change of a state: of one element, of a list's length, of what stands once, or of nothing but identity. */
export const anyEdit: fc.Arbitrary<Edit> = fc.record({
  list: fc.constantFrom(
    ...(Object.keys(lists) as ListName[]),
    'flow',
    'people',
    'draft',
    'planChange',
    'survey',
    'core',
  ),
  how: fc.constantFrom('change', 'change', 'same', 'append', 'drop', 'clear'),
  at: fc.nat({ max: 60 }),
});

export function edited(state: Departure, { list, how, at: n }: Edit): Departure {
  switch (list) {
    case 'core':
      return { ...state, requester: `person-${n}` };
    case 'flow':
      return { ...state, flow: how === 'clear' ? null : { ...sampleFlow(), version: how === 'same' ? 1 : n + 1 } };
    case 'people':
      return { ...state, people: { ...state.people, [`person-${n}`]: samplePerson(`person-${n}`) } };
    case 'draft':
      return { ...state, draft: { ...state.draft, equipment: [`Laptop ${n}`] } };
    case 'planChange':
      return {
        ...state,
        planChange: how === 'clear' ? null : { at, added: [`${n}`], removed: [], cutOffMoved: false },
      };
    case 'survey':
      return {
        ...state,
        survey: how === 'clear' ? null : { opensAt: at, closesAt: at, answeredAt: null, answers: null, edits: n },
      };
    default:
      return withList(state, list, { how, at: n });
  }
}

function withList<K extends ListName>(state: Departure, list: K, edit: Pick<Edit, 'how' | 'at'>): Departure {
  return { ...state, [list]: editedList<Departure[K][number]>(state[list], edit, lists[list]) };
}

function editedList<T>(elements: readonly T[], { how, at: n }: Pick<Edit, 'how' | 'at'>, edits: ListEdits<T>): T[] {
  const index = elements.length === 0 ? 0 : n % elements.length;
  switch (how) {
    case 'change':
      return elements.map((one, place) => (place === index ? edits.touch(one, n) : one));
    case 'same':
      return elements.map((one) => structuredClone(one));
    case 'append':
      return [...elements, edits.fresh(n)];
    case 'drop':
      return elements.filter((_, place) => place !== index);
    case 'clear':
      return [];
  }
}
