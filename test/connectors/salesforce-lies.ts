import type { Person } from '../../src/domain/people/people.ts';
import type { PlannedAction } from '../../src/domain/systems/action.ts';
import { cursorOf } from '../../src/workspace/systems/salesforce/api.ts';
import type { SalesforceSandbox } from '../../src/workspace/systems/salesforce/salesforce-sandbox.ts';
import {
  recordKinds,
  type SalesforceState,
  type SalesforceUser,
} from '../../src/workspace/systems/salesforce/state.ts';
import type { LyingSkips } from '../contracts/lying-vendor-contract.ts';
import type { Switches, Truth } from '../contracts/lying-vendor-world.ts';
import type { Answer, Asked, LyingHandler } from './http-lies.ts';

export const salesforceSkips: LyingSkips = {
  widen: 'every removal is a DELETE of one record, and a batch names each record that it changes',
};

export const heirAddress = 'maya.chen@example.com';

const verbs = {
  PermissionSetAssignment: 'permission-sets',
  GroupMember: 'groups',
  PermissionSetLicenseAssign: 'permission-set-licences',
  UserPackageLicense: 'package-licences',
  CronTrigger: 'jobs',
  Dashboard: 'dashboards',
  Report: 'reports',
} as const;

/** What the sandbox knows, or what it knew when another organisation took its place. */
export function salesforceTruth(sandbox: SalesforceSandbox) {
  let frozen: SalesforceState | null = null;
  const state = () => frozen ?? sandbox.state();
  const itemsOf = (user: SalesforceUser): string[] => {
    const heir = state().users.find(({ email }) => email.endsWith(heirAddress));
    const theirs = ({ userId }: { userId: string }) => userId === user.id;
    const owned = recordKinds.filter((kind) => state().records.some((each) => each.kind === kind && theirs(each)));
    return [
      ...(user.isActive && !user.isFrozen ? ['freeze'] : []),
      ...(user.sessions.length > 0 ? ['sessions'] : []),
      ...user.tokens.map(({ id }) => `tokens/${id}`),
      ...state()
        .assignments.filter(theirs)
        .map(({ kind, id }) => `${verbs[kind]}/${id}`),
      ...owned.map((kind) => `hand-over/${kind}.${heir?.id}`),
      ...(user.isActive ? ['deactivate'] : []),
      ...new Set(
        state()
          .running.filter(theirs)
          .map(({ kind }) => verbs[kind]),
      ),
    ];
  };
  const open = (accountId: string) => {
    const user = state().users.find(({ id }) => id === accountId);
    return user ? itemsOf(user).map((rest) => `salesforce/${accountId}/${rest}`) : [];
  };
  const truth: Truth = {
    accounts: ({ email, otherEmails = [] }: Person) =>
      state()
        .users.filter((user) => [email, ...otherEmails].includes(user.email.toLowerCase()))
        .map(({ id }) => id),
    open,
    isOpen: ({ id, accountId }: PlannedAction) => open(accountId).includes(id),
  };
  return {
    truth,
    freeze() {
      frozen = structuredClone(sandbox.state());
    },
  };
}

interface Outside {
  sandbox: SalesforceSandbox;
  lying: LyingHandler;
  present: Person;
  /** What is true stays as it is, whatever the sandbox becomes. */
  freeze(): void;
}

