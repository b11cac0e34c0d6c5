import type { Departure } from '../../domain/departure.ts';
import { act } from '../act-names.ts';
import { actions, button, note } from '../blocks.ts';
import type { CardBlock } from '../card-view.ts';
import { shownName } from '../words/plain.ts';
import type { Voice } from '../words/voice.ts';
import { type WalkPage, walkPages } from './fields.ts';

/** Where in the walk a page stands, and about whom it is. */
export function walkHead(voice: Voice, page: WalkPage, departure: Departure | null): CardBlock {
  const step = voice.t('walk.step', { step: walkPages.indexOf(page) + 1, steps: walkPages.length });
  const about = departure ? voice.t('walk.for', { name: shownName(departure.leaver.name) }) : null;
  return note(about === null ? step : `${step} · ${about}`);
}

/** The way back to the page before. */
export function walkBack(voice: Voice, page: WalkPage, departure: Departure): CardBlock {
  const before = walkPages[walkPages.indexOf(page) - 1];
  if (!before) return actions();
  return actions(
    button(voice, act('walk.back', departure.id, { target: before }), 'button.back', {
      about: voice.t(`walk.${before}.title`),
    }),
  );
}
