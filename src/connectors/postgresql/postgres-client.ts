import { readFileSync } from 'node:fs';
import pg from 'pg';
import { z } from 'zod';
import { toInstant } from '../../domain/calendar/time.ts';
import type { Localized } from '../../domain/localized.ts';
import type { Evidence } from '../../domain/systems/evidence.ts';
import { type ConnectorContext, ConnectorError } from '../../engine/ports/connector.ts';
import type { ConnectorDependencies } from '../define-connector.ts';
import { CallsPaused, createCallQueue, timeBy } from '../http/call-queue.ts';
import { failureOf as connectionFailure } from '../http/connection-failure.ts';
import { isPublicAddress, publicLookup } from '../http/private-addresses.ts';
import { resolveSecret } from '../secrets.ts';
import { guardedFor, NotEncrypted, openSocket } from './open-socket.ts';
import { failureOf, isSignInRefused } from './postgres-failure.ts';
import type { PostgresqlSettings } from './postgresql-settings.ts';

/** A question to one database. */
interface Question<Row> {
  database: string;
  /** What it asks, for the server's own logs: it stands in front of the statement. */
  name: string;
  text: string;
  values?: readonly (string | boolean | number)[];
  row: z.ZodType<Row>;
  /** The server that has to answer, by `Answer.server`; left out: whichever does. */
  server?: string;
}

interface Answer<Row> {
  rows: Row[];
  /** The system identifier of the server that answered, made once with its data. */
  server: string;
  /** `detail` is empty: the connector says what it saw. */
  evidence: Evidence;
}

/** A change in one database: statements that hold together, or none of them does. */
interface Change {
  database: string;
  name: string;
  /** Without `BEGIN` and `COMMIT`. */
  statements: readonly string[];
  /** The server that it is meant for: on another one nothing is done, which is `mismatch`. */
  server: string;
}

/**
 * What the connector talks to PostgreSQL with: each call is a connection of its own, encrypted, signed in, on the
 * server that is written to, and closed after it. Everything thrown is a `ConnectorError` with the evidence of the
 * call.
 */
export interface PostgresClient {
  /** Throws `rejected` for rows of another shape. */
  read<Row>(question: Question<Row>, context: ConnectorContext): Promise<Answer<Row>>;
  /** Sent once. Throws `unknown-outcome` where no answer came: the read-back tells. */
  change(change: Change, context: ConnectorContext): Promise<Evidence>;
}

const advice = { perMinute: 600, concurrency: 4 };

/** So long a statement of ours waits for what somebody else holds, and others behind it, in milliseconds. */
const lockPatience = 5_000;

/** So long the other side may take to close a connection, in milliseconds. */
const goodbyeMs = 2_000;

const helloRow = z.object({ server: z.string().min(1), database: z.string(), isReplica: z.boolean() });
const hello =
  'SELECT (SELECT system_identifier FROM pg_control_system())::text AS "server", ' +
  'current_database()::text AS "database", pg_is_in_recovery() AS "isReplica"';

