import type { BrakeGate } from '../../domain/brake/brake.ts';
import { isCalledOff, lacksWipes, wanted } from '../../domain/brake/held.ts';
import { isReleased } from '../../domain/brake/release.ts';
import { toInstant } from '../../domain/calendar/time.ts';
import type { SystemCommand } from '../../domain/command.ts';
import type { Departure } from '../../domain/departure.ts';
import type { EngineDeps } from '../deps.ts';
import type { NotesStore } from '../ports/store.ts';
import { brakesNoteKey, readKept, takeBegin, takeWipes, withoutHeld } from './kept-brakes.ts';

type GateDeps = Pick<EngineDeps, 'brakes' | 'clock' | 'metrics'> & { store: { notes: NotesStore } };

/**
 * Asks whether the run of this departure may begin, and counts it if so: in one write for all processes, so that no two
 * take the last place. Rejects with a StoreError where the store cannot be asked; then nothing begins.
 */
export async function askGate({ store, brakes, clock, metrics }: GateDeps, state: Departure): Promise<BrakeGate> {
  const now = toInstant(clock.now());
  const needs = wanted(state);
  const released = isReleased(state, now);
  const request = { id: state.id, now, isReleased: released, wipes: needs.wipes };
  const answer = await store.notes.change(brakesNoteKey, (note) => {
    const taken = takeBegin(readKept(note), request, brakes);
    return { value: taken.kept, answer: taken.answer };
  });
  if (answer.type === 'held') {
    metrics.braked.inc({ cap: answer.cap });
    return answer;
  }
  const { destructivePerDeparture } = brakes;
  const destructive = released ? Math.max(needs.destructive, destructivePerDeparture) : destructivePerDeparture;
  return { type: 'open', allowance: { destructive, wipes: answer.wipes } };
}

/**
 * What the store's brakes and the departure have to tell each other beyond the begin: a departure that is held no more
 * lets the others go, and one that wants more devices wiped than it was given gets what is left of the day. Null where
 * there is nothing to say; safe to be cut short and asked again.
 */
export async function reportOfBrakes(
  { store, brakes, clock }: GateDeps,
  state: Departure,
): Promise<SystemCommand | null> {
  const now = toInstant(clock.now());
  const { brake, allowance, id } = state;
  if (isCalledOff(state, now)) {
    // Also where the departure does not know that it was held: whoever asked died, or was overtaken, before it was
    // kept.
    await letGo(store.notes, id);
    if (brake !== undefined) return { type: 'brake.settle' };
  }
  if (allowance === undefined || !lacksWipes(state)) return null;
  const request = { id, now, wipes: wanted(state).wipes };
  const wipes = await store.notes.change(brakesNoteKey, (note) => {
    const given = takeWipes(readKept(note), request, brakes);
    return { value: given.kept, answer: given.wipes };
  });
  return wipes > allowance.wipes ? { type: 'brake.allow-wipes', wipes } : null;
}

/** The departure holds nobody back any more; of one that was erased, nobody else says so. */
export async function letGo(notes: NotesStore, id: string): Promise<void> {
  if (!readKept(await notes.read(brakesNoteKey)).held.some((one) => one.id === id)) return;
  await notes.change(brakesNoteKey, (note) => ({ value: withoutHeld(readKept(note), id), answer: undefined }));
}
