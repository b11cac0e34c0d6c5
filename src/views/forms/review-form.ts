import type { Person } from '../../domain/people/people.ts';
import type { ReviewDecision } from '../../domain/review/decision.ts';
import { type Finding, findingClassSchema } from '../../domain/review/finding.ts';
import { countOf, type Review, type SystemReview, waitingSystems } from '../../domain/review/review.ts';
import { act } from '../act-names.ts';
import {
  actions,
  blocks,
  button,
  dialog,
  heading,
  item,
  items,
  note,
  section,
  status,
  table,
  text,
} from '../blocks.ts';
import type { CardBlock, CardItem } from '../card-view.ts';
import type { FormView } from '../form-view.ts';
import { oneLine, shownName } from '../words/plain.ts';
import { type Voice, voiceFor } from '../words/voice.ts';
import { form, shown } from './form-parts.ts';

/** One finding as its reader may see it. `id` names it in an act, with its system. */
export interface ShownFinding {
  id: string;
  system: string;
  label: string;
  finding: Finding;
  /** What was decided and still holds. */
  decision: ReviewDecision | null;
}

/** One review before, in numbers. */
interface ShownPast {
  endedAt: string;
  /** Findings over all systems, and systems that did not tell. */
  findings: number;
  untold: number;
}

export interface ReviewFormData {
  reader: Person;
  /** Null before the first. */
  review: Review | null;
  /** Everything that the reader may see, the gravest first. */
  findings: readonly ShownFinding[];
  page: number;
  past: readonly ShownPast[];
}

const perPage = 15;
const mostSystems = 40;
const mostPast = 6;

/** The review of accounts: how far it is, what each system comes to, and each finding with the way to it. */
export function reviewForm({ reader, review, findings, page, past }: ReviewFormData): FormView {
  const voice = voiceFor(reader);
  const last = Math.max(0, Math.ceil(findings.length / perPage) - 1);
  const at = Math.min(Math.max(0, Number.isInteger(page) ? page : 0), last);
  const turn = (to: number) => act('review', null, { seen: to });
  const about = voice.t('form.review.title');
  return {
    ...form(voice, {
      kind: 'review',
      title: 'form.review.title',
      submit: null,
      parts: shown(
        blocks(
          review === null ? text(voice.t('form.review.none')) : standing(review, voice),
          review !== null && systemsTable(review, voice),
          review !== null && systemNotes(review, voice),
          findings.length > 0 && heading(voice.t('form.review.findings', { count: findings.length })),
          items(findings.slice(at * perPage, (at + 1) * perPage).map((one) => findingItem(one, voice))),
          last > 0 && note(voice.t('wave.page', { page: at + 1, pages: last + 1 })),
          section(
            voice.t('form.review.past'),
            items(
              past
                .slice(-mostPast)
                .toReversed()
                .map((one) => pastItem(one, voice)),
            ),
          ),
          actions(
            at > 0 && button(voice, turn(at - 1), 'button.wavePrevious', { about }),
            at < last && button(voice, turn(at + 1), 'button.waveNext', { about }),
            ...ways(review, voice, about),
          ),
          note(voice.t('form.review.cutsNothing')),
        ),
      ),
    }),
    again: turn(at),
  };
}

function ways(review: Review | null, voice: Voice, about: string) {
  if (review !== null && review.ended === null)
    return [
      button(voice, act('review', null), 'button.reviewAgain', { about }),
      button(voice, act('review.cancel', null, { target: review.id }), 'button.reviewCancel', {
        about,
        confirm: dialog(
          voice,
          { title: 'dialog.reviewCancel.title', confirm: 'button.reviewCancel', deny: 'dialog.wave.deny' },
          voice.t('dialog.reviewCancel.text'),
        ),
      }),
    ];
  return [button(voice, act('review.begin', null), 'button.reviewBegin', { style: 'primary', about })];
}

function standing(review: Review, voice: Voice): CardBlock {
  const waiting = waitingSystems(review).length;
  const listed = review.systems.filter((one) => one.status !== 'unlisted').length;
  const when = voice.instant(review.ended?.at ?? review.beganAt);
  if (review.ended === null)
    return status('neutral', voice.t('review.state.running', { done: listed - waiting, all: listed }), {
      next: voice.t('review.began', { when }),
    });
  if (review.ended.how === 'cancelled')
    return status('attention', voice.t('review.state.cancelled'), { next: voice.t('review.ended', { when }) });
  const untold = review.systems.filter((one) => one.status === 'untold').length;
  const found = review.systems.reduce((sum, one) => sum + countAll(one), 0);
  const gaps = review.systems.filter(isPartlyKnown).length;
  return status(
    untold + found + gaps > 0 ? 'attention' : 'good',
    voice.t('review.state.done', { found, untold, gaps }),
    {
      next: voice.t('review.ended', { when }),
    },
  );
}

