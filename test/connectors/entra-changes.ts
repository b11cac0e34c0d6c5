import type { EntraState, EntraUser } from '../../src/workspace/systems/entra/state.ts';
import { vendorUuid } from '../../src/workspace/systems/vendor-id.ts';

/** What becomes of the directory beside the API. */

export function renameAll(state: EntraState): void {
  for (const each of [...state.groups, ...state.roles, ...state.devices]) each.displayName = `${each.displayName} 2`;
  for (const each of state.assignments) each.resourceDisplayName = `${each.resourceDisplayName} 2`;
  for (const mailbox of state.mailboxes) for (const each of [...mailbox.sharing]) each.name = `${each.name} 2`;
}

/** Each is gone, and another of the same name stands in its place. */
export function recreateAll(state: EntraState): void {
  const again = (each: { id: string }) => {
    each.id = vendorUuid(`again/${each.id}`);
  };
  const before = state.groups.map(({ id }) => id);
  state.groups.forEach(again);
  const now = new Map(before.map((id, index) => [id, state.groups[index]?.id ?? id]));
  for (const user of state.users) {
    user.methods.forEach(again);
    for (const licence of user.licences)
      if (licence.assignedByGroup !== null) licence.assignedByGroup = now.get(licence.assignedByGroup) ?? null;
  }
  for (const list of [state.roleAssignments, state.grants, state.assignments, state.devices]) list.forEach(again);
  for (const { rules, sharing, events } of state.mailboxes) {
    for (const list of [rules, sharing, events]) list.forEach(again);
    for (const each of events)
      if (each.seriesMasterId !== null) each.seriesMasterId = vendorUuid(`again/${each.seriesMasterId}`);
  }
}

/** Another organisation: other people, and every id of the old one is unknown. */
export function replaceAll(state: EntraState): void {
  const text = JSON.stringify(state).replaceAll(
    /[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}/g,
    (id) => vendorUuid(`other/${id}`),
  );
  const other: EntraState = JSON.parse(text.replaceAll('example.com', 'other.example.org'));
  Object.assign(state, other);
}

export function emptyAll(state: EntraState): void {
  Object.assign(state, {
    users: [],
    groups: [],
    roleAssignments: [],
    grants: [],
    assignments: [],
    devices: [],
    mailboxes: [],
    drives: [],
  });
}

export function withUser(state: EntraState, userId: string, change: (user: EntraUser) => void): void {
  const user = state.users.find(({ id }) => id === userId);
  if (!user) throw new Error(`nobody has the id ${userId}`);
  change(user);
}

export function disabled(user: EntraUser): void {
  user.accountEnabled = false;
}

export const drifts: Readonly<Record<string, (user: EntraUser, state: EntraState) => void>> = {
  'disabled by somebody': disabled,
  'comes from Active Directory now': (user) => {
    user.onPremisesSyncEnabled = true;
  },
  'put into the trash': (user) => {
    user.deletedDateTime = '2026-11-01T00:00:00.000Z';
  },
  'deleted for good': (user, state) => {
    state.users = state.users.filter(({ id }) => id !== user.id);
  },
  renamed: (user) => {
    user.userPrincipalName = 'alex.renamed@example.com';
    user.mail = user.userPrincipalName;
  },
};

/** Another account of the same person, under an address of its own. */
export function addAccount(state: EntraState, userId: string, address: string): void {
  withUser(state, userId, (user) => {
    const id = vendorUuid(`second/${userId}`);
    state.users.push({
      ...structuredClone(user),
      id,
      userPrincipalName: address,
      mail: address,
      proxyAddresses: [],
      employeeId: '',
      licences: [],
      methods: user.methods.map((method) => ({ ...method, id: vendorUuid(`second/${method.id}`) })),
    });
    for (const { members } of state.groups) if (members.includes(userId)) members.push(id);
  });
}

/** So many of each thing that the user can have. */
export function addMany(state: EntraState, userId: string, count: number): void {
  const numbers = Array.from({ length: count }, (_, index) => index);
  const made = (what: string, index: number) => vendorUuid(`many/${what}/${index}`);
  for (const index of numbers) {
    state.groups.push({
      id: made('group', index),
      displayName: `Group ${index}`,
      kind: 'security',
      members: [userId],
      isAssignableToRole: false,
      skuId: null,
    });
    state.roles.push({ id: made('role', index), displayName: `Role ${index}`, isBuiltIn: false });
    state.roleAssignments.push({
      id: made('role-assignment', index),
      principalId: userId,
      roleDefinitionId: made('role', index),
      directoryScopeId: '/',
    });
    state.grants.push({
      id: made('grant', index),
      clientId: made('client', index),
      resourceId: made('resource', index),
      principalId: userId,
      scope: 'Mail.Read',
    });
    state.assignments.push({
      id: made('assignment', index),
      principalId: userId,
      principalType: 'User',
      resourceId: made('app', index),
      resourceDisplayName: `App ${index}`,
      appRoleId: made('app-role', index),
    });
    state.devices.push({
      id: made('device', index),
      displayName: `Device ${index}`,
      operatingSystem: 'Windows',
      accountEnabled: true,
      onPremisesSyncEnabled: false,
      userId,
    });
  }
  const mailbox = state.mailboxes.find((each) => each.userId === userId);
  for (const index of mailbox ? numbers : []) {
    const address = `person.${index}@example.org`;
    mailbox?.rules.push({
      id: made('rule', index),
      displayName: `Rule ${index}`,
      isEnabled: true,
      forwardTo: [address],
    });
    mailbox?.sharing.push({ id: made('sharing', index), name: address, address, role: 'read', isRemovable: true });
    mailbox?.events.push({
      id: made('event', index),
      seriesMasterId: null,
      subject: 'Meeting',
      start: new Date(Date.now() + (index + 1) * 86_400_000).toISOString(),
      isOrganizer: true,
      attendees: [address],
    });
  }
  withUser(state, userId, (user) => {
    for (const index of numbers) {
      user.methods.push({ id: made('method', index), type: 'phoneAuthenticationMethod' });
      user.licences.push({ skuId: made('sku', index), assignedByGroup: null });
    }
  });
}
