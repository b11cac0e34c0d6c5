import { randomUUID } from 'node:crypto';
import { BaseNotificationChannel, type JobNotification, type JobStateNotification, toJobId } from 'agenda';
import { z } from 'zod';
import type { SqliteConnection } from './sqlite-connection.ts';
import { dueRow, messageRow, parseJobNotification, parseStateNotification } from './sqlite-notification.ts';

const versionRow = z.object({ data_version: z.number(), changes: z.number() });
const topRow = z.object({ seq: z.number() });
const nextRow = z.object({ next_run_at: z.number().nullable() });

/** Long enough for a process that was busy or stopped for a moment; nothing depends on a message. */
const messageLifeMs = 60_000;
const pruneEvery = 256;
/** A timer may be wrong by as much as the wall clock jumps; looking once a second bounds that. */
const longestSleepMs = 1_000;

/**
 * Tells Agenda that a job is due, at the instant it is due, whoever scheduled it. Three ways in:
 * what this process publishes is handed on at once; what another process on the same file publishes lies in
 * `agenda_messages`; and a timer is kept on the earliest waiting job, so that retries, repeats and jobs scheduled by a
 * process without a channel start on time too.
 *
 * Changes are noticed by asking SQLite for its change counters, which reads no table.
 */
export class SqliteNotificationChannel extends BaseNotificationChannel {
  readonly #connection: SqliteConnection;
  readonly #pollEveryMs: number;
  readonly #origin = randomUUID();
  #poll: NodeJS.Timeout | undefined;
  #alarm: NodeJS.Timeout | undefined;
  #lastMessage = 0;
  #lastVersion = '';
  #published = 0;

  constructor(connection: SqliteConnection, pollEveryMs: number) {
    super();
    this.#connection = connection;
    this.#pollEveryMs = pollEveryMs;
  }

  override async connect(): Promise<void> {
    if (this.state === 'connected') return;
    this.setState('connecting');
    try {
      // What was saved before is for the scan that a processor begins with, which goes round the names in turn; were
      // each of a hundred jobs announced by itself, those saved first would take every lock there is.
      await this.#connection.settled();
      this.#lastMessage = this.#newestMessage();
    } catch (error) {
      this.setState('error');
      throw error;
    }
    // Disconnected again while waiting.
    if (this.state !== 'connecting') return;
    this.#lastVersion = '';
    // Agenda's own interval keeps a worker alive; these must not keep alive a process that is done.
    this.#poll = setInterval(() => this.#attempt(() => this.#lookIfChanged()), this.#pollEveryMs).unref();
    this.setState('connected');
  }

  override async disconnect(): Promise<void> {
    clearInterval(this.#poll);
    clearTimeout(this.#alarm);
    this.#poll = undefined;
    this.#alarm = undefined;
    this.handlers.clear();
    this.stateHandlers.clear();
    this.setState('disconnected');
  }

  override async publish(notification: JobNotification): Promise<void> {
    this.#mustBeConnected('publish');
    this.#deliver(this.notifyHandlers(notification));
    await this.#send('job', JSON.stringify(notification));
  }

  async publishState(notification: JobStateNotification): Promise<void> {
    this.#mustBeConnected('publish state');
    this.#deliver(this.notifyStateHandlers(notification));
    await this.#send('state', JSON.stringify(notification));
  }

  /** Looks now instead of at the next poll: for whoever has just changed when jobs are due. */
  look(): void {
    if (this.state === 'connected') this.#attempt(() => this.#look());
  }

  #mustBeConnected(what: string): void {
    if (this.state !== 'connected') throw new Error(`Cannot ${what}: channel not connected`);
  }

  async #send(topic: 'job' | 'state', payload: string): Promise<void> {
    const prune = this.#published++ % pruneEvery === 0;
    await this.#connection.write('relaxed', (sql) => {
      const now = Date.now();
      if (prune) sql.run('DELETE FROM agenda_messages WHERE sent_at < ?', now - messageLifeMs);
      sql.run(
        'INSERT INTO agenda_messages (origin, topic, payload, sent_at) VALUES (?, ?, ?, ?)',
        this.#origin,
        topic,
        payload,
        now,
      );
    });
  }

  #attempt(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.#report(error);
    }
  }

  #deliver(handlers: Promise<void>): void {
    handlers.catch((error: unknown) => this.#report(error));
  }

  /** Agenda polls on its own: a look that failed costs time, not jobs. Without a listener `emit` would throw. */
  #report(error: unknown): void {
    if (this.listenerCount('error') > 0) this.emit('error', error);
  }

  #lookIfChanged(): void {
    const version = this.#connection.peek((sql) =>
      JSON.stringify(
        versionRow.parse(
          // The one counts commits of other connections, the other what went through this one.
          sql.all('SELECT data_version, total_changes() AS changes FROM pragma_data_version')[0],
        ),
      ),
    );
    if (version === this.#lastVersion) return;
    this.#lastVersion = version;
    this.#look();
  }

  #look(): void {
    this.#readMessages();
    const now = Date.now();
    for (const row of this.#connection.peek((sql) =>
      sql.all(
        `SELECT id, name, priority, min(next_run_at) AS next_run_at FROM agenda_jobs
         WHERE locked_at IS NULL AND disabled = 0 AND next_run_at IS NOT NULL AND next_run_at <= ? GROUP BY name`,
        now,
      ),
    )) {
      const due = dueRow.parse(row);
      this.#deliver(
        this.notifyHandlers({
          jobId: toJobId(due.id),
          jobName: due.name,
          nextRunAt: new Date(due.next_run_at),
          priority: due.priority,
          timestamp: new Date(now),
        }),
      );
    }
    this.#setAlarm(now);
  }

  #readMessages(): void {
    const from = this.#lastMessage;
    const to = this.#newestMessage();
    if (to === from) return;
    this.#lastMessage = to;
    const rows = this.#connection.peek((sql) =>
      sql.all(
        'SELECT topic, payload FROM agenda_messages WHERE seq > ? AND seq <= ? AND origin <> ? ORDER BY seq',
        from,
        to,
        this.#origin,
      ),
    );
    for (const { topic, payload } of z.array(messageRow).parse(rows)) {
      this.#deliver(
        topic === 'job'
          ? this.notifyHandlers(parseJobNotification(payload))
          : this.notifyStateHandlers(parseStateNotification(payload)),
      );
    }
  }

  #newestMessage(): number {
    return this.#connection.peek(
      (sql) => topRow.parse(sql.all('SELECT coalesce(max(seq), 0) AS seq FROM agenda_messages')[0]).seq,
    );
  }

  #setAlarm(now: number): void {
    clearTimeout(this.#alarm);
    this.#alarm = undefined;
    const row = this.#connection.peek((sql) =>
      sql.all(
        `SELECT min(next_run_at) AS next_run_at FROM agenda_jobs
         WHERE locked_at IS NULL AND disabled = 0 AND next_run_at IS NOT NULL AND next_run_at > ?`,
        now,
      ),
    )[0];
    const next = nextRow.parse(row).next_run_at;
    if (next === null) return;
    const sleep = Math.min(next - now, longestSleepMs);
    this.#alarm = setTimeout(() => this.#attempt(() => this.#look()), sleep).unref();
  }
}
