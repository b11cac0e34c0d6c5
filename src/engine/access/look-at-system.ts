import { type Instant, toInstant } from '../../domain/calendar/time.ts';
import type { Departure } from '../../domain/departure.ts';
import { inBoth, inEnglish, inFrench, type Localized, type Words } from '../../domain/localized.ts';
import type { Leaver } from '../../domain/people/heirs.ts';
import type { Account } from '../../domain/systems/account.ts';
import type { AskedSystem } from '../../domain/systems/asked-system.ts';
import { type LookProblem, type SystemLook, toldWronglyCode } from '../../domain/systems/look.ts';
import { protectedAction } from '../../domain/systems/protected-account.ts';
import type { EngineDeps } from '../deps.ts';
import {
  type Connector,
  type ConnectorContext,
  ConnectorError,
  type Look,
  type Unsettled,
} from '../ports/connector.ts';
import type { Directory } from '../ports/directory.ts';
import type { NotesStore } from '../ports/store.ts';
import { findAccounts, plainAccount } from './find-accounts.ts';

/**
 * How long one system may take to say who has which account, and what each holds, while a person waits for the plan; in
 * milliseconds.
 */
const patience = 20_000;

/**
 * What a look needs besides the system: `directory` tells who takes over what the leaver owns, `store` which accounts
 * are remembered of them.
 */
export type LookDeps = Pick<EngineDeps, 'clock' | 'log'> & {
  directory: Pick<Directory, 'byId'>;
  store: { notes: Pick<NotesStore, 'read'> };
};

/**
 * One system's word on the leaver, and the error that kept it from telling everything, which decides when it is asked
 * again.
 */
export interface LookOutcome {
  look: SystemLook;
  error: ConnectorError | null;
}

/** What a departure knows of all systems already; nothing before its plan. */
export type KnownAccess = Pick<Departure, 'accessRev' | 'systems' | 'accounts'>;

/**
 * Asks one system who the person is there and what each account holds. Reads only. The plan, the begin and the end of a
 * run and the looks of later days are all this. Accounts that are known of the person are looked at by their ids where
 * the search does not find them: what they hold opens whatever their addresses are by now. What cannot be told is a
 * problem of the look, never left out in silence.
 */
export async function lookAtSystem(
  { clock, log, directory, store }: LookDeps,
  connector: Connector,
  {
    person,
    known,
    signal = AbortSignal.timeout(patience),
  }: {
    person: Leaver;
    known: KnownAccess;
    /** Ends the look; after twenty seconds unless told. */
    signal?: AbortSignal;
  },
): Promise<LookOutcome> {
  const before = known.systems.find(({ system }) => system === connector.id);
  const context = { now: () => clock.now(), signal };
  const at = beginsAt(clock, before);
  const base: SystemLook = {
    system: connector.id,
    systemLabel: connector.label,
    at,
    accessRev: known.accessRev,
    asked: [],
    tenant: null,
    accounts: [],
    problem: null,
  };
  try {
    const asks = { person, known: known.accounts, context: { ...context, tenant: before?.tenant ?? undefined } };
    const found = await findAccounts(store.notes, connector, asks);
    const asked: SystemLook = { ...base, asked: [...found.asked], tenant: found.tenant };
    switch (found.status) {
      case 'ambiguous': {
        const logins = found.candidates.map((account) => account.login).join(', ');
        const reason = found.because ? toldWrongly(found.because) : `ambiguous: ${logins}`;
        return { look: { ...asked, problem: { kind: 'ambiguous', reason } }, error: null };
      }
      case 'none':
      case 'found': {
        const { id, isChosen } = person.heirIn?.(connector.id) ?? { id: person.managerId, isChosen: false };
        const asksOf = { ...context, heir: id === null ? null : await directory.byId(id), heirIsChosen: isChosen };
        const accounts = found.status === 'found' ? found.accounts : [];
        const unsettled = found.status === 'found' ? found.unsettled : undefined;
        // What is planned already and shown to be somebody else's by now holds the system back: its id would be called.
        if (unsettled && known.accounts.some((one) => isOneOf(unsettled.notTheirs, one, asked))) {
          const problem = { kind: 'ambiguous', reason: toldWrongly(unsettled.because) } as const;
          return { look: { ...asked, problem }, error: null };
        }
        const missing = known.accounts.filter(
          ({ system, tenant, id }) =>
            system === connector.id && tenant === found.tenant && accounts.every((one) => one.id !== id),
        );
        const looks = await Promise.all([
          ...accounts.map((account) => connector.look(account, asksOf)),
          ...missing.map((account) => lookById(connector, account, asksOf)),
        ]).then((all) => all.filter((one) => one !== null));
        const told = looks.map(({ account, items, snapshot }) => ({
          account,
          snapshot: { ...snapshot },
          items:
            account.protectedBecause === null
              ? [...items]
              : [{ action: protectedAction(account, connector), standing: 'untold' as const }],
        }));
        const notes = looks.flatMap(({ notes = [] }) => notes);
        const look = {
          ...asked,
          accounts: told,
          problem: problemOf(looks, unsettled),
          ...(notes.length > 0 && { notes }),
        };
        return { look, error: null };
      }
    }
  } catch (error) {
    const known = error instanceof ConnectorError ? error : null;
    if (known === null) log.error({ err: error, system: connector.id }, 'a connector failed in a way it should not');
    else log.warn({ err: error, system: connector.id }, 'a system could not be asked for accounts');
    const failed = known ?? new ConnectorError('unavailable', unexpected, { cause: error });
    const reason = inBoth(failed.words, (text) => `${failed.kind}: ${text}`);
    return { look: { ...base, problem: { kind: 'unreachable', reason } }, error: failed };
  }
}

