import type { Person } from '../../src/domain/people/people.ts';
import type { PlannedAction } from '../../src/domain/systems/action.ts';
import type { GoogleSandbox } from '../../src/workspace/systems/google/google-sandbox.ts';
import {
  deviceStateAt,
  type GoogleState,
  type GoogleUser,
  isClosed,
  transferable,
} from '../../src/workspace/systems/google/state.ts';
import type { LyingSkips } from '../contracts/lying-vendor-contract.ts';
import type { Switches, Truth } from '../contracts/lying-vendor-world.ts';
import type { Answer, Asked, LyingHandler } from './http-lies.ts';

export const googleSkips: LyingSkips = {
  widen:
    'every removal names one user and one group, role, token, device or licence in its address; Google takes no list of members',
};

/** What the sandbox knows, or what it knew when another organisation took its place. */
export function googleTruth(sandbox: GoogleSandbox, now: () => Date): { truth: Truth; freeze(): void } {
  let frozen: GoogleState | null = null;
  const state = () => frozen ?? sandbox.state();

  const items = (user: GoogleUser): [id: string, open: boolean][] => {
    const own = (verb: string, target?: string) => ['google', user.id, verb, ...(target ? [target] : [])].join('/');
    const closed = isClosed(user);
    const isSuper = (roleId: string) => state().roles.some((role) => role.id === roleId && role.isSuper);
    const { mailbox } = user;
    const addresses = [user.primaryEmail, ...user.aliases];
    return [
      [own('disable'), !closed],
      [own('sessions'), user.sessions.length > 0],
      ...state()
        .deviceUsers.filter((one) => one.userId === user.id && deviceStateAt(one, now()) !== 'WIPED')
        .map(({ device, id }): [string, boolean] => [own('devices', `${device}.${id}`), true]),
      [own('password'), user.knowsPassword],
      [own('recovery'), user.recoveryEmail !== '' || user.recoveryPhone !== ''],
      [own('second-factors'), !closed && user.isEnrolledIn2Sv],
      [own('backup-codes'), !closed && user.backupCodes.length > 0],
      ...user.appPasswords.map(({ codeId }): [string, boolean] => [own('app-passwords', String(codeId)), true]),
      ...user.tokens.map(({ clientId }): [string, boolean] => [own('tokens', clientId), true]),
      [own('forwarding'), !closed && mailbox?.forwardsTo != null],
      ...(mailbox?.filters ?? []).map(({ id, forward }): [string, boolean] => [
        own('forwarding-filters', id),
        !closed && forward !== null,
      ]),
      ...(mailbox?.delegates ?? []).map((email): [string, boolean] => [own('delegates', email), !closed]),
      ...(mailbox?.sendAs ?? []).map(({ email }): [string, boolean] => [
        own('send-as', email),
        !closed && !addresses.includes(email),
      ]),
      [own('super-administrator'), user.isAdmin],
      ...state()
        .roleAssignments.filter(({ userId, roleId }) => userId === user.id && !isSuper(roleId))
        .map(({ id }): [string, boolean] => [own('roles', id), true]),
      ...state()
        .groups.filter(({ members }) => members.some(({ id }) => id === user.id))
        .map(({ id }): [string, boolean] => [own('groups', id), true]),
      ...(['drive', 'calendar'] as const).flatMap((what): [string, boolean][] => {
        const heir = state().users.find(({ primaryEmail }) => primaryEmail.endsWith('maya.chen@example.com'));
        const isDone = state().transfers.some(
          ({ from, to, applicationId, doneAt }) =>
            from === user.id &&
            to === heir?.id &&
            applicationId === transferable[what] &&
            doneAt <= now().toISOString(),
        );
        return heir && heir.id !== user.id ? [[own('hand-over', `${what}.${heir.id}`), !isDone]] : [];
      }),
      [own('mail-route'), !closed && mailbox !== null],
      ...state()
        .licences.filter(({ userId }) => userId === user.id)
        .map(({ product, sku }): [string, boolean] => [own('licences', `${product}.${sku}`), true]),
    ];
  };
  const open = (accountId: string) => {
    const user = state().users.find(({ id, deletedAt }) => id === accountId && deletedAt === null);
    return user ? items(user).flatMap(([id, isOpen]) => (isOpen ? [id] : [])) : [];
  };
  return {
    truth: {
      accounts: ({ email, otherEmails = [] }: Person) =>
        state()
          .users.filter(({ primaryEmail, aliases }) =>
            [primaryEmail, ...aliases].some((each) => [email, ...otherEmails].includes(each.toLowerCase())),
          )
          .map(({ id }) => id),
      open,
      isOpen: (action: PlannedAction) => open(action.accountId).includes(action.id),
    },
    freeze() {
      frozen = structuredClone(sandbox.state());
    },
  };
}

interface Outside {
  sandbox: GoogleSandbox;
  lying: LyingHandler;
  present: Person;
  /** What is true stays as it is, whatever the sandbox becomes. */
  freeze(): void;
}

