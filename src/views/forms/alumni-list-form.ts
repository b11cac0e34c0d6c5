import {
  type Alumnus,
  agreesTo,
  alumniPurposes,
  type ExportedPurpose,
  exportedPurposes,
  type Referral,
} from '../../domain/alumni/alumnus.ts';
import type { QuarterNps } from '../../domain/alumni/nps.ts';
import type { Instant } from '../../domain/calendar/time.ts';
import type { Person } from '../../domain/people/people.ts';
import { act } from '../act-names.ts';
import { actions, blocks, button, dialog, item, items, note, section, status, text } from '../blocks.ts';
import type { CardItem } from '../card-view.ts';
import type { FormView } from '../form-view.ts';
import { manyLines, oneLine, shownName } from '../words/plain.ts';
import { type Voice, voiceFor } from '../words/voice.ts';
import { form, shown } from './form-parts.ts';

/** Addresses that somebody took out: how many, without whose. */
interface ShownExport {
  purpose: ExportedPurpose;
  count: number;
  at: Instant;
  /** Null for somebody who is not known any more. */
  byName: string | null;
}

export interface ShownAlumni {
  reader: Person;
  /** Without those on hold. */
  alumni: readonly Alumnus[];
  /** How many are on hold. */
  held: number;
  scores: readonly QuarterNps[];
  /** What was written in quarters that are over, in no order that tells who. */
  comments: readonly string[];
  /** The latest first. */
  exports: readonly ShownExport[];
  /** From 0. */
  page: number;
}

/** How many people stand on one page, and how many lines of the other lists. */
const pageSize = 15;
const mostLines = 15;

/** For HR: who stays in touch, for what, whom they recommend, and what they think of the company. */
export function alumniListForm(given: ShownAlumni): FormView {
  const { reader, alumni, held, scores, comments, exports, page } = given;
  const voice = voiceFor(reader);
  const confirmed = alumni.filter(({ confirmedAt }) => confirmedAt !== null);
  const open = alumni.length - confirmed.length;
  const last = Math.max(0, Math.ceil(alumni.length / pageSize) - 1);
  const at = Math.min(Math.max(0, page), last);
  const referrals = alumni.flatMap((one) => one.referrals.map((referral) => ({ alumnus: one, referral })));
  const newest = referrals.toSorted((a, b) => (a.referral.changedAt < b.referral.changedAt ? 1 : -1));
  return form(voice, {
    kind: 'alumni-list',
    title: 'form.alumniList.title',
    submit: null,
    parts: shown(
      blocks(
        status('neutral', voice.t('form.alumniList.state', { count: confirmed.length })),
        held > 0 && note(voice.t('form.alumniList.held', { count: held })),
        open > 0 && note(voice.t('form.alumniList.open', { count: open })),
        section(
          voice.t('form.alumniList.purposes'),
          items(alumniPurposes.map((one) => purposeItem(alumni, one, voice))),
        ),
        section(
          voice.t('form.alumniList.referrals'),
          items(newest.slice(0, mostLines).map(({ alumnus, referral }) => referralItem(alumnus, referral, voice))),
        ),
        section(
          voice.t('form.alumniList.people'),
          items(alumni.slice(at * pageSize, (at + 1) * pageSize).map((one) => personItem(one, voice))),
          last > 0 && text(voice.t('list.page', { page: at + 1, pages: last + 1 })),
          last > 0 && actions(at > 0 && pageButton(voice, at - 1), at < last && pageButton(voice, at + 1)),
        ),
        section(
          voice.t('form.alumniList.scores'),
          items(scores.slice(0, 4).map((one) => item('info', '', quarterWords(one, voice)))),
          note(voice.t('form.alumniList.noScores')),
        ),
        section(
          voice.t('form.alumniList.comments'),
          note(voice.t('form.alumniList.noComments')),
          ...comments.slice(0, mostLines).map((words) => ({ type: 'quote' as const, text: manyLines(words) })),
        ),
        section(
          voice.t('form.alumniList.exports'),
          items(exports.slice(0, mostLines).map((one) => item('info', '', exportWords(one, voice)))),
        ),
        note(voice.t('form.alumniList.note')),
      ),
    ),
  });
}