/** Whether something there may be a finding and could not be told: that nothing was found says little then. */
function isPartlyKnown(one: SystemReview): boolean {
  return one.status === 'read' && (!one.peopleKnown || one.unknown > 0 || one.untold.length > 0);
}

function countAll(one: SystemReview): number {
  return one.status === 'read'
    ? findingClassSchema.options.reduce((sum, each) => sum + countOf(one.counts, each), 0)
    : 0;
}

function systemsTable({ systems }: Review, voice: Voice): CardBlock {
  const rows = systems.slice(0, mostSystems).map((one) => {
    const label = oneLine(one.label);
    if (one.status !== 'read') return [label, voice.t(`review.system.${one.status}`), '–', '–'];
    return [label, voice.number(one.accounts), voice.number(countAll(one)), voice.number(one.unknown)];
  });
  const columns = (['system', 'accounts', 'found', 'unknown'] as const).map((one) => voice.t(`review.column.${one}`));
  return table(voice.t('form.review.title'), columns, rows);
}

/** What was not told, and why nothing follows from it. */
function systemNotes({ systems }: Review, voice: Voice): readonly CardBlock[] {
  const told = systems.filter((one) => one.status === 'read');
  return blocks(
    told.some(({ peopleKnown }) => !peopleKnown) && note(voice.t('review.peopleUnknown')),
    items(
      systems.slice(0, mostSystems).flatMap((one): CardItem[] => {
        if (one.status === 'untold')
          return [
            item('failed', voice.t('review.system.untold'), [{ strong: oneLine(one.label) }], {
              detail: voice.localized(one.reason),
            }),
          ];
        if (one.status !== 'read' || one.untold.length === 0) return [];
        const lists = voice.list(one.untold.map((each) => voice.localized(each)));
        return [
          item('info', voice.t('review.system.partly'), [{ strong: oneLine(one.label) }], {
            detail: voice.t('review.listsUntold', { lists }),
          }),
        ];
      }),
    ),
  );
}

function findingItem({ id, system, label, finding, decision }: ShownFinding, voice: Voice): CardItem {
  const login = shownName(finding.login);
  const what = voice.t(`review.class.${finding.class}`);
  return item(
    decision === null ? 'todo' : decision.type === 'taken' ? 'running' : 'waived',
    decision === null ? what : voice.t(`review.decision.${decision.type}`),
    [{ strong: login }, ` · ${[oneLine(label), ...(decision === null ? [] : [what])].join(' · ')}`],
    {
      detail: findingDetail(finding, voice),
      action: button(voice, act('review.finding', null, { target: `${system} ${id}` }), 'button.open', {
        about: login,
      }),
    },
  );
}

/** What is known of it, in one line: whose, since when, what differs. */
export function findingDetail({ person, since, differs, class: what }: Finding, voice: Voice): string {
  return [
    person === null ? voice.t('review.nobody') : `${shownName(person.name)} (${oneLine(person.email)})`,
    ...(since === null ? [] : [voice.t(`review.since.${sinceWord[what]}`, { when: voice.dayOf(since) })]),
    ...(differs.length === 0
      ? []
      : [voice.t('review.differs', { what: voice.list(differs.map((each) => voice.t(`review.difference.${each}`))) })]),
  ].join(' · ');
}

/** What the instant of a finding means. */
const sinceWord = {
  residual: 'left',
  'owner-left': 'left',
  orphaned: 'made',
  invitation: 'open',
  dormant: 'used',
  'ownerless-key': 'used',
  mismatch: 'left',
} as const satisfies Record<Finding['class'], string>;

/** Counts alone: how much was not known at the time is not kept, so never that there was nothing. */
function pastItem({ endedAt, findings, untold }: ShownPast, voice: Voice): CardItem {
  return item('info', '', [
    { strong: voice.dayOf(endedAt) },
    ` · ${voice.t('review.pastCounts', { found: findings, untold })}`,
  ]);
}
