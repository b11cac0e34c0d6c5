import { isProven, type Revocation } from '../../domain/actions/revocation.ts';
import type { Departure } from '../../domain/departure.ts';
import { toGiveBack } from '../../domain/tasks/restore.ts';
import type { Task } from '../../domain/tasks/task.ts';
import { item, items, note, section } from '../blocks.ts';
import type { CardBlock } from '../card-view.ts';
import { cut, oneLine } from '../words/plain.ts';
import type { Voice } from '../words/voice.ts';

/** How many things it spells out; the rest is counted. */
const longest = 40;

/**
 * Of a task to give access back: in which accounts, and what of them was ended or may have been. Nothing for any other
 * task.
 */
export function giveBackBlocks(departure: Departure, task: Task, voice: Voice): readonly CardBlock[] {
  const ended = toGiveBack(departure, task);
  // Whoever was signed out signs in again by themselves.
  const lasting = ended
    .filter(({ action }) => action.stage !== 'sessions')
    .toSorted((a, b) => a.action.accountLogin.localeCompare(b.action.accountLogin));
  const left = lasting.length - longest;
  return section(
    voice.t('giveBack.title'),
    ended.length > 0 && lasting.length === 0 && note(voice.t('giveBack.onlySessions')),
    items(lasting.slice(0, longest).map((one) => giveBackItem(one, voice))),
    left > 0 && note(voice.t('access.moreActions', { count: left })),
  );
}

function giveBackItem(one: Revocation, voice: Voice) {
  const { action } = one;
  const target = cut(oneLine(voice.localized(action.target?.label ?? action.named ?? '')), 80);
  const words = voice.t(`giveBack.${action.stage}`, { named: target === '' ? 'no' : 'yes', target });
  const isCertain = one.status === 'verified' || isProven(one);
  const state = voice.t(isCertain ? 'giveBack.ended' : 'giveBack.maybeEnded');
  return item('todo', state, [{ strong: cut(oneLine(action.accountLogin), 80) }, ` · ${words}`], { detail: state });
}