/** What is told of the scores of a quarter. */
export function quarterWords({ quarter, answers, nps }: QuarterNps, voice: Voice): string {
  return nps === null
    ? voice.t('alumni.quarterFew', { quarter })
    : voice.t('alumni.quarter', { quarter, nps: voice.number(nps), answers });
}

function pageButton(voice: Voice, to: number) {
  const about = voice.t('list.page', { page: to + 1, pages: to + 1 });
  return button(voice, act('alumni', null, { seen: to }), 'button.open', { about });
}

function purposeItem(alumni: readonly Alumnus[], purpose: (typeof alumniPurposes)[number], voice: Voice): CardItem {
  const words = voice.t(`alumni.purpose.${purpose}`);
  const taken = exportedPurposes.find((one) => one === purpose);
  const count = alumni.filter((one) => agreesTo(one, purpose)).length;
  const isTaken = taken !== undefined && count > 0;
  return item('info', '', [{ strong: words }], {
    detail: voice.t('form.alumniList.agreed', { count }),
    action: isTaken
      ? button(voice, act('alumni.export', null, { target: taken }), 'button.alumniExport', { about: words })
      : null,
  });
}

function referralItem({ id, name }: Alumnus, referral: Referral, voice: Voice): CardItem {
  const { reward, rewardedAt } = referral;
  const who = voice.t('form.alumniList.referral', { name: shownName(referral.name), role: oneLine(referral.role) });
  const said = voice.t('form.alumniList.referralBy', {
    ...{ state: voice.t(`alumni.referral.${referral.state}`), name: shownName(name), day: voice.dayOf(referral.at) },
  });
  const isOpen = referral.state !== 'closed' && !(referral.state === 'hired' && rewardedAt !== null);
  return item(isOpen ? 'todo' : 'done', voice.t(`alumni.referral.${referral.state}`), [{ strong: who }], {
    detail: [
      said,
      ...(reward === null ? [] : [` · ${voice.t('form.alumniList.reward', { reward: oneLine(reward) })}`]),
      ...(rewardedAt === null ? [] : [`, ${voice.t('form.alumniList.rewarded', { day: voice.dayOf(rewardedAt) })}`]),
    ],
    action: button(voice, act('alumni.referral', null, { target: `${id} ${referral.id}` }), 'button.open', {
      about: who,
    }),
  });
}

function personItem({ id, name, confirmedAt, purposes, rehire }: Alumnus, voice: Voice): CardItem {
  const about = shownName(name);
  const agreed = alumniPurposes.filter((one) => purposes[one] !== undefined);
  const wish = rehire === null ? null : voice.t(`alumni.rehire.${rehire}`);
  return item('info', '', [{ strong: about }], {
    detail: [
      ...(confirmedAt === null ? [`${voice.t('form.alumniList.unconfirmed')} · `] : []),
      voice.list(agreed.map((one) => voice.t(`alumni.purpose.${one}`))),
      ...(wish === null ? [] : [` · ${voice.t('form.alumniList.rehire', { wish })}`]),
    ],
    action: button(voice, act('alumni.erase', null, { target: id }), 'button.alumniErase', {
      ...{ about, style: 'danger' },
      confirm: dialog(
        voice,
        { title: 'dialog.alumniErase', confirm: 'button.alumniErase', deny: 'form.cancel' },
        voice.t('dialog.alumniEraseText', { name: about }),
      ),
    }),
  });
}

function exportWords({ purpose, count, at, byName }: ShownExport, voice: Voice): string {
  const name = byName === null ? voice.t('word.somebody') : shownName(byName);
  return voice.t('form.alumniList.export', {
    ...{ purpose: voice.t(`alumni.purpose.${purpose}`), count, name, day: voice.dayOf(at) },
  });
}
