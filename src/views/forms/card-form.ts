import type { Person } from '../../domain/people/people.ts';
import { text } from '../blocks.ts';
import type { ActRef, CardView } from '../card-view.ts';
import type { FormView } from '../form-view.ts';
import { voiceFor } from '../words/voice.ts';
import { form, shown } from './form-parts.ts';

/**
 * A card as a page of its own: for `departure.open`, `departure.details` and `access.review`, which `again` draws anew.
 */
export function cardForm(card: CardView, reader: Person, again: ActRef): FormView {
  const voice = voiceFor(reader);
  const title =
    card.kind === 'access'
      ? 'form.page.access'
      : card.kind === 'departure-details'
        ? 'form.page.details'
        : 'form.page.title';
  const page = form(voice, {
    kind: `page-${card.kind}`,
    title,
    submit: null,
    parts: shown(
      text([{ strong: card.title }, ...(card.subtitle === null ? [] : [` · ${card.subtitle}`])]),
      card.blocks,
    ),
  });
  return { ...page, again };
}
