import { type Instant, toInstant } from '../../domain/calendar/time.ts';
import { inBoth, inEnglish, inFrench, type Words } from '../../domain/localized.ts';
import type { Person } from '../../domain/people/people.ts';
import type { AskedSystem } from '../../domain/systems/asked-system.ts';
import type { LookProblem, SystemLook } from '../../domain/systems/look.ts';
import { protectedAction } from '../../domain/systems/protected-account.ts';
import type { EngineDeps } from '../deps.ts';
import { type Connector, ConnectorError } from '../ports/connector.ts';

/** How long one system may take to say who has which account, and what each holds, while a person waits for the plan; in milliseconds. */
const patience = 20_000;

/** One system's word on the leaver, and the error that kept it from telling everything, which decides when it is asked again. */
export interface LookOutcome {
  look: SystemLook;
  error: ConnectorError | null;
}

/**
 * Asks one system who the person is there and what each account holds. Reads only. The plan, the begin and the end of a run and the looks
 * of later days are all this. `known`: how the departure was told of this system before; left out the first time. What cannot be told is a problem
 * of the look, never left out in silence.
 */
export async function lookAtSystem(
  { clock, log }: Pick<EngineDeps, 'clock' | 'log'>,
  connector: Connector,
  {
    person,
    accessRev,
    known,
    signal = AbortSignal.timeout(patience),
  }: {
    person: Person;
    accessRev: number;
    known: Pick<AskedSystem, 'tenant' | 'triedAt'> | undefined;
    /** Ends the look; after twenty seconds unless told. */
    signal?: AbortSignal;
  },
): Promise<LookOutcome> {
  const context = { now: () => clock.now(), signal };
  const at = beginsAt(clock, known);
  const base: SystemLook = {
    system: connector.id,
    systemLabel: connector.label,
    at,
    accessRev,
    asked: [],
    tenant: null,
    accounts: [],
    problem: null,
  };
  try {
    const found = await connector.find(person, { ...context, tenant: known?.tenant ?? undefined });
    const asked: SystemLook = { ...base, asked: [...found.asked], tenant: found.tenant };
    switch (found.status) {
      case 'none':
        return { look: asked, error: null };
      case 'ambiguous': {
        const logins = found.candidates.map((account) => account.login).join(', ');
        return { look: { ...asked, problem: { kind: 'ambiguous', reason: `ambiguous: ${logins}` } }, error: null };
      }
      case 'found': {
        const looks = await Promise.all(found.accounts.map((account) => connector.look(account, context)));
        const accounts = looks.map(({ account, items, snapshot }) => ({
          account,
          snapshot: { ...snapshot },
          items:
            account.protectedBecause === null
              ? [...items]
              : [{ action: protectedAction(account, connector), standing: 'untold' as const }],
        }));
        return { look: { ...asked, accounts, problem: problemOf(looks) }, error: null };
      }
    }
  } catch (error) {
    const told = error instanceof ConnectorError ? error : null;
    if (told === null) log.error({ err: error, system: connector.id }, 'a connector failed in a way it should not');
    else log.warn({ err: error, system: connector.id }, 'a system could not be asked for accounts');
    const failed = told ?? new ConnectorError('unavailable', unexpected, { cause: error });
    const reason = inBoth(failed.words, (text) => `${failed.kind}: ${text}`);
    return { look: { ...base, problem: { kind: 'unreachable', reason } }, error: failed };
  }
}

/**
 * When a look begins: never before the one that was written down by then. The clock may have been set back, or be behind that of another
 * process, and of two looks the one that began first counts for nothing once the other is written down.
 */
export function beginsAt(clock: EngineDeps['clock'], known: Pick<AskedSystem, 'triedAt'> | undefined): Instant {
  const now = toInstant(clock.now());
  return known && known.triedAt > now ? known.triedAt : now;
}

const unexpected = {
  en: 'unexpected failure, see the log',
  fr: 'panne inattendue, voyez le journal du serveur',
};

function problemOf(looks: readonly Awaited<ReturnType<Connector['look']>>[]): LookProblem | null {
  const untold = looks.flatMap((look) => look.untold);
  if (untold.length === 0) return null;
  const list = (read: (words: Words) => string) =>
    `unproven: ${untold.map(({ what, reason }) => `${what}: ${read(reason)}`).join('; ')}`.slice(0, 500);
  return { kind: 'incomplete', reason: { en: list(inEnglish), fr: list(inFrench) } };
}
