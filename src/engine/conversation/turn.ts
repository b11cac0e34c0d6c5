import { type Instant, toInstant } from '../../domain/calendar/time.ts';
import type { PersonCommand } from '../../domain/command.ts';
import type { Departure } from '../../domain/departure.ts';
import type { Actor, CompanyRole, Person } from '../../domain/people/people.ts';
import { maySee } from '../../domain/people/visibility.ts';
import { type Refusal, refuse } from '../../domain/refusal.ts';
import type { FormValues } from '../../views/form-view.ts';
import { type Voice, voiceFor } from '../../views/words/voice.ts';
import type { EngineDeps } from '../deps.ts';
import type { Engine } from '../engine.ts';
import type { Act, Reply, Speaker } from './conversation.ts';
import { refusalReply } from './replies.ts';

/** One act of one person, with everything a handler needs to answer it. */
export interface Turn {
  deps: EngineDeps;
  engine: Engine;
  act: Act;
  speaker: Speaker;
  reader: Person;
  roles: readonly CompanyRole[];
  actor: Actor & { type: 'person' };
  now: Instant;
  voice: Voice;
}

/** What reading takes of a turn: who looks, with which roles, and when. */
export type Looking = Pick<Turn, 'deps' | 'reader' | 'actor' | 'roles' | 'now'>;

export type Handler = (turn: Turn) => Promise<Reply>;

export function takeTurn(deps: EngineDeps, engine: Engine, { act, speaker }: { act: Act; speaker: Speaker }): Turn {
  const { person } = speaker;
  const roles = deps.directory.rolesOf(person);
  return {
    deps,
    engine,
    act,
    speaker,
    reader: person,
    roles,
    actor: { type: 'person', id: person.id, roles },
    now: toInstant(deps.clock.now()),
    voice: voiceFor(person),
  };
}

/** The departure the act is about, when this person may know of it. */
export async function seen(turn: Turn): Promise<Departure | null> {
  const { departureId } = turn.act.ref;
  const departure = departureId === null ? null : await turn.deps.store.departures.load(departureId);
  return departure && maySee(departure, turn.actor, turn.now) ? departure : null;
}

/** A handler that needs the departure; without one the person hears that there is none. */
export function about(handle: (turn: Turn, departure: Departure) => Promise<Reply> | Reply): Handler {
  return async (turn) => {
    const departure = await seen(turn);
    return departure ? handle(turn, departure) : refusalReply(turn, refuse('not-found').refusal);
  };
}

export type Commanded = { type: 'done'; departure: Departure } | { type: 'refused'; refusal: Refusal };

export async function command(turn: Turn, id: string, one: PersonCommand): Promise<Commanded> {
  const result = await turn.engine.command(id, one, turn.actor);
  // A card that stands for several departures of a wave says at once what became of the one that was clicked on.
  if (result.type === 'done' && result.departure.wave) turn.engine.goOnWithWave(result.departure.wave.id);
  return result.type === 'done'
    ? { type: 'done', departure: result.departure }
    : { type: 'refused', refusal: result.refusal };
}

function valuesOf(turn: Turn): FormValues {
  return turn.act.values ?? {};
}

/** One submitted text, trimmed; null when it was left empty or is no text. */
export function textOf(turn: Turn, field: string): string | null {
  const value = valuesOf(turn)[field];
  const text = typeof value === 'string' ? value.trim() : '';
  return text === '' ? null : text;
}

export function listOf(turn: Turn, field: string): readonly string[] {
  const value = valuesOf(turn)[field];
  return Array.isArray(value) ? value : [];
}
