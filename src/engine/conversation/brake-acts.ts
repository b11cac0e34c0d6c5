import { heldCalls, isHeld } from '../../domain/brake/held.ts';
import type { Departure } from '../../domain/departure.ts';
import { maySee } from '../../domain/people/visibility.ts';
import { refuse } from '../../domain/refusal.ts';
import type { ActName } from '../../views/act-names.ts';
import { brakesForm, mostShownHeld } from '../../views/forms/brakes-form.ts';
import { digest } from '../sha256.ts';
import type { Reply } from './conversation.ts';
import { doneReply, formReply, noticeReply, refusalReply } from './replies.ts';
import { done } from './task-acts.ts';
import { about, command, type Handler, type Turn } from './turn.ts';

/** Releasing what brakes hold: one departure, or all that is shown. */
export const brakeHandlers = {
  'brake.release': about((turn, departure) =>
    done(
      turn,
      departure,
      { type: 'brake.release', planHash: turn.act.ref.seen ?? '' },
      { key: 'notice.brakeReleased' },
    ),
  ),
  'brakes.open': async (turn) => formOf(turn),
  'brakes.release': releaseShown,
} satisfies Partial<Record<ActName, Handler>>;

interface Held {
  shown: readonly Departure[];
  more: number;
  hash: string;
}

/** What is held by now, the longest first, as far as this person may know of it; of the rest only how much there is. */
async function heldFor(turn: Turn): Promise<Held> {
  const { deps, now, actor } = turn;
  const all: Departure[] = [];
  for await (const departure of deps.store.departures.search({ status: ['active'] }))
    if (isHeld(departure, now) || heldCalls(departure).length > 0) all.push(departure);
  const seen = all.filter((one) => maySee(one, actor, now) && one.leaver.id !== actor.id);
  const shown = seen.toSorted((a, b) => (sinceOf(a) < sinceOf(b) ? -1 : 1)).slice(0, mostShownHeld);
  const hash = digest(JSON.stringify(shown.map(({ id, planHash }) => [id, planHash])));
  return { shown, more: all.length - shown.length, hash };
}

function sinceOf({ brake, runStartedAt, id }: Departure): string {
  return `${brake?.at ?? runStartedAt} ${id}`;
}

async function formOf(turn: Turn): Promise<Reply> {
  if (turn.roles.length === 0) return refusalReply(turn, refuse('not-permitted').refusal);
  const { shown, more, hash } = await heldFor(turn);
  if (shown.length === 0) return noticeReply(turn.voice.t('form.brakes.none', { count: more }));
  return formReply(brakesForm({ reader: turn.reader, held: shown, more, hash, now: turn.now }));
}

/** Each one by itself, by the plan that was shown: what changed since is refused, and the person looks again. */
async function releaseShown(turn: Turn): Promise<Reply> {
  if (turn.roles.length === 0) return refusalReply(turn, refuse('not-permitted').refusal);
  const { shown, hash } = await heldFor(turn);
  if (hash !== turn.act.ref.seen) return noticeReply(turn.voice.t('notice.brakesChanged'), 'refused');
  let released = 0;
  for (const { id, planHash } of shown) {
    const result = await command(turn, id, { type: 'brake.release', planHash: planHash ?? '' });
    if (result.type === 'done') released += 1;
  }
  const left = shown.length - released;
  return released === 0
    ? noticeReply(turn.voice.t('notice.brakesNone'), 'refused')
    : doneReply(turn, 'notice.brakesReleased', { count: released, left });
}