export function salesforceSwitches({ sandbox, lying, present, freeze }: Outside): Switches {
  const presentIn = (state: SalesforceState): SalesforceUser => {
    const user = state.users.find(({ email }) => email.toLowerCase() === present.email);
    if (!user) throw new Error('nobody is present');
    return user;
  };
  const drift = (by: (user: SalesforceUser) => void) => (id: string) =>
    sandbox.change((state) => {
      for (const user of state.users) if (user.id === id) by(user);
    });
  const rewrite = (by: (asked: Asked, answer: Answer) => Answer) => () => lying.rewrite(by);

  return {
    renameTargets: () =>
      sandbox.change((state) => {
        for (const each of [...state.assignments, ...state.records, ...state.running])
          each.name = `${each.name} (next)`;
        for (const user of state.users) for (const token of user.tokens) token.app = `${token.app} (next)`;
      }),
    recreateTargets: () =>
      sandbox.change((state) => {
        for (const each of [...state.assignments, ...state.records, ...state.running]) each.id = `${each.id}9`;
        for (const user of state.users) {
          user.sessions = user.sessions.map((id) => `${id}9`);
          for (const token of user.tokens) Object.assign(token, { id: `${token.id}9`, secret: `${token.secret}9` });
        }
      }),
    otherTenant() {
      freeze();
      sandbox.change((state) => {
        state.organisationId = '00Danother';
        for (const user of state.users) {
          user.id = `${user.id}9`;
          user.email = `other.${user.email}`;
          user.username = `other.${user.username}`;
        }
        for (const each of [...state.assignments, ...state.records, ...state.running]) each.userId = `${each.userId}9`;
      });
    },
    hideFields: rewrite((_, { status, body }) => ({ status, body: withoutFields(body) })),
    emptyPages: rewrite(({ url }, answer) => {
      const query = url.searchParams.get('q');
      if (query === null || answer.status !== 200 || query.includes('COUNT()')) return answer;
      const nextRecordsUrl = `/services/data/v64.0/query/${cursorOf(query, 0)}`;
      return { status: 200, body: { ...bodyOf(answer), records: [], done: false, nextRecordsUrl } };
    }),
    repeatPages: rewrite(({ url }, answer) =>
      url.pathname.includes('/query') && answer.status === 200
        ? { status: 200, body: { ...bodyOf(answer), done: false, nextRecordsUrl: `${url.pathname}${url.search}` } }
        : answer,
    ),
    failOnce: lying.failOnce,
    drifts: {
      'frozen by somebody': drift((user) => {
        user.isFrozen = true;
      }),
      'deactivated by somebody': drift((user) => {
        user.isActive = false;
      }),
      'took another user name': drift((user) => {
        user.username = 'alex.renamed@crm.example.com';
      }),
    },
    lag: lying.lag,
    catchUp: lying.catchUp,
    widen: null,
    secondAccount() {
      const email = 'alex.admin@example.com';
      sandbox.change((state) => {
        const [sessions, tokens]: [string[], SalesforceUser['tokens']] = [[], []];
        const second = { id: '005secondAlex00001', loginId: '0YwsecondAlex00001', email, username: email };
        state.users.push({ ...structuredClone(presentIn(state)), ...second, sessions, tokens });
      });
      return { ...present, otherEmails: [email] };
    },
    many: (count) =>
      sandbox.change((state) => {
        const user = presentIn(state);
        // What is left are things that are done one by one.
        state.running = state.running.filter(({ userId }) => userId !== user.id);
        for (let n = 1; n <= count; n += 1) {
          const more = { id: `many${String(n).padStart(14, '0')}`, userId: user.id, name: `Many ${n}` };
          state.assignments.push(
            { ...more, kind: 'GroupMember' },
            { ...more, id: `p${more.id}`, kind: 'PermissionSetAssignment' },
          );
          state.records.push({ ...more, kind: 'Case' });
          user.tokens.push({ id: `t${more.id}`, app: `Many ${n}`, secret: `delete-many-${n}` });
        }
      }),
    mindCapitals() {
      sandbox.change((state) => {
        presentIn(state).email = present.email.replace('alex', 'Alex');
      });
      lying.rewrite(({ url }, answer) => {
        const [, wanted] = /(?:Email|Username) = '([^']*)'/.exec(url.searchParams.get('q') ?? '') ?? [];
        if (wanted === undefined) return answer;
        const isKnown = sandbox.state().users.some(({ email, username }) => [email, username].includes(wanted));
        return isKnown ? answer : none;
      });
    },
    answerOthers: rewrite(({ url }, answer) => {
      if (!/(?:Email|Username) = /.test(url.searchParams.get('q') ?? '')) return answer;
      const other = sandbox.state().users.find(({ email }) => email.startsWith('jonas'));
      const record = {
        Id: other?.id,
        Username: other?.username,
        Email: other?.email,
        Name: other?.name,
        IsActive: true,
      };
      return { status: 200, body: { totalSize: 1, done: true, records: [record] } };
    }),
    emptyTenant: rewrite(({ url }, answer) =>
      / FROM User(?:Login)?\b/.test(url.searchParams.get('q') ?? '') ? none : answer,
    ),
    emptyMembers: rewrite(({ url }, answer) => {
      const query = url.searchParams.get('q') ?? '';
      const isBelow = /(?:UsersId|UserId|AssigneeId|UserOrGroupId|OwnerId|RunningUserId) = /.test(query);
      return isBelow ? { status: 200, body: { ...bodyOf(answer), records: [] } } : answer;
    }),
  };
}

const none: Answer = { status: 200, body: { totalSize: 0, done: true, records: [] } };

type Body = Record<string, unknown>;

function isBody(value: unknown): value is Body {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function bodyOf({ body }: Answer): Body {
  return isBody(body) ? body : {};
}

/** Of every object only the ids, and null for all else; lists and objects stay what they are. */
function withoutFields(body: unknown): unknown {
  if (Array.isArray(body)) return body.map(withoutFields);
  if (!isBody(body)) return body;
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => {
      if (typeof value === 'object') return [name, withoutFields(value)];
      return [name, /Id$/.test(name) || name === 'access_token' ? value : null];
    }),
  );
}
