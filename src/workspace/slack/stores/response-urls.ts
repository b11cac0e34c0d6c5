import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { WorkspaceDatabase } from './database.ts';

/**
 * What an act handed to the app so that it can answer later:
 * https://docs.slack.dev/interactivity/handling-user-interaction
 */
export interface ResponseUrlGrant {
  personId: string;
  channel: string;
  /** The message the act came from; null for a slash command. */
  messageTs: string | null;
  threadTs: string | null;
}

export interface ResponseUrls {
  /** The unguessable part of the address. */
  grant(grant: ResponseUrlGrant): string;
  /** Spends one use. */
  use(token: string): ResponseUrlGrant | 'expired_url' | 'used_url' | 'unknown_url';
}

/** Both are Slack's. They run on the real clock, as the request that carries the address does. */
const life = 30 * 60_000;
const uses = 5;

const row = z.object({
  person: z.string(),
  channel: z.string(),
  message_ts: z.string().nullable(),
  thread_ts: z.string().nullable(),
  expires: z.number(),
  uses_left: z.number(),
});

export function createResponseUrls(database: WorkspaceDatabase, realNow: () => number): ResponseUrls {
  const insert = database.prepare('INSERT INTO response_urls VALUES (?, ?, ?, ?, ?, ?, ?)');
  const one = database.prepare('SELECT * FROM response_urls WHERE token = ?');
  const spend = database.prepare('UPDATE response_urls SET uses_left = uses_left - 1 WHERE token = ?');
  const forget = database.prepare('DELETE FROM response_urls WHERE expires < ?');
  return {
    grant: ({ personId, channel, messageTs, threadTs }) => {
      forget.run(realNow() - life);
      const token = randomBytes(18).toString('base64url');
      insert.run(token, personId, channel, messageTs, threadTs, realNow() + life, uses);
      return token;
    },
    use: (token) => {
      const found = row.optional().parse(one.get(token));
      if (!found) return 'unknown_url';
      if (found.expires < realNow()) return 'expired_url';
      if (found.uses_left < 1) return 'used_url';
      spend.run(token);
      return {
        personId: found.person,
        channel: found.channel,
        messageTs: found.message_ts,
        threadTs: found.thread_ts,
      };
    },
  };
}
