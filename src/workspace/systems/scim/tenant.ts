import { randomUUID } from 'node:crypto';
import SCIMMY from 'scimmy';
import { z } from 'zod';
import { Refusal } from '../answer.ts';
import type { Core } from '../sandbox-core.ts';
import { FilterSyntaxError, matching } from '../scim-filter.ts';
import type { ScimProduct } from './products.ts';
import type { ScimGroup, ScimState, ScimUser } from './state.ts';
import { usageSchemaId } from './usage-schema.ts';

const incomingUserSchema = z.object({
  userName: z.string(),
  displayName: z.string().optional(),
  name: z.object({ givenName: z.string().optional(), familyName: z.string().optional() }).optional(),
  title: z.string().optional(),
  emails: z.array(z.object({ value: z.string() })).optional(),
  active: z.boolean().optional(),
});
const incomingGroupSchema = z.object({
  displayName: z.string(),
  members: z.array(z.object({ value: z.string() })).optional(),
});

type UserBody = ReturnType<typeof userBody>;
type GroupBody = ReturnType<typeof groupBody>;
/** scimmy's word for an error without a `scimType`. */
const noType = '';

/**
 * One SCIM product's directory as scimmy's handlers see it. scimmy keeps its resource types in globals, so the
 * handlers are declared once and find their tenant in the context of each request.
 */
export class ScimTenant {
  readonly #core: Core<ScimState>;
  readonly #product: ScimProduct;
  readonly #now: () => Date;
  /** The request's filter, which is taken away from scimmy: it cannot be trusted with it. */
  readonly #filter: string | null;

  constructor(core: Core<ScimState>, product: ScimProduct, request: { now: () => Date; filter: string | null }) {
    this.#core = core;
    this.#product = product;
    this.#now = request.now;
    this.#filter = request.filter;
  }

  users(): UserBody[] {
    const state = this.#core.state();
    return this.#filtered(state.users.filter((user) => !user.removed).map((user) => userBody(user, state)));
  }

  user(id: string): UserBody {
    const state = this.#core.state();
    return userBody(userOf(state, id), state);
  }

  saveUser(id: string | undefined, incoming: object): UserBody {
    const { userName, displayName, name, title, emails, active } = incomingUserSchema.parse(plain(incoming));
    return this.#write(`user ${active === false ? 'deactivation' : 'change'}`, (state) => {
      const known = id === undefined ? undefined : userOf(state, id);
      const twin = state.users.find((each) => !each.removed && sameText(each.userName, userName));
      if (twin !== undefined && twin !== known)
        throw new SCIMMY.Types.Error(409, 'uniqueness', `userName ${userName} is taken`);
      const user = known ?? newUser(this.#now());
      if (known === undefined) state.users.push(user);
      user.userName = userName;
      user.displayName = displayName ?? user.displayName;
      user.givenName = name?.givenName ?? user.givenName;
      user.familyName = name?.familyName ?? user.familyName;
      user.title = title ?? user.title;
      user.email = emails?.[0]?.value ?? user.email;
      user.lastModified = this.#now().toISOString();
      user.active = active ?? true;
      if (!user.active) this.#deactivate(state, user);
      return userBody(user, state);
    });
  }

  removeUser(id: string): void {
    this.#write('user removal', (state) => remove(state, userOf(state, id)));
  }

  groups(): GroupBody[] {
    const state = this.#core.state();
    return this.#filtered(state.groups.map((group) => groupBody(group, state)));
  }

  group(id: string): GroupBody {
    const state = this.#core.state();
    return groupBody(groupOf(state, id), state);
  }

  saveGroup(id: string | undefined, incoming: object): GroupBody {
    const { displayName, members = [] } = incomingGroupSchema.parse(plain(incoming));
    return this.#write('group change', (state) => {
      const at = this.#now().toISOString();
      const known = id === undefined ? undefined : groupOf(state, id);
      const group = known ?? { id: randomUUID(), displayName, members: [], created: at, lastModified: at };
      if (known === undefined) state.groups.push(group);
      group.displayName = displayName;
      group.members = members.map(({ value }) => userOf(state, value).id);
      group.lastModified = at;
      return groupBody(group, state);
    });
  }

  removeGroup(id: string): void {
    this.#write('group removal', (state) => {
      const group = groupOf(state, id);
      state.groups = state.groups.filter((each) => each !== group);
    });
  }

  #deactivate(state: ScimState, user: ScimUser): void {
    user.sessions = 0;
    if (this.#product.deactivation === 'remove') remove(state, user);
  }

  #filtered<Resource extends object>(resources: readonly Resource[]): Resource[] {
    if (this.#filter === null) return [...resources];
    try {
      return matching(this.#filter, resources);
    } catch (error) {
      if (error instanceof FilterSyntaxError) throw new SCIMMY.Types.Error(400, 'invalidFilter', error.message);
      throw error;
    }
  }

  /** scimmy turns every error that is not its own into a 404, so refusals are translated here. */
  #write<Result>(kind: string, change: (state: ScimState) => Result): Result {
    try {
      return this.#core.write(kind, change);
    } catch (error) {
      if (error instanceof Refusal) throw new SCIMMY.Types.Error(error.answer.status, noType, 'Internal Server Error');
      throw error;
    }
  }
}

function userOf(state: ScimState, id: string): ScimUser {
  const user = state.users.find((each) => each.id === id && !each.removed);
  if (user === undefined) throw new SCIMMY.Types.Error(404, noType, `Resource ${id} not found`);
  return user;
}

function groupOf(state: ScimState, id: string): ScimGroup {
  const group = state.groups.find((each) => each.id === id);
  if (group === undefined) throw new SCIMMY.Types.Error(404, noType, `Resource ${id} not found`);
  return group;
}

function remove(state: ScimState, user: ScimUser): void {
  user.removed = true;
  user.active = false;
  user.sessions = 0;
  for (const group of state.groups) group.members = group.members.filter((id) => id !== user.id);
}

function newUser(now: Date): ScimUser {
  const at = now.toISOString();
  return {
    id: randomUUID(),
    userName: '',
    displayName: '',
    givenName: '',
    familyName: '',
    title: '',
    department: '',
    email: '',
    active: true,
    removed: false,
    sessions: 0,
    lastSignIn: null,
    created: at,
    lastModified: at,
  };
}

function userBody(user: ScimUser, state: ScimState) {
  const { id, userName, displayName, givenName, familyName, title, email, active, lastSignIn, created, lastModified } =
    user;
  return {
    id,
    userName,
    displayName,
    name: { givenName, familyName, formatted: displayName },
    title,
    active,
    emails: [{ value: email, type: 'work', primary: true }],
    groups: state.groups
      .filter((group) => group.members.includes(id))
      .map((group) => ({ value: group.id, display: group.displayName, type: 'direct' })),
    ...(lastSignIn === null ? {} : { [usageSchemaId]: { lastSignIn } }),
    meta: { resourceType: 'User', created: new Date(created), lastModified: new Date(lastModified) },
  };
}

function groupBody(group: ScimGroup, state: ScimState) {
  const { id, displayName, members, created, lastModified } = group;
  return {
    id,
    displayName,
    members: state.users
      .filter((user) => members.includes(user.id))
      .map((user) => ({ value: user.id, display: user.displayName, type: 'User' })),
    meta: { resourceType: 'Group', created: new Date(created), lastModified: new Date(lastModified) },
  };
}

function sameText(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/** scimmy's instances carry accessors; their JSON is what a client would see. */
function plain(instance: object): unknown {
  return JSON.parse(JSON.stringify(instance));
}