/**
 * Null where the account is gone, or the id is somebody else's by now: an address changes hands, and so may a number.
 */
async function lookById(connector: Connector, account: Account, context: ConnectorContext): Promise<Look | null> {
  try {
    const look = await connector.look(plainAccount.parse(account), context);
    const isTheirs = look.account.login.toLowerCase() === account.login.toLowerCase();
    return look.presence === 'there' && isTheirs ? look : null;
  } catch (error) {
    if (error instanceof ConnectorError && (error.kind === 'not-found' || error.kind === 'mismatch')) return null;
    throw error;
  }
}

/**
 * When a look begins: never before the one that was written down by then. The clock may have been set back, or be
 * behind that of another process, and of two looks the one that began first counts for nothing once the other is
 * written down.
 */
export function beginsAt(clock: EngineDeps['clock'], known: Pick<AskedSystem, 'triedAt'> | undefined): Instant {
  const now = toInstant(clock.now());
  return known && known.triedAt > now ? known.triedAt : now;
}

const unexpected = {
  en: 'unexpected failure, see the log',
  fr: 'panne inattendue, voyez le journal du serveur',
};

/** Whether the account goes by one of these names in the system and the organisation that were asked. */
function isOneOf(names: readonly string[], { system, tenant, login }: Account, asked: SystemLook): boolean {
  const isThere = system === asked.system && tenant === asked.tenant;
  return isThere && names.some((name) => name.toLowerCase() === login.toLowerCase());
}

function toldWrongly(because: Localized): Words {
  return inBoth(because, (text) => `${toldWronglyCode}: ${text}`);
}

/** Lists that were not told come first: they may be told the next time, and a name waits for a person. */
function problemOf(
  looks: readonly Awaited<ReturnType<Connector['look']>>[],
  unsettled: Unsettled | undefined,
): LookProblem | null {
  const untold = looks.flatMap((look) => look.untold);
  if (untold.length === 0) return unsettled ? { kind: 'incomplete', reason: toldWrongly(unsettled.because) } : null;
  const more = (read: (words: Words) => string) => (unsettled ? [read(unsettled.because)] : []);
  const lists = (read: (words: Words) => string, colon: string) =>
    untold.map(({ named, reason }) => `${read(named)}${colon} ${read(reason)}`);
  const english = [...lists(inEnglish, ':'), ...more(inEnglish)].join('; ');
  const french = [...lists(inFrench, ' :'), ...more(inFrench)].join(' ; ');
  return {
    kind: 'incomplete',
    reason: inBoth({ en: english, fr: french }, (list) => `unproven: ${list}`.slice(0, 500)),
  };
}
