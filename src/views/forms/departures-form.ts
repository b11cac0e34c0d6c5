import type { Instant } from '../../domain/calendar/time.ts';
import type { Departure } from '../../domain/departure.ts';
import { commonKindSchema } from '../../domain/flow/flow.ts';
import { listingOf, nothingDue } from '../../domain/lifecycle/listing.ts';
import type { CompanyRole, Person } from '../../domain/people/people.ts';
import { act } from '../act-names.ts';
import { actions, blocks, button, items, note, text } from '../blocks.ts';
import type { CardItem } from '../card-view.ts';
import { departureItem } from '../departure/departure-line.ts';
import type { FormView } from '../form-view.ts';
import { sentences } from '../words/plain.ts';
import { nameOf, type Voice, voiceFor } from '../words/voice.ts';
import { listFields } from './fields.ts';
import { choiceField, choicesField, dateField, form, option, personField, shown } from './form-parts.ts';
import { everyKind, type ListFilters, writeFilters } from './list-filters.ts';
import { type NamedKind, ownKindOptions } from './walk-kind.ts';

/** How many departures a page has. */
export const listPageSize = 10;

interface ShownPage {
  reader: Person;
  roles: readonly CompanyRole[];
  filters: ListFilters;
  departures: readonly Departure[];
  /** How many fit the filters in all. */
  total: number;
  /** Those of the company's own, to filter by. */
  ownKinds: readonly NamedKind[];
  now: Instant;
}

/** Who may see the list of all departures. */
export function listsAll(roles: readonly CompanyRole[]): boolean {
  return roles.includes('hr') || roles.includes('admin');
}

/** One page of the planned departures, with what it is filtered by. Whoever may not list them reads nothing here. */
export function departuresForm(asked: ShownPage): FormView {
  const { reader, roles, filters, departures, total, ownKinds, now } = asked;
  const voice = voiceFor(reader);
  const { open, kind, manager, from, to, late } = filters;
  if (!listsAll(roles))
    return form(voice, {
      kind: 'departures',
      title: 'list.title',
      submit: null,
      parts: shown(text(voice.t('refusal.not-permitted'))),
    });
  const pages = Math.max(1, Math.ceil(total / listPageSize));
  const page = Math.min(filters.page, pages - 1);
  const turn = (to: number) => act('departures.list', null, { target: writeFilters({ ...filters, page: to }) });
  const about = voice.t('list.page', { page: page + 1, pages });
  // What the leaver's own departure says is not for the leaver, whatever they are in the company.
  const seen = departures.filter(({ leaver }) => leaver.id !== reader.id);
  return {
    ...form(voice, {
      kind: 'departures',
      title: 'list.title',
      submit: { label: 'list.submit', act: act('departures.filter', null) },
      close: 'form.close',
      parts: [
        shown(
          blocks(
            text(voice.t('list.count', { total, open: open ? 'yes' : 'no' })),
            items(seen.map((departure) => listItem(departure, { voice, now, open }))),
            pages > 1 && note(about),
            actions(
              page > 0 && button(voice, turn(page - 1), 'button.listEarlier', { about }),
              page < pages - 1 && button(voice, turn(page + 1), 'button.listLater', { about }),
            ),
          ),
        ),
        choiceField(
          voice,
          { id: listFields.state, label: 'list.state' },
          {
            options: [option('open', voice.t('list.open')), option('closed', voice.t('list.closed'))],
            initial: open ? 'open' : 'closed',
          },
        ),
        choiceField(
          voice,
          { id: listFields.kind, label: 'list.kind' },
          {
            style: 'menu',
            options: [
              option(everyKind, voice.t('list.any')),
              ...commonKindSchema.options.map((one) => option(one, voice.t(`kind.${one}`))),
              ...ownKindOptions(ownKinds, voice),
            ],
            initial: kind ?? everyKind,
          },
        ),
        personField(voice, { id: listFields.manager, label: 'departure.manager', required: false }, manager),
        dateField(voice, { id: listFields.from, label: 'list.from', required: false }, from),
        dateField(voice, { id: listFields.to, label: 'list.to', required: false }, to),
        choicesField(
          voice,
          { id: listFields.late, label: 'list.late', required: false },
          { options: [option('late', voice.t('list.lateOnly'))], initial: late ? ['late'] : [] },
        ),
      ],
    }),
    again: turn(page),
  };
}

/** What is late is not what comes next. */
function dateWords(at: Instant, { open, now }: { open: boolean; now: Instant }) {
  if (!open) return 'list.ended';
  return at < now ? 'list.overdue' : 'list.next';
}

function listItem(departure: Departure, { voice, now, open }: { voice: Voice; now: Instant; open: boolean }): CardItem {
  const line = departureItem(departure, voice, now);
  const nextAt = listingOf(departure)?.nextAt ?? nothingDue;
  const when = voice.instant(nextAt);
  return {
    ...line,
    detail: sentences(
      typeof line.detail === 'string' && line.detail,
      departure.manager !== null &&
        `${voice.t('list.managedBy', { name: nameOf(departure, departure.manager, voice) })}.`,
      nextAt !== nothingDue && `${voice.t(dateWords(nextAt, { open, now }), { when })}.`,
    ),
  };
}
