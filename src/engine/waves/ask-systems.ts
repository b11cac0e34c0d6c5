import PQueue from 'p-queue';
import { toInstant } from '../../domain/calendar/time.ts';
import type { Leaver } from '../../domain/people/heirs.ts';
import type { LookProblem, Preflight, SystemLook } from '../../domain/systems/look.ts';
import { callTimeout } from '../access/call-context.ts';
import { type KnownAccess, lookAtSystem } from '../access/look-at-system.ts';
import type { EngineDeps } from '../deps.ts';
import type { Connector } from '../ports/connector.ts';

/** People of a wave planned beside one another: each asks every system. */
export const beside = 8;

/** So many people in a row whom a system does not answer of, and it is asked of nobody else in this turn. */
const silentAfter = 2;

/** Asks all systems of one person after the other, so that each has the time of a look for itself. */
export interface AskingOfMany {
  /** Every configured system's word on this person; null once the process ends, and nothing is known. */
  preflight(person: Leaver, known?: KnownAccess): Promise<Preflight | null>;
  /** Whether the system has stopped answering: whoever waits for it is asked of in a later turn. */
  isSilent(system: string): boolean;
}

const nothingKnown: KnownAccess = { accessRev: 0, systems: [], accounts: [] };

/**
 * The looks of one turn at a wave. Nobody waits before a screen, and what many are asked of at once shares the limit of
 * its system: all of them together would wait in its line until their time is up, and the system would stand there as
 * one that does not answer. So a system is asked of only so many at once as its limit gives a call a second each. What
 * ends access goes first.
 */
export function askingOfMany(deps: EngineDeps): AskingOfMany {
  const lines = new Map<string, PQueue>();
  const silence = new Map<string, { count: number; problem: LookProblem }>();
  const silentOf = (system: string) => {
    const known = silence.get(system);
    return known && known.count >= silentAfter ? known.problem : null;
  };

  async function look(connector: Connector, person: Leaver, known: KnownAccess): Promise<SystemLook | null> {
    const { id, label } = connector;
    const problem = silentOf(id);
    if (problem !== null) {
      const nobody = { asked: [], tenant: null, accounts: [] };
      const at = toInstant(deps.clock.now());
      return { system: id, systemLabel: label, at, accessRev: known.accessRev, ...nobody, problem };
    }
    let told: SystemLook | null = null;
    const step = async () => {
      const signal = deps.gates.signal(callTimeout);
      ({ look: told } = await lookAtSystem(deps, connector, { person, known, signal }));
    };
    await deps.gates.through(id, step, 'look');
    const { problem: found = null } = (told as SystemLook | null) ?? {};
    // The process ended it, and not the system.
    if (found !== null && deps.gates.isHurried()) return null;
    if (found?.kind === 'unreachable') silence.set(id, { count: (silence.get(id)?.count ?? 0) + 1, problem: found });
    else silence.delete(id);
    return told;
  }

  return {
    async preflight(person, known = nothingKnown) {
      const looks = await Promise.all(
        [...deps.connectors.values()].map((connector) => {
          const line = lines.get(connector.id) ?? new PQueue({ concurrency: atOnce(connector) });
          lines.set(connector.id, line);
          return line.add(() => look(connector, person, known));
        }),
      );
      const told = looks.flatMap((one) => (one ? [one] : []));
      return told.length === looks.length ? { systems: told } : null;
    },
    isSilent: (system) => silentOf(system) !== null,
  };
}

function atOnce({ perMinute }: Connector): number {
  return perMinute === undefined ? beside : Math.min(beside, Math.max(1, Math.floor(perMinute / 60)));
}
