import type { Revocation } from '../../domain/actions/revocation.ts';
import { heldCalls, isHeld } from '../../domain/brake/held.ts';
import { releasesNeeded, releasesThatCount } from '../../domain/brake/release.ts';
import type { Instant } from '../../domain/calendar/time.ts';
import type { Departure } from '../../domain/departure.ts';
import { isWipe } from '../../domain/systems/action.ts';
import { act } from '../act-names.ts';
import { actions, button, dialog, facts, note } from '../blocks.ts';
import type { CardBlock } from '../card-view.ts';
import { nameOf, type Voice } from '../words/voice.ts';
import type { AccessReading } from './access-reading.ts';
import { systemsOf } from './access-state.ts';
import { totalWords } from './plan.ts';

/** What a brake holds of the departure: the whole cut-off, or some calls of its run. Empty where it holds nothing. */
export function heldOf(departure: Departure, now: Instant): readonly Revocation[] {
  return isHeld(departure, now) ? departure.revocations : heldCalls(departure);
}

/** Why it is held, in words that stand in a sentence; empty once it is not. */
export function brakeReason(departure: Departure, voice: Voice): string {
  const { brake } = departure;
  if (brake !== undefined)
    return voice.t('brake.reason', { cap: brake.cap, counted: brake.counted, limit: brake.limit });
  const calls = heldCalls(departure);
  return calls.length === 0 ? '' : voice.t('brake.heldCalls', { count: calls.length, wipes: wipesIn(calls) });
}

/** What would be done, in systems, calls, what nobody can undo, and devices. */
export function heldWords(held: readonly Revocation[], voice: Voice): string {
  const wipes = wipesIn(held);
  return [totalWords(systemsOf(held), voice), ...(wipes > 0 ? [voice.t('brake.wipes', { count: wipes })] : [])].join(
    ', ',
  );
}

function wipesIn(held: readonly Revocation[]): number {
  return held.filter(({ action }) => isWipe(action)).length;
}

/** Who has released it so far; null where nobody has. */
export function releasedBy(departure: Departure, now: Instant, voice: Voice): string | null {
  const given = releasesThatCount(departure, now);
  return given.length === 0 ? null : voice.list(given.map(({ by }) => nameOf(departure, by, voice)));
}

/** On the message that rings: what would happen, who has released it, and the reader's own part in it. */
export function brakeBlocks({ departure, reader, roles, voice, now, name }: AccessReading): readonly CardBlock[] {
  const held = heldOf(departure, now);
  const { planHash } = departure;
  if (held.length === 0 || planHash === null) return [];
  const given = releasesThatCount(departure, now);
  const by = releasedBy(departure, now, voice);
  const isMine = given.some((one) => one.by === reader.id);
  const mayRelease = roles.length > 0 && reader.id !== departure.requester && !isMine;
  const confirm = dialog(
    voice,
    { title: 'dialog.brake.title', confirm: 'dialog.brake.confirm', deny: 'dialog.brake.deny' },
    voice.t('dialog.brake.text', { name, what: heldWords(held, voice), left: releasesNeeded - given.length }),
  );
  return [
    facts([voice.t('brake.would'), heldWords(held, voice)], by === null ? null : [voice.t('brake.releasedBy'), by]),
    ...(reader.id === departure.requester ? [note(voice.t('brake.requester'))] : []),
    actions(
      mayRelease &&
        button(voice, act('brake.release', departure.id, { seen: planHash }), 'button.brakeRelease', {
          style: 'danger',
          about: name,
          confirm,
        }),
      roles.length > 0 && button(voice, act('brakes.open', null), 'button.brakesOpen', { about: name }),
      button(voice, act('access.review', departure.id), 'button.review', { about: name }),
    ),
  ];
}