/** Reads its secret, calls nothing. Throws `SecretError` when a reference leads nowhere. */
export function createPostgresClient(settings: PostgresqlSettings, deps: ConnectorDependencies): PostgresClient {
  const { host, port, user, caFile } = settings;
  const password = resolveSecret(settings.password, deps);
  const read = deps.readFile ?? ((path: string) => readFileSync(path, 'utf8'));
  const ca = caFile === undefined ? null : resolveSecret(`file:${caFile}`, { ...deps, readFile: read });
  const isEncrypted = settings.encryption === 'required';
  if (!isEncrypted && !isThisMachine(host))
    throw new TypeError(`${host}: without encryption only this machine is spoken to, for the password’s sake`);
  const mayBePrivate = settings.allowPrivateAddresses || deps.allowPrivateAddresses;
  const timeoutMs = settings.timeoutSeconds * 1000;
  const limits = {
    perMinute: settings.perMinute ?? advice.perMinute,
    concurrency: settings.concurrency ?? advice.concurrency,
  };
  const shared = deps.callBudget && { budget: deps.callBudget, key: `${settings.id} ${originOf(settings)} calls` };
  const queue = createCallQueue(limits, { shared, time: timeBy(deps.now) });

  const evidenceAt = (database: string, at: Date, detail = ''): Evidence => ({
    at: toInstant(at),
    method: 'SQL',
    url: `${originOf(settings)}/${encodeURIComponent(database)}`,
    http: null,
    requestId: null,
    detail,
  });

  async function connected(database: string, signal: AbortSignal): Promise<pg.Client> {
    const lookup = mayBePrivate ? undefined : publicLookup();
    const socket = await openSocket({ host, port, ca, isEncrypted, lookup }, signal);
    const client = new pg.Client({
      ...{ host, port, user, password, database, ssl: false },
      stream: () => guardedFor(socket),
      application_name: 'relais',
      // All of what `pg` would else take from the environment of the process.
      options: [
        '-c search_path=pg_catalog',
        '-c standard_conforming_strings=on',
        '-c timezone=UTC',
        `-c statement_timeout=${Math.ceil(timeoutMs)}`,
        `-c lock_timeout=${lockPatience}`,
      ].join(' '),
    });
    client.on('error', () => undefined);
    const stop = () => socket.destroy(new Error('stopped'));
    signal.addEventListener('abort', stop, { once: true });
    socket.once('close', () => signal.removeEventListener('abort', stop));
    try {
      await client.connect();
      return client;
    } catch (error) {
      socket.destroy();
      throw error;
    }
  }

  /** A sign-in that is refused did nothing: it is tried once more, as while a password is being changed. */
  async function signedIn(database: string, signal: AbortSignal): Promise<pg.Client> {
    try {
      return await connected(database, signal);
    } catch (error) {
      if (signal.aborted || !isSignInRefused(sqlstateOf(error) ?? '')) throw error;
      return connected(database, signal);
    }
  }

  async function inConnection<Result>(
    asked: { database: string; server?: string | undefined; changes: boolean },
    context: ConnectorContext,
    work: (client: pg.Client, sending: () => void) => Promise<Result>,
  ): Promise<{ result: Result; server: string; evidence: Evidence }> {
    const { database, changes } = asked;
    const at = () => evidenceAt(database, context.now());
    if (!mayBePrivate && isPrivateLiteral(host))
      throw new ConnectorError('rejected', privateAddress, { evidence: [at()] });
    const timeout = new AbortController();
    let sent = false;
    try {
      return await queue.run(async () => {
        if (context.until !== undefined && toInstant(context.now()) >= context.until) throw new TooLate('too late');
        const timer = setTimeout(() => timeout.abort(new Error('not in time')), timeoutMs);
        const signal = AbortSignal.any([context.signal, timeout.signal]);
        let client: pg.Client | null = null;
        let isOver = false;
        try {
          client = await signedIn(database, signal);
          const server = await greeted(client, asked, at());
          const result = await work(client, () => {
            sent = true;
          });
          isOver = true;
          return { result, server, evidence: at() };
        } finally {
          clearTimeout(timer);
          if (client !== null) takeLeave(client, isOver);
        }
      }, context.signal);
    } catch (cause) {
      if (cause instanceof CallsPaused)
        throw new ConnectorError(
          'throttled',
          { en: cause.message, fr: cause.inFrench },
          { retryAfterSeconds: cause.seconds },
        );
      if (cause instanceof ConnectorError) throw cause;
      const {
        kind,
        words,
        retryAfterSeconds = null,
      } = whatFailed(cause, {
        sent: sent && changes,
        timedOut: timeout.signal.aborted,
        stopped: context.signal.aborted || cause instanceof TooLate,
      });
      if (kind === 'throttled' && retryAfterSeconds !== null) queue.pause(retryAfterSeconds);
      const told = { en: `${host} ${database}: ${words.en}`, fr: `${host} ${database} : ${words.fr}` };
      throw new ConnectorError(kind, told, {
        retryAfterSeconds,
        // Of `pg`’s own error nothing is kept but its code: it may name values.
        cause: new Error(words.en),
        evidence: [{ ...at(), detail: words.en }],
      });
    }
  }

  async function readNow<Row>(question: Question<Row>, context: ConnectorContext): Promise<Answer<Row>> {
    const { database, name, text, values = [], row, server: expected } = question;
    const { result, server, evidence } = await inConnection(
      { database, server: expected, changes: false },
      context,
      (client) => client.query({ text: tagged(name, text), values: [...values] }),
    );
    const rows = z.array(row).safeParse(result.rows);
    if (rows.success) return { rows: rows.data, server, evidence };
    const issues = rows.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
    throw new ConnectorError(
      'rejected',
      {
        en: `“${name}” was answered in an unknown shape: “${issues.slice(0, 200)}”`,
        fr: `« ${name} » a reçu une réponse d’une forme inconnue : « ${issues.slice(0, 200)} »`,
      },
      { evidence: [{ ...evidence, detail: 'unknown shape' }] },
    );
  }

  return {
    read(question, context) {
      const { database, name, text, values, server } = question;
      const key = JSON.stringify([settings.id, database, name, text, values, server]);
      return context.reads ? context.reads.once(key, () => readNow(question, context)) : readNow(question, context);
    },
    async change({ database, name, statements, server }, context) {
      const script = tagged(name, ['BEGIN', ...statements, 'COMMIT'].join(';\n'));
      const { evidence } = await inConnection({ database, server, changes: true }, context, (client, sending) => {
        sending();
        // Without values it is one message of the simple protocol, so that nothing is left half done.
        return client.query(script);
      });
      return evidence;
    },
  };
}

