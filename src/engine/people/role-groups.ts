import type { Logger } from 'pino';
import { z } from 'zod';
import { hour, type Instant, instantSchema, minute, toInstant } from '../../domain/calendar/time.ts';
import { type Words, wordsSchema } from '../../domain/localized.ts';
import { errorKindSchema } from '../../domain/systems/evidence.ts';
import type { Clock } from '../ports/clock.ts';
import { ConnectorError } from '../ports/connector.ts';
import type { GroupMember, GroupSource } from '../ports/group-source.ts';
import type { NotesStore, OnceStore } from '../ports/store.ts';
import type { Organisation, RoleGroup } from './organisation.ts';

/** A group that gives a role, as it was read last. */
interface GroupState {
  group: RoleGroup;
  /** When its members were read; null while they never were. */
  readAt: Instant | null;
  members: number;
  /** Why the latest reading failed; null when it did not. */
  failure: { at: Instant; message: Words } | null;
  /** Too long unread to give anybody a role. */
  expired: boolean;
}

/** Members of the groups that `organisation.roles` and `ownRoles` name. */
export interface RoleGroups {
  /** The members of a group as it was read last; nobody once that is a day old. */
  membersOf(group: RoleGroup): readonly GroupMember[];
  /** Takes what any process has read since. */
  load(): Promise<void>;
  /** Reads every group that is due, unless another process does. */
  refresh(signal: AbortSignal): Promise<void>;
  states(): readonly GroupState[];
}

/** How often a group is read, and for how long one process has it to do. */
const readEvery = 10 * minute;
const leaseFor = 2 * minute;
/** From then on nobody holds a role by what was read: whoever was taken out of the group since must not keep it. */
const groupsBelievedFor = 24 * hour;
/** A group with more members was hardly meant. */
const mostMembers = 2_000;

const keptSchema = z.strictObject({
  readAt: instantSchema.nullable(),
  members: z.array(z.strictObject({ handle: z.string().nullable(), email: z.string().nullable() })),
  failure: z.strictObject({ at: instantSchema, kind: errorKindSchema, message: wordsSchema }).nullable(),
});
type Kept = z.infer<typeof keptSchema>;

const neverRead: Kept = { readAt: null, members: [], failure: null };

export function createRoleGroups({
  organisation,
  sources,
  notes,
  once,
  clock,
  log,
}: {
  organisation: Pick<Organisation, 'roles' | 'ownRoles'>;
  /** By id, asked anew each time: secrets and platforms come and go. */
  sources: { get(id: string): GroupSource | undefined };
  notes: NotesStore;
  once: OnceStore;
  clock: Clock;
  log?: Pick<Logger, 'warn'>;
}): RoleGroups {
  const groups = new Map(groupsOf(organisation).map((group) => [keyOf(group), group]));
  const kept = new Map<string, Kept>();
  const noteAt = (key: string) => `people/group/${key}`;
  const isBelieved = ({ readAt }: Kept) =>
    readAt !== null && clock.now().getTime() - Date.parse(readAt) < groupsBelievedFor;

  async function loadOne(key: string): Promise<Kept> {
    const read = keptSchema.safeParse((await notes.read(noteAt(key))) ?? neverRead);
    const found = read.success ? read.data : neverRead;
    kept.set(key, found);
    return found;
  }

  async function refreshOne(key: string, group: RoleGroup, signal: AbortSignal): Promise<void> {
    const { readAt } = await loadOne(key);
    const now = clock.now().getTime();
    if (readAt !== null && Math.abs(now - Date.parse(readAt)) < readEvery) return;
    const turn = noteAt(key);
    if ((await once.take(turn, now, now + leaseFor)) !== 'taken') return;
    try {
      const next = await readOne(group, signal);
      await notes.write(noteAt(key), next.failure ? { ...(await loadOne(key)), failure: next.failure } : next);
      await loadOne(key);
    } finally {
      await once.giveBack(turn);
    }
  }

  async function readOne(group: RoleGroup, signal: AbortSignal): Promise<Kept> {
    const [id, place] = 'slackGroup' in group ? [group.slackGroup, slackPlace] : [group.group, group.in];
    const at = toInstant(clock.now());
    try {
      const source = sources.get(place);
      if (!source) throw new ConnectorError('rejected', noSource);
      const members = await source.members(id, { now: () => clock.now(), signal });
      if (members.length > mostMembers) throw new ConnectorError('rejected', tooMany);
      return {
        readAt: at,
        members: members.map(({ handle, email }) => ({ handle, email: lower(email) })),
        failure: null,
      };
    } catch (error) {
      const kind = error instanceof ConnectorError ? error.kind : 'rejected';
      const message: Words =
        error instanceof ConnectorError
          ? error.words
          : { en: 'the answer could not be read', fr: 'la réponse n’a pas pu être lue' };
      log?.warn(
        { event: 'people.group-not-read', group: id, in: place, kind },
        'A group that gives a role was not read',
      );
      return { ...neverRead, failure: { at, kind, message } };
    }
  }

  return {
    membersOf(group) {
      const found = kept.get(keyOf(group));
      return found && isBelieved(found) ? found.members : [];
    },
    async load() {
      for (const key of groups.keys()) await loadOne(key);
    },
    async refresh(signal) {
      for (const [key, group] of groups) await refreshOne(key, group, signal);
    },
    states: () =>
      [...groups].map(([key, group]) => {
        const found = kept.get(key) ?? neverRead;
        const { readAt, members, failure } = found;
        return { group, readAt, members: members.length, failure, expired: !isBelieved(found) };
      }),
  };
}

/** Under which `sources` has Slack's user groups; no id of a system has a space. */
export const slackPlace = 'slack user groups';

/** Every group that gives a role, each once. */
export function groupsOf({ roles, ownRoles }: Pick<Organisation, 'roles' | 'ownRoles'>): RoleGroup[] {
  const members = [...Object.values(roles), ...ownRoles.map(({ people }) => people)].flat();
  const groups = members.filter((one) => typeof one !== 'string');
  return [...new Map(groups.map((group) => [keyOf(group), group])).values()];
}

export function keyOf(group: RoleGroup): string {
  return 'slackGroup' in group ? `${slackPlace}/${group.slackGroup}` : `${group.in}/${group.group}`;
}

function lower(text: string | null): string | null {
  return text?.toLowerCase() ?? null;
}

const noSource = {
  en: 'nothing of this configuration can read the group',
  fr: 'rien dans cette configuration ne peut lire le groupe',
};

const tooMany = {
  en: `the group has more than ${mostMembers} members, too many to hold a role`,
  fr: `le groupe compte plus de ${mostMembers} membres, trop pour porter un rôle`,
};
