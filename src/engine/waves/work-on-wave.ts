import { minute, toInstant } from '../../domain/calendar/time.ts';
import type { Departure } from '../../domain/departure.ts';
import { brakeReleaseOf } from '../../domain/waves/brake-release.ts';
import { standingOf } from '../../domain/waves/standing.ts';
import type { Wave } from '../../domain/waves/wave.ts';
import type { EngineDeps } from '../deps.ts';
import { transact } from '../transact.ts';
import { askAgain } from './ask-again.ts';
import { actorOf, note } from './note-of-wave.ts';
import { planAll, type Woken } from './plan-members.ts';
import { readWave, registerWave } from './wave-journal.ts';
import { stateOfWave, type WaveState } from './wave-state.ts';

/** How long one process may be at one step of a wave before another tries; what both do is done once all the same. */
const turnLasts = 4 * minute;

/**
 * Brings a wave to what should be true: plans whoever has no plan, spreads the cut-offs over what systems take, gives
 * each confirmation of the wave in each of its departures, tells their brakes, asks again where a system did not tell,
 * and says when nothing is to come any more. Every step is found anew from what is kept, and can be repeated: a process
 * may die anywhere, and two may be at it.
 */
export async function workOnWave(deps: EngineDeps, id: string, woken: Woken): Promise<void> {
  // Somebody may confirm while this is going on: what is there by then is done too.
  while (!deps.gates.areClosed() && (await inTurn(deps, id, woken))) await woken.show();
}

/** One step, unless another process is at it: that one goes on. */
async function inTurn(deps: EngineDeps, id: string, woken: Woken): Promise<boolean> {
  const now = deps.clock.now().getTime();
  const lock = `wave/${id}`;
  if ((await deps.store.once.take(lock, now, now + turnLasts)) !== 'taken') return false;
  try {
    return await step(deps, id, woken);
  } finally {
    await deps.store.once.giveBack(lock);
  }
}

/** The next thing to do; false when there is none. */
async function step(deps: EngineDeps, id: string, woken: Woken): Promise<boolean> {
  const wave = await readWave(deps.store, id);
  if (wave === null) {
    await registerWave(deps.store, id, false);
    return false;
  }
  // Only its cards go on.
  if (wave.status === 'ended') return false;
  if (wave.status === 'planning') return planAll(deps, wave, woken);
  const waiting = wave.confirmations.findIndex(({ applied }) => !applied);
  if (waiting >= 0) return apply(deps, wave, waiting, woken);
  const state = await stateOfWave(deps, wave);
  for (const { departure } of state.people)
    if (departure !== null) await releaseBrake(deps, { state, departure, woken });
  if (await end(deps, state)) return true;
  return askAgain(deps, { wave, state, woken });
}

/** Gives one confirmation of the wave in each departure, as that person, and lets those go whom they left out. */
async function apply(deps: EngineDeps, wave: Wave, index: number, woken: Woken): Promise<boolean> {
  const confirmation = wave.confirmations[index];
  if (confirmation === undefined) return false;
  const { by, plans } = confirmation;
  const state = await stateOfWave(deps, wave);
  for (const { departure, left } of wave.members) {
    if (deps.gates.areClosed()) return false;
    if (left !== null) {
      const state = await deps.store.departures.load(departure);
      if (state?.wave?.leftAt !== undefined || state === null) continue;
      await transact(deps, departure, { type: 'wave.leave' }, await actorOf(deps, left.by));
    } else {
      const planHash = plans[departure];
      if (planHash === undefined) continue;
      // Whatever that departure says against it, for example that its plan changed since, is what its line on the card
      // says.
      const given = await transact(deps, departure, { type: 'access.confirm', planHash }, await actorOf(deps, by));
      // At once: its time may have come already.
      if (given.type === 'done') await releaseBrake(deps, { state, departure: given.departure, woken });
    }
    woken.reconcile(departure);
  }
  await note(deps, wave.id, { type: 'applied', confirmation: index });
  return true;
}

/**
 * Who confirmed the wave, and with it this departure as it is, lets its run begin however many begin with it. Nothing
 * where that was said.
 */
async function releaseBrake(
  deps: EngineDeps,
  { state: { wave, people }, departure, woken }: { state: WaveState; departure: Departure; woken: Woken },
): Promise<void> {
  const ends = people.flatMap((one) => one.departure?.dates?.cutOff.at ?? []);
  const lastCutOff = ends.reduce((a, b) => (a > b ? a : b), departure.dates?.cutOff.at ?? wave.openedAt);
  const release = brakeReleaseOf(wave, departure, { now: toInstant(deps.clock.now()), lastCutOff });
  if (release === null) return;
  // Refused where its plan changed just now: then it is confirmed no more either, and this is said again once it is.
  const said = await transact(deps, departure.id, release, { type: 'system' });
  if (said.type === 'done') woken.reconcile(departure.id);
}

const over: ReadonlySet<string> = new Set(['failed', 'left', 'closed', 'stopped', 'gone']);

async function end(deps: EngineDeps, { wave, people }: WaveState): Promise<boolean> {
  const now = toInstant(deps.clock.now());
  if (!people.every((one) => over.has(standingOf(wave, one, now)))) return false;
  await note(deps, wave.id, { type: 'ended' });
  return true;
}