/** Where it answers, without the database. */
export function originOf({ host, port }: Pick<PostgresqlSettings, 'host' | 'port'>): string {
  return `postgresql://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** Says goodbye where everything was answered, so that the server's log tells of no broken connection. */
function takeLeave(client: pg.Client, isOver: boolean): void {
  const { stream } = client.connection;
  if (!isOver) {
    stream.destroy();
    return;
  }
  const timer = setTimeout(() => stream.destroy(), goodbyeMs);
  stream.once('close', () => clearTimeout(timer));
  client.end().catch(() => stream.destroy());
}

/** The end of its context came before the connection did. */
class TooLate extends Error {
  override readonly name = 'TooLate';
}

/** Which server it is. Throws for a replica, which lags behind, another database, or another server than expected. */
async function greeted(
  client: pg.Client,
  { database, server }: { database: string; server?: string | undefined },
  evidence: Evidence,
): Promise<string> {
  const answer = await client.query(tagged('server', hello));
  const told = helloRow.safeParse(answer.rows[0]);
  const seen = (detail: string) => ({ evidence: [{ ...evidence, detail }] });
  if (!told.success || told.data.database !== database)
    throw new ConnectorError('unproven', untold, seen('no answer about itself'));
  if (told.data.isReplica) throw new ConnectorError('unproven', replica, seen('a replica'));
  if (server !== undefined && told.data.server !== server)
    throw new ConnectorError(
      'mismatch',
      {
        en: `the server ${told.data.server} answers there, and the plan is about ${server}`,
        fr: `le serveur ${told.data.server} y répond, et le plan porte sur ${server}`,
      },
      seen(`server ${told.data.server}`),
    );
  return told.data.server;
}

function whatFailed(
  cause: unknown,
  { sent, timedOut, stopped }: { sent: boolean; timedOut: boolean; stopped: boolean },
): { kind: ConnectorError['kind']; words: Localized; retryAfterSeconds?: number } {
  const sqlstate = sqlstateOf(cause);
  if (sqlstate !== null && !stopped && !timedOut) {
    const failure = failureOf(sqlstate);
    // Ended from above: what came before the end may hold.
    return sent && /^(?:57P|58|XX)/.test(sqlstate) ? { ...failure, kind: 'unknown-outcome' } : failure;
  }
  if (cause instanceof NotEncrypted) return { kind: 'rejected', words: notEncrypted };
  return connectionFailure(cause, { sent, changes: sent, timedOut, stopped });
}

/** Of an error that the server itself told; null for any other. */
function sqlstateOf(error: unknown): string | null {
  return error instanceof pg.DatabaseError && error.code !== undefined && /^[0-9A-Z]{5}$/.test(error.code)
    ? error.code
    : null;
}

function tagged(name: string, text: string): string {
  return `/* relais: ${name} */ ${text}`;
}

function isThisMachine(host: string): boolean {
  return host === 'localhost' || host === '127.0.0.1' || host === '::1';
}

function isPrivateLiteral(host: string): boolean {
  if (host === 'localhost') return true;
  const isLiteral = /^[\d.]+$/.test(host) || host.includes(':');
  return isLiteral && !isPublicAddress(host);
}

const privateAddress: Localized = {
  en: 'it is a private address, which the settings do not allow',
  fr: 'c’est une adresse privée, que les réglages n’autorisent pas',
};
const notEncrypted: Localized = {
  en: 'the server does not encrypt, and nothing is said to it in the clear: set ssl = on there',
  fr: 'le serveur ne chiffre pas, et rien ne lui est dit en clair : mettez-y ssl = on',
};
const untold: Localized = {
  en: 'the server does not tell which one it is',
  fr: 'le serveur ne dit pas lequel il est',
};
const replica: Localized = {
  en: 'a replica answers, which lags behind: name the server that is written to',
  fr: 'un réplica répond, et il a du retard : nommez le serveur où l’on écrit',
};
