import { createHash } from 'node:crypto';
import { z } from 'zod';
import { bot } from '../identity.ts';
import type { WorkspaceDatabase } from './database.ts';

type ConversationKind = 'dm' | 'channel' | 'private' | 'group';

export interface StoredConversation {
  id: string;
  kind: ConversationKind;
  /** Empty for a DM and a group. */
  name: string;
  /** Seconds since 1970. */
  created: number;
  /** The app's own user is a member wherever it can be heard. */
  memberIds: readonly string[];
}

export interface Conversations {
  all(): readonly StoredConversation[];
  find(id: string): StoredConversation | null;
  /** The DM of one person with the app, or a group of several with it; made when there is none. */
  openWith(personIds: readonly string[]): { conversation: StoredConversation; existed: boolean };
  ensureChannel(channel: Pick<StoredConversation, 'id' | 'kind' | 'name' | 'memberIds'>): void;
  join(id: string, personId: string): void;
  lastRead(id: string, personId: string): string;
  markRead(id: string, personId: string, ts: string): void;
}

const row = z.object({
  id: z.string(),
  kind: z.enum(['dm', 'channel', 'private', 'group']),
  name: z.string(),
  created: z.number(),
  members: z.string().nullable(),
});

export function createConversations(database: WorkspaceDatabase, now: () => Date): Conversations {
  const select = `SELECT c.id, c.kind, c.name, c.created, (SELECT group_concat(m.person) FROM members m WHERE m.conversation = c.id) AS members FROM conversations c`;
  const list = database.prepare(`${select} ORDER BY c.kind, c.name, c.id`);
  const one = database.prepare(`${select} WHERE c.id = ?`);
  const insert = database.prepare(
    'INSERT INTO conversations (id, kind, name, created) VALUES (?, ?, ?, ?) ON CONFLICT (id) DO NOTHING',
  );
  const addMember = database.prepare(
    'INSERT INTO members (conversation, person) VALUES (?, ?) ON CONFLICT (conversation, person) DO NOTHING',
  );
  const readMark = database.prepare('SELECT last_read FROM members WHERE conversation = ? AND person = ?');
  const setReadMark = database.prepare(
    'UPDATE members SET last_read = max(last_read, ?) WHERE conversation = ? AND person = ?',
  );

  const find = (id: string): StoredConversation | null => {
    const found = row.optional().parse(one.get(id));
    return found ? conversation(found) : null;
  };
  const ensure: Conversations['ensureChannel'] = ({ id, kind, name, memberIds }) => {
    insert.run(id, kind, name, Math.floor(now().getTime() / 1000));
    for (const memberId of memberIds) addMember.run(id, memberId);
  };

  return {
    all: () => z.array(row).parse(list.all()).map(conversation),
    find,
    openWith: (personIds) => {
      const people = [...new Set(personIds)].sort();
      const id = people.length === 1 ? directId(people[0] ?? '') : groupId(people);
      const existing = find(id);
      if (existing) return { conversation: existing, existed: true };
      ensure({ id, kind: people.length === 1 ? 'dm' : 'group', name: '', memberIds: [...people, bot.userId] });
      const made = find(id);
      if (!made) throw new Error(`conversation ${id} was not stored`);
      return { conversation: made, existed: false };
    },
    ensureChannel: ensure,
    join: (id, personId) => void addMember.run(id, personId),
    lastRead: (id, personId) =>
      z.object({ last_read: z.string() }).optional().parse(readMark.get(id, personId))?.last_read ?? '',
    markRead: (id, personId, ts) => void setReadMark.run(ts, id, personId),
  };
}

function conversation({ members, ...rest }: z.infer<typeof row>): StoredConversation {
  return { ...rest, memberIds: members ? members.split(',') : [] };
}

/** `U0MAYA` → `D0MAYA`: readable in logs, and the same after every restart. */
function directId(personId: string): string {
  return `D${personId.slice(1)}`;
}

function groupId(personIds: readonly string[]): string {
  return `G${createHash('sha256').update(personIds.join()).digest('hex').slice(0, 9).toUpperCase()}`;
}
