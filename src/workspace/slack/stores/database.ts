import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'libsql';

export type WorkspaceDatabase = Database.Database;

/** One file holds all that the local Slack knows, apart from Relais' own: losing it loses a chat, never a departure. */
export function openDatabase(path: string): WorkspaceDatabase {
  mkdirSync(dirname(path), { recursive: true });
  const database = new Database(path);
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = NORMAL');
  database.exec(schema);
  return database;
}

const schema = `
CREATE TABLE IF NOT EXISTS notes (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS people (id TEXT PRIMARY KEY, position INTEGER NOT NULL, person TEXT NOT NULL, deactivated INTEGER NOT NULL DEFAULT 0);
CREATE TABLE IF NOT EXISTS conversations (id TEXT PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL, created INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS members (conversation TEXT NOT NULL, person TEXT NOT NULL, last_read TEXT NOT NULL DEFAULT '', PRIMARY KEY (conversation, person));
CREATE TABLE IF NOT EXISTS messages (
  channel TEXT NOT NULL, ts TEXT NOT NULL, author TEXT NOT NULL, text TEXT NOT NULL,
  blocks TEXT NOT NULL, attachments TEXT NOT NULL, metadata TEXT, thread_ts TEXT,
  edited_ts TEXT, only_for TEXT,
  PRIMARY KEY (channel, ts)
);
CREATE INDEX IF NOT EXISTS messages_by_thread ON messages (channel, thread_ts);
CREATE TABLE IF NOT EXISTS views (
  id TEXT PRIMARY KEY, person TEXT NOT NULL, kind TEXT NOT NULL, position INTEGER NOT NULL,
  payload TEXT NOT NULL, blocks TEXT NOT NULL, hash TEXT NOT NULL, external_id TEXT, root_id TEXT NOT NULL, previous_id TEXT
);
CREATE UNIQUE INDEX IF NOT EXISTS views_by_external_id ON views (external_id) WHERE external_id IS NOT NULL;
CREATE INDEX IF NOT EXISTS views_by_person ON views (person, kind, position);
CREATE TABLE IF NOT EXISTS response_urls (
  token TEXT PRIMARY KEY, person TEXT NOT NULL, channel TEXT NOT NULL, message_ts TEXT, thread_ts TEXT,
  expires INTEGER NOT NULL, uses_left INTEGER NOT NULL
);
`;
