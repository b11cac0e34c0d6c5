import PQueue from 'p-queue';
import { hour, minute, plus, toInstant } from '../../domain/calendar/time.ts';
import type { Departure } from '../../domain/departure.ts';
import { leaverAsKnown } from '../../domain/people/leaver.ts';
import { isInWave } from '../../domain/people/wave-membership.ts';
import { type AskedSystem, holdsBack } from '../../domain/systems/asked-system.ts';
import type { Wave } from '../../domain/waves/wave.ts';
import { allEnded } from '../concurrency/all-ended.ts';
import type { EngineDeps } from '../deps.ts';
import { transact } from '../transact.ts';
import { askingOfMany, beside } from './ask-systems.ts';
import { stretch, type Woken } from './plan-members.ts';
import type { WaveState } from './wave-state.ts';

/** How soon a person of a wave is asked about again, and how seldom at last; in milliseconds. */
const soonest = minute;
const seldom = hour;

/**
 * Asks the systems again that did not tell everything of somebody in the wave, and plans that person anew: of one
 * departure somebody looks at the plan and asks again, of two hundred nobody does. The longer it has lasted, the less
 * often; what only a person can settle is left to them. Tells whether there is more to ask at once.
 */
export async function askAgain(
  deps: EngineDeps,
  { wave, state: { people }, woken }: { wave: Wave; state: WaveState; woken: Woken },
): Promise<boolean> {
  const asking = askingOfMany(deps);
  const queue = new PQueue({ concurrency: beside });
  const until = plus(toInstant(deps.clock.now()), stretch);
  let left = false;
  const waiting = people.flatMap(({ departure }) =>
    departure !== null && waitsFor(departure).length > 0 ? [departure] : [],
  );
  await allEnded(
    waiting.map((departure) =>
      queue.add(async () => {
        const systems = waitsFor(departure);
        if (deps.gates.areClosed() || systems.every(({ system }) => asking.isSilent(system))) return;
        if (toInstant(deps.clock.now()) >= until) left = true;
        else if (await isTurnOf(deps, departure, systems)) await planAnew(departure);
      }),
    ),
  );
  return left;

  async function planAnew(departure: Departure): Promise<void> {
    const preflight = await asking.preflight(leaverAsKnown(departure), departure);
    if (preflight === null) return;
    // For whoever began it, and with no role of theirs: that another organisation counts from now on is for a person to
    // say.
    const actor = { type: 'person', id: wave.by, roles: [] } as const;
    const asked = await transact(deps, departure.id, { type: 'access.replan', preflight }, actor);
    if (asked.type === 'done' && asked.events.length > 0) woken.reconcile(departure.id);
  }
}

/** What is still to be told of somebody whose run has not begun, and may be told by itself. */
function waitsFor(departure: Departure): readonly AskedSystem[] {
  if (departure.status !== 'active' || departure.runStartedAt !== null || !isInWave(departure)) return [];
  return departure.systems.filter(
    (one) => holdsBack(one) && (one.problem?.kind === 'unreachable' || one.problem?.kind === 'incomplete'),
  );
}

/**
 * Once in a while, whichever process asks: the first minute long every minute, later after half of what it has lasted
 * by then.
 */
async function isTurnOf(
  { store, clock }: EngineDeps,
  { id }: Departure,
  systems: readonly AskedSystem[],
): Promise<boolean> {
  const now = clock.now().getTime();
  const since = Math.min(...systems.map(({ failingSince, triedAt }) => Date.parse(failingSince ?? triedAt)));
  const pause = Math.min(seldom, Math.max(soonest, (now - since) / 2));
  // It just was: planning is a turn too.
  if (systems.every(({ triedAt }) => now - Date.parse(triedAt) < soonest)) return false;
  return (await store.once.take(`wave-ask/${id}`, now, now + pause)) === 'taken';
}
