import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { NotesStore } from '../../engine/ports/store.ts';
import { createRenewal, type Renewal, type RotatingCredentials } from './renew-token.ts';

export interface RotatingTokenOptions {
  notes: NotesStore;
  /** What the settings say now. */
  settings(): RotatingCredentials;
  fetch: typeof globalThis.fetch;
  /** Where Slack's Web API is, ending with a slash. */
  apiUrl: string;
  /** Milliseconds since 1970 on the real clock: Slack lives by no other. */
  now?: () => number;
  /** Hears until when the token of now is good, in milliseconds since 1970. */
  renewed?: (endsAt: number) => void;
  log: Logger;
  /** How often a process looks whether it is time, or another one renewed it; in milliseconds. A test's own. */
  lookEvery?: number;
}

/**
 * The bot token of an app whose tokens rotate: each ends after twelve hours, and whoever renews it uses the refresh
 * token up, which gives another one (https://docs.slack.dev/authentication/using-token-rotation). So all processes
 * share one pair, sealed in the store, and one of them renews it.
 */
export interface RotatingToken {
  /** By which to speak now. */
  current(): string;
  /**
   * Another token than one that Slack refused: what some process renewed meanwhile, or a new one. Null when there is
   * none.
   */
  other(refused: string): Promise<string | null>;
  /** Gets the token of now, and keeps it renewed until it is stopped. Rejects when there is none. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

const noteKey = 'slack/rotating-token';

const pairSchema = z.strictObject({
  /** Which refresh token of the settings it comes from: another one there begins anew. */
  origin: z.string(),
  botToken: z.string(),
  refreshToken: z.string(),
  givenAt: z.number(),
  endsAt: z.number(),
});
type Pair = z.infer<typeof pairSchema>;

/** Instants are milliseconds since 1970. */
const keptSchema = z.strictObject({
  pair: pairSchema.nullable(),
  /** Who renews it, and how long the others leave it to them. */
  renewing: z.strictObject({ by: z.string(), until: z.number() }).nullable(),
  /** With which settings it failed, what Slack said, and when it is tried again with these. */
  failure: z.strictObject({ with: z.string(), because: z.string(), notBefore: z.number() }).nullable(),
});
type Kept = z.infer<typeof keptSchema>;

/** Longer than Slack is given to answer: whoever has not written by then has died. */
const turnLasts = 60_000;
const retryAfter = { unknown: 60_000, refused: 300_000 };
/** A token this young is not renewed because it is refused: another one would be, too. */
const youngFor = 300_000;
/** How long somebody who was refused, and how long a start, waits for another process that renews. */
const patience = { refused: 4_000, start: 30_000 };
const step = 100;