export function googleSwitches({ sandbox, lying, present, freeze }: Outside): Switches {
  const presentIn = (state: GoogleState): GoogleUser => {
    const user = state.users.find(({ primaryEmail }) => primaryEmail.toLowerCase() === present.email);
    if (!user) throw new Error('nobody is present');
    return user;
  };
  const drift = (change: (user: GoogleUser) => void) => (id: string) =>
    sandbox.change((state) => {
      for (const user of state.users) if (user.id === id) change(user);
    });

  return {
    renameTargets: () =>
      sandbox.change((state) => {
        const user = presentIn(state);
        for (const group of state.groups)
          Object.assign(group, { name: `new ${group.name}`, email: `new-${group.email}` });
        for (const role of state.roles) role.name = `NEW_${role.name}`;
        for (const token of user.tokens) token.name = `new ${token.name}`;
        for (const each of user.appPasswords) each.name = `new ${each.name}`;
        for (const device of state.deviceUsers) device.model = `new ${device.model}`;
      }),
    recreateTargets: () =>
      sandbox.change((state) => {
        const user = presentIn(state);
        for (const group of state.groups) group.id = `${group.id}anew`;
        for (const assignment of state.roleAssignments) assignment.id = `${assignment.id}9`;
        for (const token of user.tokens) token.clientId = `anew-${token.clientId}`;
        for (const each of user.appPasswords) each.codeId += 1000;
        for (const device of state.deviceUsers) device.id = `${device.id}anew`;
        for (const filter of user.mailbox?.filters ?? []) filter.id = `${filter.id}anew`;
      }),
    otherTenant() {
      freeze();
      sandbox.change((state) => {
        state.customer.id = 'C0another';
        for (const user of state.users) {
          // The administrator of the same address is who Relais' tokens are of.
          if (user.primaryEmail.startsWith('it-automation')) continue;
          user.id = `${user.id}9`;
          user.primaryEmail = `other.${user.primaryEmail}`;
          user.aliases = [];
        }
        for (const group of state.groups) for (const member of group.members) member.id = `${member.id}9`;
        for (const each of [...state.roleAssignments, ...state.deviceUsers, ...state.licences]) each.userId += '9';
      });
    },
    hideFields: () => lying.rewrite((asked, answer) => (asked.method === 'GET' ? withoutFields(answer) : answer)),
    emptyPages: () => lying.rewrite(emptyFirstPage),
    repeatPages: () => lying.rewrite(samePageAgain),
    failOnce: lying.failOnce,
    drifts: {
      'suspended by somebody': drift((user) => Object.assign(user, { suspended: true, suspensionReason: 'ADMIN' })),
      'suspended by Google': drift((user) =>
        Object.assign(user, { suspended: true, suspensionReason: 'WEB_LOGIN_REQUIRED' }),
      ),
      'archived by somebody': drift((user) => Object.assign(user, { archived: true })),
      'deleted by somebody': drift((user) => Object.assign(user, { deletedAt: new Date().toISOString() })),
      'renamed by somebody': drift((user) => Object.assign(user, { primaryEmail: 'alex.renamed@example.com' })),
    },
    lag: lying.lag,
    catchUp: lying.catchUp,
    widen: null,
    secondAccount() {
      const address = 'alex.admin@example.com';
      sandbox.change((state) => {
        const second = structuredClone(presentIn(state));
        state.users.push({ ...second, id: '199999999999999999999', primaryEmail: address, aliases: [] });
      });
      return { ...present, otherEmails: [address] };
    },
    many: (count) => sandbox.change((state) => addMany(state, presentIn(state), count)),
    mindCapitals() {
      sandbox.change((state) => {
        const user = presentIn(state);
        user.primaryEmail = user.primaryEmail.replace('alex', 'Alex');
      });
      lying.rewrite(mindingCapitals(sandbox));
    },
    answerOthers: () => lying.rewrite(somebodyElse(sandbox)),
    emptyTenant: () =>
      lying.rewrite(({ method, url }, answer) => {
        if (method !== 'GET') return answer;
        if (url.pathname.endsWith('/v1/users')) return { status: 200, body: { kind: 'admin#directory#users' } };
        return /\/v1\/users\/[^/]+$/.test(url.pathname) ? unknown : answer;
      }),
    emptyMembers: () => lying.rewrite(withoutItems),
  };
}

const unknown: Answer = {
  status: 404,
  body: { error: { code: 404, message: 'Resource Not Found: userKey', errors: [{ reason: 'notFound' }] } },
};

type Body = Record<string, unknown>;

function isBody(value: unknown): value is Body {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Of every object only the ids, and null for all else; lists and objects stay what they are. */
function withoutFields(answer: Answer): Answer {
  const hidden = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(hidden);
    if (!isBody(value)) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, one]) => {
        if (typeof one === 'object') return [name, hidden(one)];
        return [name, /id$/i.test(name) || name === 'name' || name === 'access_token' ? one : null];
      }),
    );
  };
  return answer.status === 200 ? { ...answer, body: hidden(answer.body) } : answer;
}

