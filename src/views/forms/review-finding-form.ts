import { addressesOf, type CompanyRole, type Person } from '../../domain/people/people.ts';
import { isAbout, leadsToDeparture, mayReview } from '../../domain/review/decision.ts';
import { act } from '../act-names.ts';
import { actions, blocks, button, facts, note, status, text } from '../blocks.ts';
import type { FormView } from '../form-view.ts';
import { oneLine, shownName } from '../words/plain.ts';
import { voiceFor } from '../words/voice.ts';
import { reviewExceptFields } from './fields.ts';
import { dateField, form, reasonField, shown } from './form-parts.ts';
import { findingDetail, type ShownFinding } from './review-form.ts';

interface FindingFormData {
  reader: Person;
  roles: readonly CompanyRole[];
  one: ShownFinding;
  /** Who decided, where somebody did. */
  decidedBy: string | null;
}

/** One finding, and what its reader may do about it. Nothing here ends access by itself. */
export function reviewFindingForm({ reader, roles, one, decidedBy }: FindingFormData): FormView {
  const voice = voiceFor(reader);
  const { finding, decision, label } = one;
  const target = { target: `${one.system} ${one.id}` };
  const about = shownName(finding.login);
  const own = isAbout(finding, addressesOf(reader));
  const decides = mayReview('decide', { roles }) && !own;
  const name = decidedBy ?? voice.t('word.somebody');
  return form(voice, {
    kind: 'review-finding',
    title: 'form.finding.title',
    submit: null,
    parts: shown(
      blocks(
        status('attention', voice.t(`review.class.${finding.class}`), {
          next: voice.t(`review.means.${finding.class}`),
        }),
        facts(
          [voice.t('review.column.system'), oneLine(label)],
          [voice.t('review.account'), about],
          finding.name === null ? null : [voice.t('review.name'), shownName(finding.name)],
          finding.kind === null ? null : [voice.t('review.kind'), voice.t(`review.kind.${finding.kind}`)],
        ),
        text(findingDetail(finding, voice)),
        decision?.type === 'taken' && note(voice.t('review.takenBy', { name, when: voice.dayOf(decision.at) })),
        decision?.type === 'exception' &&
          note(
            voice.t('review.exceptedBy', {
              name,
              until: voice.dayOf(decision.until),
              reason: oneLine(decision.reason),
            }),
          ),
        own && note(voice.t('review.own')),
        actions(
          finding.departure !== null &&
            button(voice, act('departure.open', finding.departure), 'button.open', { style: 'primary', about }),
          decides &&
            leadsToDeparture(finding) &&
            mayReview('depart', { roles }) &&
            button(voice, act('review.depart', null, target), 'button.reviewDepart', { style: 'primary', about }),
          decides &&
            decision === null &&
            button(voice, act('review.take', null, target), 'button.reviewTake', { about }),
          decides &&
            decision === null &&
            button(voice, act('review.except', null, target), 'button.reviewExcept', { about }),
          decides &&
            decision !== null &&
            button(voice, act('review.undecide', null, target), 'button.reviewUndecide', { about }),
          button(voice, act('review', null), 'button.reviewBack', { about }),
        ),
      ),
    ),
  });
}

/** Why an account stays as it is, and until when: an exception ends by itself. */
export function reviewExceptForm({ reader, one }: Pick<FindingFormData, 'reader' | 'one'>): FormView {
  const voice = voiceFor(reader);
  return form(voice, {
    kind: 'review-except',
    title: 'form.finding.except',
    submit: {
      label: 'form.finding.exceptSubmit',
      act: act('review.except.submit', null, { target: `${one.system} ${one.id}` }),
    },
    parts: [
      shown(text(voice.t('form.finding.exceptText', { login: shownName(one.finding.login) }))),
      reasonField(voice),
      dateField(
        voice,
        { id: reviewExceptFields.until, label: 'form.finding.until', hint: voice.t('form.finding.untilHint') },
        null,
      ),
    ],
  });
}
