import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'libsql';
import { z } from 'zod';

const messageSchema = z.object({
  id: z.string(),
  /** A person's id, or `relais`. */
  author: z.string(),
  /** ISO instant, in the workspace's time. */
  at: z.string(),
  /** People are mentioned as `<at>Maya Chen</at>`. */
  text: z.string(),
  summary: z.string(),
  /** The Adaptive Card, when it has one. */
  card: z.unknown(),
  edited: z.boolean(),
});

const chatSchema = z.object({
  id: z.string(),
  type: z.enum(['personal', 'groupChat', 'channel']),
  /** Empty for a personal chat, which is called after the other side. */
  name: z.string(),
  memberIds: z.array(z.string()),
  /** By person, the id of the newest message they have seen. */
  seen: z.record(z.string(), z.string()),
});

const standingSchema = z.object({
  platform: z.enum(['slack', 'teams']),
  installed: z.boolean(),
  blocked: z.boolean(),
  deactivated: z.boolean(),
});

/** A message as it was sent. */
export type TeamsMessage = z.infer<typeof messageSchema>;
export type KeptChat = z.infer<typeof chatSchema>;
/** How somebody stands to Relais on Teams, and which of the two chats they look at in the page. */
export type Standing = z.infer<typeof standingSchema>;

/** One file holds all that the local Teams knows, apart from Relais' own: losing it loses a chat, never a departure. */
export interface KeptChats {
  standings(): Map<string, Standing>;
  chats(): (KeptChat & { messages: TeamsMessage[] })[];
  keepStanding(personId: string, standing: Standing): void;
  keepChat(chat: KeptChat): void;
  keepMessage(chatId: string, message: TeamsMessage): void;
  dropMessage(chatId: string, messageId: string): void;
  close(): void;
}

/** `:memory:` keeps nothing longer than the process. */
export function openKeptChats(path: string): KeptChats {
  if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true });
  const database = new Database(path);
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = NORMAL');
  database.exec(tables);
  const putStanding = database.prepare('INSERT OR REPLACE INTO standings (person, value) VALUES (?, ?)');
  const putChat = database.prepare('INSERT OR REPLACE INTO chats (id, value) VALUES (?, ?)');
  const putMessage = database.prepare('INSERT OR REPLACE INTO messages (chat, id, value) VALUES (?, ?, ?)');
  const dropMessage = database.prepare('DELETE FROM messages WHERE chat = ? AND id = ?');
  const messagesOf = database.prepare('SELECT value FROM messages WHERE chat = ? ORDER BY id');
  return {
    standings: () => {
      const rows = z
        .array(z.object({ person: z.string(), value: z.string() }))
        .parse(database.prepare('SELECT person, value FROM standings').all());
      return new Map(rows.map(({ person, value }) => [person, standingSchema.parse(JSON.parse(value))]));
    },
    chats: () =>
      read(database.prepare('SELECT value FROM chats ORDER BY id').all(), chatSchema).map((chat) => ({
        ...chat,
        messages: read(messagesOf.all(chat.id), messageSchema),
      })),
    keepStanding: (personId, standing) => void putStanding.run(personId, JSON.stringify(standing)),
    keepChat: ({ id, type, name, memberIds, seen }) =>
      void putChat.run(id, JSON.stringify({ id, type, name, memberIds, seen })),
    keepMessage: (chatId, message) => void putMessage.run(chatId, message.id, JSON.stringify(message)),
    dropMessage: (chatId, messageId) => void dropMessage.run(chatId, messageId),
    close: () => void database.close(),
  };
}

const tables = `
CREATE TABLE IF NOT EXISTS standings (person TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS chats (id TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS messages (chat TEXT NOT NULL, id TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (chat, id));
`;

function read<T>(rows: unknown, schema: z.ZodType<T>): T[] {
  return z
    .array(z.object({ value: z.string() }))
    .parse(rows)
    .map(({ value }) => schema.parse(JSON.parse(value)));
}
