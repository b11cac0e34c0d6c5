import { join } from 'node:path';
import type { SlackMisbehaviour } from './browser-api.ts';
import type { InstalledApp } from './installed-app.ts';
import { createOffers, type Offers } from './offers.ts';
import { createPostings, type Postings } from './postings.ts';
import { type Changes, createChanges } from './stores/changes.ts';
import { type Conversations, createConversations } from './stores/conversations.ts';
import { openDatabase } from './stores/database.ts';
import { createMessages, type Messages } from './stores/messages.ts';
import { createNotes, type Notes } from './stores/notes.ts';
import { createPeople, type People } from './stores/people.ts';
import { createResponseUrls, type ResponseUrls } from './stores/response-urls.ts';
import { createTimestamps } from './stores/timestamps.ts';
import { createViews, type Views } from './stores/views.ts';
import { createTriggers, type Triggers } from './triggers.ts';

/** The little of a logger that the workspace needs; pino fits. */
export interface WorkspaceLog {
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
}

/**
 * Everything the local Slack knows and the few rules that keep it whole. The Web API, the senders and the page all work
 * on this.
 */
export interface LocalSlack {
  app: InstalledApp;
  people: People;
  conversations: Conversations;
  messages: Messages;
  postings: Postings;
  views: Views;
  triggers: Triggers;
  responseUrls: ResponseUrls;
  offers: Offers;
  notes: Notes;
  changes: Changes;
  /** The time people live in. */
  now(): Date;
  nextTs(): string;
  /** Where this server is reached: `http://127.0.0.1:3000`. */
  origin(): string;
  log: WorkspaceLog;
  misbehaviour: { current: SlackMisbehaviour };
  close(): void;
}

export function openLocalSlack(options: {
  dataDir: string;
  app: InstalledApp;
  now: () => Date;
  /** Milliseconds since 1970, never moved: Slack's own time limits run on it. */
  realNow: () => number;
  origin: () => string;
  log: WorkspaceLog;
}): LocalSlack {
  const { app, now, realNow, origin, log } = options;
  const database = openDatabase(join(options.dataDir, 'workspace.db'));
  const notes = createNotes(database);
  const changes = createChanges();
  const nextTs = createTimestamps(notes, now);
  const conversations = createConversations(database, now);
  const messages = createMessages(database);
  return {
    app,
    people: createPeople(database, changes),
    conversations,
    messages,
    postings: createPostings({ conversations, messages, changes, nextTs }),
    views: createViews(database),
    triggers: createTriggers(realNow),
    responseUrls: createResponseUrls(database, realNow),
    offers: createOffers(),
    notes,
    changes,
    now,
    nextTs,
    origin,
    log,
    misbehaviour: { current: 'none' },
    close: () => void database.close(),
  };
}
