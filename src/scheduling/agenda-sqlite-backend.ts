import type { AgendaBackend } from 'agenda';
import { SqliteConnection, type SqliteSource } from './sqlite-connection.ts';
import { SqliteJobLogger } from './sqlite-job-logger.ts';
import { SqliteJobRepository } from './sqlite-job-repository.ts';
import { SqliteNotificationChannel } from './sqlite-notification-channel.ts';

/** A file to open, or a libsql connection to share; the latter is never closed here. */
export type SqliteBackendOptions = SqliteSource & {
  /** How often changes made by other processes are looked for, in milliseconds. */
  pollEveryMs?: number;
};

const defaultPollEveryMs = 50;

/**
 * Agenda's storage, notifications and log in one SQLite file, alone or shared by several processes of one machine.
 *
 * ```ts
 * const agenda = new Agenda({ backend: new SqliteBackend({ path: './data/relais.db' }) });
 * ```
 *
 * Stored in tables named `agenda_*`, so the file may hold other things. A given `database` keeps its own settings
 * (WAL and `synchronous` are its owner's choice); a file of our own runs in WAL mode with `synchronous = FULL`. Locks,
 * messages and log lines do not wait for the disk: they mean nothing after a power cut.
 *
 * While its notification channel is connected a job is locked when it is due, not a scan ahead: the channel wakes
 * Agenda at that instant, and until then the job can still be moved, cancelled or taken by another process.
 */
export class SqliteBackend implements AgendaBackend {
  readonly name = 'SQLite';
  readonly ownsConnection: boolean;
  readonly repository: SqliteJobRepository;
  readonly notificationChannel: SqliteNotificationChannel;
  readonly logger: SqliteJobLogger;
  readonly #connection: SqliteConnection;

  constructor(options: SqliteBackendOptions) {
    if (!('database' in options ? options.database : options.path))
      throw new Error('SqliteBackend needs a path or a database');
    this.#connection = new SqliteConnection(options);
    this.ownsConnection = this.#connection.ownsConnection;
    const channel = new SqliteNotificationChannel(this.#connection, options.pollEveryMs ?? defaultPollEveryMs);
    this.notificationChannel = channel;
    this.repository = new SqliteJobRepository(this.#connection, (nextScanAt, now) =>
      channel.state === 'connected' && now < nextScanAt ? now : nextScanAt,
    );
    this.logger = new SqliteJobLogger(this.#connection);
  }

  /** Opens the file and makes the tables. */
  async connect(): Promise<void> {
    this.#connection.open();
  }

  /** Stops listening, finishes what is being written and closes the file if it is ours. */
  async disconnect(): Promise<void> {
    await this.notificationChannel.disconnect();
    this.#connection.close();
  }

  /**
   * Lets time pass: brings the next run of every waiting job forward by so many milliseconds, in one transaction, and
   * starts at once what has become due. Jobs that are running are left alone. For a workspace whose clock can be moved.
   */
  async shiftWaiting(milliseconds: number): Promise<void> {
    await this.repository.shiftWaiting(milliseconds);
    this.notificationChannel.look();
  }
}
