import type { Actor } from '../people/people.ts';
import { type Decision, happened, refuse } from '../refusal.ts';
import type { Wave, WaveEvent, WaveMember } from './wave.ts';

/** What people ask of a wave. */
export type WaveCommand =
  | { type: 'open'; id: string; title: string; members: readonly Omit<WaveMember, 'problem' | 'left'>[] }
  | {
      type: 'confirm';
      /** What the person saw. */
      hash: string;
      /** What it would be by now, and of which plans it is made, by the departure's id. */
      now: { hash: string; plans: Readonly<Record<string, string>> };
      leaveOut: readonly string[];
    };

/** Who may begin a wave: whoever may begin the departure of anybody. */
export function mayBeginWave({ roles }: Actor & { type: 'person' }): boolean {
  return roles.includes('hr') || roles.includes('admin');
}

/** Who may know of a wave: HR, IT and administrators, and nobody who leaves with it. */
export function maySeeWave(wave: Pick<Wave, 'members'>, { id, roles }: Actor & { type: 'person' }): boolean {
  return roles.length > 0 && !wave.members.some(({ person }) => person === id);
}

/** Events, or why not. Pure. What becomes of each person is decided in their own departure. */
export function decideWave(
  state: Wave | null,
  command: WaveCommand,
  actor: Actor & { type: 'person' },
): Decision<WaveEvent> {
  if (command.type === 'open') {
    if (state !== null) return refuse('duplicate');
    if (!mayBeginWave(actor)) return refuse('not-permitted');
    const { id, title, members } = command;
    if (members.length === 0) return refuse('wave-empty');
    if (members.some(({ person }) => person === actor.id)) return refuse('leaver-is-actor');
    return happened({ type: 'opened', id, title, members: [...members] });
  }
  if (state === null || !maySeeWave(state, actor)) return refuse('not-found');
  if (actor.id === state.by) return refuse('requester-cannot-confirm');
  if (state.status !== 'planned') return refuse('wave-not-planned');
  if (command.hash !== command.now.hash) return refuse('plan-changed');
  if (state.confirmations.some((one) => one.by === actor.id && coversAll(one.plans, command))) {
    return refuse('already-confirmed');
  }
  const leftOut = command.leaveOut.filter((id) => command.now.plans[id] !== undefined);
  const plans = Object.fromEntries(Object.entries(command.now.plans).filter(([id]) => !leftOut.includes(id)));
  if (Object.keys(plans).length + leftOut.length === 0) return refuse('nothing-to-confirm');
  return happened({ type: 'confirmed', hash: command.hash, plans, leftOut });
}

/** The same person has confirmed the same plans, and leaves nobody out now. */
function coversAll(plans: Readonly<Record<string, string>>, { now, leaveOut }: WaveCommand & { type: 'confirm' }) {
  return leaveOut.length === 0 && Object.entries(now.plans).every(([id, hash]) => plans[id] === hash);
}
