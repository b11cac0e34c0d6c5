import { z } from 'zod';
import { block } from '../browser-api.ts';
import type { WorkspaceDatabase } from './database.ts';

const attachment = z.looseObject({ color: z.string().optional(), blocks: z.array(block).optional() });
const content = z.object({
  text: z.string(),
  blocks: z.array(block),
  attachments: z.array(attachment),
  /** What the app attached for itself (`event_type`, `event_payload`), or null. */
  metadata: z.looseObject({}).nullable(),
});
export type MessageContent = z.infer<typeof content>;

export interface StoredMessage extends MessageContent {
  channel: string;
  ts: string;
  /** A person's id, the app's user id, or Slackbot's. */
  author: string;
  threadTs: string | null;
  editedTs: string | null;
  /** Set on an ephemeral message: the one person who sees it. */
  onlyFor: string | null;
}

export interface Messages {
  add(message: Omit<StoredMessage, 'editedTs'>): void;
  find(channel: string, ts: string): StoredMessage | null;
  replace(channel: string, ts: string, next: MessageContent & { editedTs: string | null }): void;
  remove(channel: string, ts: string): void;
  /** Oldest first, replies included, without anybody's ephemeral messages. */
  in(channel: string): readonly StoredMessage[];
  /** The lasting replies in a thread, oldest first. */
  repliesTo(channel: string, parentTs: string): readonly StoredMessage[];
  /** Oldest first: what this person sees there, their own ephemeral messages included. */
  seenBy(personId: string, channel: string): readonly StoredMessage[];
  /** How many of those are newer than `after` and not their own, and the newest of all. */
  summary(personId: string, channel: string, after: string): { unread: number; latestTs: string };
}

const row = z.object({
  channel: z.string(),
  ts: z.string(),
  author: z.string(),
  text: z.string(),
  blocks: z.string(),
  attachments: z.string(),
  metadata: z.string().nullable(),
  thread_ts: z.string().nullable(),
  edited_ts: z.string().nullable(),
  only_for: z.string().nullable(),
});

export function createMessages(database: WorkspaceDatabase): Messages {
  const insert = database.prepare(
    'INSERT INTO messages (channel, ts, author, text, blocks, attachments, metadata, thread_ts, only_for) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
  );
  const one = database.prepare('SELECT * FROM messages WHERE channel = ? AND ts = ?');
  const change = database.prepare(
    'UPDATE messages SET text = ?, blocks = ?, attachments = ?, metadata = ?, edited_ts = ? WHERE channel = ? AND ts = ?',
  );
  const remove = database.prepare('DELETE FROM messages WHERE channel = ? AND ts = ?');
  const open = database.prepare('SELECT * FROM messages WHERE channel = ? AND only_for IS NULL ORDER BY ts');
  const replies = database.prepare(
    'SELECT * FROM messages WHERE channel = ? AND thread_ts = ? AND only_for IS NULL ORDER BY ts',
  );
  const seen = database.prepare(
    'SELECT * FROM messages WHERE channel = ? AND (only_for IS NULL OR only_for = ?) ORDER BY ts',
  );
  const summary = database.prepare(
    `SELECT coalesce(sum(ts > ? AND author <> ?), 0) AS unread, coalesce(max(ts), '') AS latest
     FROM messages WHERE channel = ? AND (only_for IS NULL OR only_for = ?)`,
  );
  return {
    add: (message) =>
      void insert.run(
        message.channel,
        message.ts,
        message.author,
        message.text,
        JSON.stringify(message.blocks),
        JSON.stringify(message.attachments),
        message.metadata && JSON.stringify(message.metadata),
        message.threadTs,
        message.onlyFor,
      ),
    find: (channel, ts) => {
      const found = row.optional().parse(one.get(channel, ts));
      return found ? stored(found) : null;
    },
    replace: (channel, ts, next) =>
      void change.run(
        next.text,
        JSON.stringify(next.blocks),
        JSON.stringify(next.attachments),
        next.metadata && JSON.stringify(next.metadata),
        next.editedTs,
        channel,
        ts,
      ),
    remove: (channel, ts) => void remove.run(channel, ts),
    in: (channel) => z.array(row).parse(open.all(channel)).map(stored),
    repliesTo: (channel, parentTs) => z.array(row).parse(replies.all(channel, parentTs)).map(stored),
    seenBy: (personId, channel) => z.array(row).parse(seen.all(channel, personId)).map(stored),
    summary: (personId, channel, after) => {
      const found = z
        .object({ unread: z.number(), latest: z.string() })
        .parse(summary.get(after, personId, channel, personId));
      return { unread: found.unread, latestTs: found.latest };
    },
  };
}

function stored(found: z.infer<typeof row>): StoredMessage {
  return {
    ...content.parse({
      text: found.text,
      blocks: JSON.parse(found.blocks),
      attachments: JSON.parse(found.attachments),
      metadata: found.metadata === null ? null : JSON.parse(found.metadata),
    }),
    channel: found.channel,
    ts: found.ts,
    author: found.author,
    threadTs: found.thread_ts,
    editedTs: found.edited_ts,
    onlyFor: found.only_for,
  };
}
