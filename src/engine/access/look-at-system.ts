import { toInstant } from '../../domain/calendar/time.ts';
import type { Person } from '../../domain/people/people.ts';
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
 * of later days are all this. `tenant`: which one answered before, null the first time. What cannot be told is a problem of the look, never left out in silence.
 */
export async function lookAtSystem(
  { clock, log }: Pick<EngineDeps, 'clock' | 'log'>,
  connector: Connector,
  {
    person,
    accessRev,
    tenant,
    patient = patience,
  }: { person: Person; accessRev: number; tenant: string | null; patient?: number },
): Promise<LookOutcome> {
  const context = { now: () => clock.now(), signal: AbortSignal.timeout(patient) };
  const at = toInstant(clock.now());
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
    const found = await connector.find(person, { ...context, tenant: tenant ?? undefined });
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
    const known = error instanceof ConnectorError ? error : null;
    if (known === null) log.error({ err: error, system: connector.id }, 'a connector failed in a way it should not');
    else log.warn({ err: error, system: connector.id }, 'a system could not be asked for accounts');
    const reason = known ? `${known.kind}: ${known.message}` : 'unavailable: unexpected failure, see the log';
    const failed = known ?? new ConnectorError('unavailable', 'unexpected failure, see the log', { cause: error });
    return { look: { ...base, problem: { kind: 'unreachable', reason } }, error: failed };
  }
}

function problemOf(looks: readonly Awaited<ReturnType<Connector['look']>>[]): LookProblem | null {
  const untold = looks.flatMap(({ untold }) => untold.map(({ what, reason }) => `${what}: ${reason}`));
  if (untold.length > 0) return { kind: 'incomplete', reason: `unproven: ${untold.join('; ')}`.slice(0, 500) };
  return null;
}
