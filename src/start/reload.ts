import { statSync } from 'node:fs';
import type { Logger } from 'pino';
import type { Config } from '../config.ts';
import type { MailSettings } from '../mail-config.ts';
import type { LiveSecrets } from './live-parts.ts';
import { signsInOtherwise, withMailSecrets } from './mail-secrets.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** The environment as it is now, read and checked like at the start. Throws ConfigError. */
export type Reread = () => { config: Config; env: Environment; files: readonly string[] };

/** The secrets by which Relais speaks to people at this moment: each is another object once something of it changed. */
export interface PlatformSecrets {
  slack: Config['slack'];
  teams: Config['teams'];
  mail: Config['mail'];
}

/**
 * Null when Slack knows this token as the same bot in the same workspace; else why not, for the log. Rejects when Slack
 * does not answer.
 */
export type CheckBotToken = (botToken: string) => Promise<string | null>;

/** The same of a mail server, about another sign-in there. */
type CheckMailServer = (settings: MailSettings) => Promise<string | null>;

export interface Reload {
  /**
   * Reads everything again, one after another. Never rejects: what cannot be used is logged, and what was there before
   * stays.
   */
  now(): Promise<ReloadOutcome>;
  /** Every file whose change brings a reload. */
  files(): readonly string[];
}

type ReloadOutcome = 'changed' | 'unchanged' | 'refused' | 'later';

/**
 * Secrets are taken as a whole or not at all: of every part of `relais.yaml`, of Slack, Teams and mails. Everything
 * under way goes on with what it has; what begins later uses the new ones. A setting that is no secret counts from the
 * next start on.
 */
export function createReload(options: {
  reread: Reread;
  /** Whatever of relais.yaml has secrets. */
  parts: readonly LiveSecrets[];
  platforms: PlatformSecrets;
  checkBotToken: CheckBotToken;
  checkMailServer: CheckMailServer;
  log: Logger;
}): Reload {
  const { reread, parts, platforms, checkBotToken, checkMailServer, log } = options;
  let before: Promise<unknown> = Promise.resolve();
  let files: readonly string[] = reread().files;

  const reload = async (): Promise<ReloadOutcome> => {
    try {
      const { config, env, files: named } = reread();
      const put = parts.map((part) => part.prepare(env));
      const next = withSecretsOf(config, platforms);
      const { slack, mail } = next;
      const token = slack && slack.botToken !== platforms.slack?.botToken ? slack.botToken : null;
      const signIn = mail && platforms.mail && signsInOtherwise(mail, platforms.mail) ? mail : null;
      const faults: Fault[] = [
        token === null ? null : await asked(() => checkBotToken(token)),
        signIn === null ? null : await asked(() => checkMailServer(signIn)),
      ];
      for (const [index, fault] of faults.entries()) {
        if (fault === later)
          return putOff(
            index === 0
              ? 'Slack does not answer about its new token'
              : 'The mail server does not answer about its new sign-in',
          );
        if (fault !== null) return refuse(fault);
      }
      const spoken = (['slack', 'teams', 'mail'] as const).filter((one) => !isSame(next[one], platforms[one]));
      const changed = [...spoken, ...put.flatMap((take) => take())];
      for (const one of spoken) Object.assign(platforms, { [one]: next[one] });
      files = named;
      if (changed.length === 0) return 'unchanged';
      log.info({ event: 'secrets.read', changed }, 'Took new secrets');
      return 'changed';
    } catch (error) {
      // Of ours: their messages name the setting or the reference, and never a value.
      return refuse(error instanceof Error ? error.message : 'no reason given');
    }
  };

  const putOff = (why: string): ReloadOutcome => {
    log.warn({ event: 'secrets.later' }, `${why}; the old ones stay, and it is asked again`);
    return 'later';
  };

  const refuse = (reason: string): ReloadOutcome => {
    log.error({ event: 'secrets.refused', reason }, 'New secrets cannot be used; the old ones stay');
    return 'refused';
  };

  return {
    now() {
      const turn = before.then(reload);
      before = turn;
      return turn;
    },
    files: () => [...new Set([...files, ...parts.flatMap((part) => part.files())])],
  };
}

const later = Symbol('later');
type Fault = string | null | typeof later;

async function asked(check: () => Promise<string | null>): Promise<Fault> {
  try {
    return await check();
  } catch {
    return later;
  }
}

/** Only what is secret is taken over: a platform that is set, or set otherwise, waits for a start. */
function withSecretsOf(config: Config, { slack, teams, mail }: PlatformSecrets): PlatformSecrets {
  return {
    mail: withMailSecrets(mail, config.mail),
    slack: slack && {
      ...slack,
      botToken: config.slack?.botToken ?? slack.botToken,
      signingSecret: config.slack?.signingSecret ?? slack.signingSecret,
      appToken: slack.appToken === null ? null : (config.slack?.appToken ?? slack.appToken),
      rotation: slack.rotation === null ? null : (config.slack?.rotation ?? slack.rotation),
    },
    teams: teams && { ...teams, password: teams.password === null ? null : (config.teams?.password ?? teams.password) },
  };
}

function isSame(a: object | null, b: object | null): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

export interface WatchOptions {
  /** How often the files are looked at, and how soon after one that must wait it is tried again; in milliseconds. */
  every?: number;
  waits?: number;
}

/**
 * Reloads when one of the files changes. They are looked at by name, because Kubernetes and others swap what a link
 * leads to, of which the watches of the operating system know nothing. Gives back what ends it.
 */
export function watchSecretFiles(
  { now, files }: Reload,
  { every = 5_000, waits = 60_000 }: WatchOptions = {},
): () => void {
  let seen = marksOf(files());
  let notBefore = 0;
  let busy = false;
  const look = async (): Promise<void> => {
    const marks = marksOf(files());
    if (busy || marks === seen || Date.now() < notBefore) return;
    busy = true;
    const outcome = await now();
    busy = false;
    if (outcome === 'later') notBefore = Date.now() + waits;
    // What was written while it was read is seen at the next look.
    else seen = marks;
  };
  const timer = setInterval(() => void look(), every).unref();
  return () => clearInterval(timer);
}

function marksOf(files: readonly string[]): string {
  return files.map((file) => `${file} ${markOf(file)}`).join('\n');
}

/** A folder that may no longer be looked into changes what is seen; it ends nothing. */
function markOf(file: string): string {
  try {
    const stat = statSync(file, { throwIfNoEntry: false });
    return stat ? `${stat.ino} ${stat.size} ${stat.mtimeMs}` : 'missing';
  } catch {
    return 'out of reach';
  }
}