export function createRotatingToken(options: RotatingTokenOptions): RotatingToken {
  const { notes, settings, now = Date.now, lookEvery = 30_000, log } = options;
  const renewal = createRenewal(options);
  let adopted: Pair | null = null;
  /** What Slack gave and the store did not take yet: nobody else knows it, and what was before is used up. */
  let unkept: { pair: Pair; used: string } | null = null;
  let underWay: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;

  const read = (note: unknown): Kept =>
    note === null ? { pair: null, renewing: null, failure: null } : keptSchema.parse(note);
  const refreshTokenOf = ({ pair }: Kept): string =>
    pair?.origin === originOf(settings()) ? pair.refreshToken : settings().refreshToken;
  const isWanted = ({ pair }: Kept, refused: string | null): boolean => {
    if (pair?.origin !== originOf(settings())) return true;
    // Half of its life is left for whoever must mend it.
    if (now() >= (pair.givenAt + pair.endsAt) / 2) return true;
    return pair.botToken === refused && now() - pair.givenAt > youngFor;
  };

  const mustWait = ({ failure }: Kept): boolean =>
    failure !== null && failure.with === digestOf(settings()) && failure.notBefore > now();

  function adopt(pair: Pair | null): void {
    if (pair?.origin !== originOf(settings()) || pair.botToken === adopted?.botToken) return;
    adopted = pair;
    options.renewed?.(pair.endsAt);
  }

  /** Writes down what Slack gave, unless another process used the same refresh token meanwhile and was heard first. */
  async function keep(): Promise<void> {
    if (unkept === null) return;
    const { pair, used } = unkept;
    const isKept = await notes.change(noteKey, (note) => {
      const kept = read(note);
      if (refreshTokenOf(kept) !== used) return { value: note, answer: false };
      return { value: { pair, renewing: null, failure: null } satisfies Kept, answer: true };
    });
    unkept = null;
    if (!isKept)
      log.warn({ event: 'slack.token' }, 'Another process renewed the bot token at the same time; its word counts');
  }

  async function look(refused: string | null): Promise<void> {
    await keep();
    const kept = read(await notes.read(noteKey));
    adopt(kept.pair);
    if (isWanted(kept, refused)) await renew(refused);
  }

  async function renew(refused: string | null): Promise<void> {
    const by = randomUUID();
    const turn = await notes.change(noteKey, (note) => {
      const kept = read(note);
      const isOthers = (kept.renewing?.until ?? 0) > now();
      if (isOthers || mustWait(kept) || !isWanted(kept, refused)) return { value: note, answer: null };
      const renewing = { by, until: now() + turnLasts };
      return { value: { ...kept, renewing } satisfies Kept, answer: refreshTokenOf(kept) };
    });
    if (turn === null) return adopt(read(await notes.read(noteKey)).pair);
    const told = await renewal.renew(settings(), turn);
    if (told.type === 'renewed') return take(told, turn);
    const { because } = told;
    log.error({ event: 'slack.token', because }, `The bot token of Slack was not renewed: ${because}`);
    const failure = { with: digestOf(settings()), because, notBefore: now() + retryAfter[told.type] };
    await notes.change(noteKey, (note) => {
      const kept = read(note);
      return { value: kept.renewing?.by === by ? { ...kept, renewing: null, failure } : note, answer: undefined };
    });
  }

  async function take(told: Extract<Renewal, { type: 'renewed' }>, used: string): Promise<void> {
    const { botToken, refreshToken, lifetime } = told;
    const pair = { origin: originOf(settings()), botToken, refreshToken, givenAt: now(), endsAt: now() + lifetime };
    unkept = { pair, used };
    adopt(pair);
    try {
      await keep();
      adopt(read(await notes.read(noteKey)).pair);
    } catch (error) {
      log.error({ event: 'slack.token', err: error }, 'The new bot token of Slack could not be kept yet; tried again');
    }
    log.info(
      { event: 'slack.token', endsAt: new Date(pair.endsAt).toISOString() },
      'The bot token of Slack was renewed',
    );
  }

  /** One after another: what one of them renews, the next one finds. */
  function inTurn(refused: string | null): Promise<void> {
    const turn = underWay.then(() => look(refused));
    underWay = turn.catch(() => undefined);
    return turn;
  }

  async function until(patient: number, refused: string | null, isSo: () => boolean): Promise<void> {
    for (let waited = 0; ; waited += step) {
      await inTurn(refused);
      const kept = read(await notes.read(noteKey));
      if (isSo() || kept.renewing === null || waited >= patient) return;
      await wait(step);
    }
  }

  const current = () => adopted?.botToken ?? settings().botToken;
  return {
    current,
    async other(refused) {
      try {
        await until(patience.refused, refused, () => current() !== refused);
      } catch (error) {
        log.warn({ event: 'slack.token', err: error }, 'The store does not tell the bot token of now');
      }
      return current() === refused ? null : current();
    },
    async start() {
      await until(patience.start, null, () => adopted !== null);
      if (adopted === null || adopted.endsAt <= now()) {
        const { failure } = read(await notes.read(noteKey));
        throw new Error(
          `its bot token cannot be renewed: ${failure?.because ?? 'another process did not get one either'}\n${howToMend}`,
        );
      }
      const tick = () =>
        void inTurn(null).catch((error: unknown) => {
          log.warn({ event: 'slack.token', err: error }, 'The store does not tell the bot token of now');
        });
      timer = setInterval(tick, lookEvery).unref();
    },
    async stop() {
      clearInterval(timer);
      await underWay;
      await keep().catch((error: unknown) => {
        log.error({ event: 'slack.token', err: error }, 'The new bot token of Slack could not be kept, and is lost');
      });
    },
  };
}

const howToMend =
  'Install the app again, and set SLACK_BOT_TOKEN and SLACK_REFRESH_TOKEN to the two tokens that Slack shows then; check SLACK_CLIENT_ID and SLACK_CLIENT_SECRET.';

/**
 * The token by which whichever process speaks, as it was kept last; what the settings say where nothing is. For whoever
 * only looks.
 */
export async function lastBotToken(notes: Pick<NotesStore, 'read'>, settings: RotatingCredentials): Promise<string> {
  const { pair } = keptSchema.nullable().parse(await notes.read(noteKey)) ?? { pair: null };
  return pair?.origin === originOf(settings) ? pair.botToken : settings.botToken;
}

/** By the refresh token alone: of two files that are exchanged, one is read before the other. */
function originOf({ refreshToken }: RotatingCredentials): string {
  return digestOf({ refreshToken });
}

function digestOf(tokens: Partial<RotatingCredentials>): string {
  return createHash('sha256')
    .update(JSON.stringify(Object.entries(tokens).toSorted()))
    .digest('hex');
}