const lists = [
  'files',
  'dataTransfers',
  'users',
  'groups',
  'members',
  'items',
  'devices',
  'deviceUsers',
  'sendAs',
  'delegates',
  'filter',
];

function listIn(answer: Answer): [name: string, body: Body] | null {
  const { body } = answer;
  if (answer.status !== 200 || !isBody(body)) return null;
  const name = lists.find((each) => Array.isArray(body[each]));
  return name === undefined ? null : [name, body];
}

/** Lists of Google's that are told in pages; the others come whole. */
function isPaged({ method, url }: Asked): boolean {
  return (
    method === 'GET' &&
    /\/(users|groups|members|roles|roleassignments|devices|deviceUsers|transfers)$/.test(url.pathname)
  );
}

const first = 'lying-first-page';

function emptyFirstPage(asked: Asked, answer: Answer): Answer {
  const list = listIn(answer);
  if (list === null || !isPaged(asked) || asked.url.searchParams.has('pageToken')) {
    // The page behind the empty one is the first.
    return answer;
  }
  const [name, body] = list;
  const { [name]: _left, ...rest } = body;
  return { status: 200, body: { ...rest, nextPageToken: first } };
}

function samePageAgain(asked: Asked, answer: Answer): Answer {
  const list = listIn(answer);
  return list === null || !isPaged(asked) ? answer : { status: 200, body: { ...list[1], nextPageToken: first } };
}

/** Below a user, a group, a role or a mailbox, and of devices. */
function withoutItems({ method, url }: Asked, answer: Answer): Answer {
  const list = listIn(answer);
  if (method !== 'GET' || list === null) return answer;
  const isBelow =
    /\/(tokens|asps|verificationCodes|groups|members|roleassignments|deviceUsers|sendAs|delegates|filters|files)$/;
  if (!isBelow.test(url.pathname)) return answer;
  const { [list[0]]: _left, ...rest } = list[1];
  return { status: 200, body: rest };
}

function somebodyElse(sandbox: GoogleSandbox) {
  return ({ method, url }: Asked, answer: Answer): Answer => {
    if (method !== 'GET') return answer;
    const [hugo] = sandbox.state().users;
    if (hugo === undefined) throw new Error('nobody there');
    const other = {
      ...{ id: hugo.id, primaryEmail: hugo.primaryEmail, name: { fullName: hugo.fullName }, suspended: false },
      ...{ archived: false, isAdmin: hugo.isAdmin, isEnrolledIn2Sv: true, isEnforcedIn2Sv: false },
      ...{ changePasswordAtNextLogin: false, isMailboxSetup: true },
    };
    if (/\/v1\/users\/[^/]*(@|%40)[^/]*$/.test(url.pathname)) return { status: 200, body: other };
    return url.searchParams.has('query') ? { status: 200, body: { users: [other] } } : answer;
  };
}

/** A search, and a look-up by address, that take `Alex` and `alex` for two. */
function mindingCapitals(sandbox: GoogleSandbox) {
  const isKnown = (address: string) =>
    sandbox.state().users.some(({ primaryEmail, aliases }) => [primaryEmail, ...aliases].includes(address));
  return ({ method, url }: Asked, answer: Answer): Answer => {
    if (method !== 'GET') return answer;
    const [, key] = /\/directory\/v1\/users\/([^/]+)$/.exec(url.pathname) ?? [];
    const named = key === undefined ? undefined : decodeURIComponent(key);
    if (named?.includes('@') && !isKnown(named)) return unknown;
    const [, wanted] = /^email='(.*)'$/.exec(url.searchParams.get('query') ?? '') ?? [];
    return wanted === undefined || isKnown(wanted) ? answer : { status: 200, body: {} };
  };
}

function addMany(state: GoogleState, user: GoogleUser, count: number): void {
  for (let index = 0; index < count; index += 1) {
    const id = String(index).padStart(4, '0');
    state.groups.push({
      id: `0many${id}`,
      name: `Many ${id}`,
      email: `many-${id}@example.com`,
      members: [{ id: user.id, role: 'MEMBER' }],
    });
    const [, other] = state.roles;
    state.roleAssignments.push({ id: `9900${id}`, roleId: other?.id ?? '', userId: user.id });
    user.tokens.push({ clientId: `many-${id}.apps.googleusercontent.com`, name: `Many ${id}`, scopes: ['openid'] });
    user.appPasswords.push({ codeId: 5000 + index, name: `Many ${id}` });
    user.mailbox?.filters.push({ id: `ANeMany${id}`, from: `${id}@example.org`, forward: 'x@partner.example.org' });
    user.mailbox?.delegates.push(`delegate-${id}@example.com`);
    user.mailbox?.sendAs.push({ email: `many-${id}@partner.example.org`, name: id });
    state.deviceUsers.push({
      id: `EiQon${id}`,
      device: `EiQdevice${id}`,
      model: `Many ${id}`,
      type: 'ANDROID',
      userId: user.id,
      state: 'APPROVED',
      wipedAt: null,
    });
  }
}
