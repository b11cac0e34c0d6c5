import type { Departure } from '../../domain/departure.ts';
import type { Flow } from '../../domain/flow/flow.ts';
import { act } from '../act-names.ts';
import { actions, button, note } from '../blocks.ts';
import type { CardAction, CardBlock } from '../card-view.ts';
import { discardAction } from '../departure/draft-actions.ts';
import { shownName } from '../words/plain.ts';
import type { Voice } from '../words/voice.ts';
import { type WalkPage, walkPages } from './fields.ts';

/** The pages that this flow has: only an old role's access is partly kept. */
function pagesOf(flow: Flow | null): readonly WalkPage[] {
  return walkPages.filter((page) => page !== 'kept' || flow?.access === 'old-role');
}

/** Where in the walk a page stands, and about whom it is; `flow` is null while none is chosen. */
export function walkHead(
  voice: Voice,
  page: WalkPage,
  { departure, flow }: { departure: Departure | null; flow: Flow | null },
): CardBlock {
  const pages = pagesOf(flow);
  const step = voice.t('walk.step', { step: pages.indexOf(page) + 1, steps: pages.length });
  const about = departure ? voice.t('walk.for', { name: shownName(departure.leaver.name) }) : null;
  return note(about === null ? step : `${step} · ${about}`);
}

/** The way back to the page before. `seen` are the dates that this page shows, encoded. */
export function walkBack(
  voice: Voice,
  page: WalkPage,
  { departure, flow, seen }: { departure: Departure; flow: Flow | null; seen?: string },
): CardBlock {
  const pages = pagesOf(flow);
  const before = pages[pages.indexOf(page) - 1];
  if (!before) return actions();
  return actions(
    button(
      voice,
      act('walk.back', departure.id, { target: before, ...(seen === undefined ? {} : { seen }) }),
      'button.back',
      { about: voice.t(`walk.${before}.title`) },
    ),
  );
}

/** The ways out of the walk: without a draft there is nothing to keep. */
export function walkLeave(
  voice: Voice,
  departure: Pick<Departure, 'id' | 'leaver'> | null,
  seen?: string,
): readonly CardAction[] {
  if (departure === null) return [button(voice, act('walk.discard', null), 'form.cancel', { about: 'Relais' })];
  const name = shownName(departure.leaver.name);
  const later = act('walk.later', departure.id, seen === undefined ? {} : { seen });
  return [button(voice, later, 'form.later', { about: name }), discardAction(voice, departure.id, name)];
}
