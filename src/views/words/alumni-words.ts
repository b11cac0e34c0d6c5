import {
  type Alumnus,
  alumniPurposes,
  type ExportedPurpose,
  longestComment,
  longestReferral,
  rehireWishes,
} from '../../domain/alumni/alumnus.ts';
import { highestScore } from '../../domain/alumni/nps.ts';
import type { Instant } from '../../domain/calendar/time.ts';
import { oneLine, shownName } from './plain.ts';
import { type Reader, voiceFor } from './voice.ts';

/** What stands on the page of somebody who stays in touch. */
export function alumniWords(reader: Reader, organisation: string) {
  const { t, dayOf } = voiceFor(reader);
  const company = { organisation: oneLine(organisation) };
  const field = (id: 'name' | 'role' | 'reach') => ({ id, label: t(`page.alumni.${id}`), max: longestReferral[id] });
  return {
    question: {
      title: t('page.alumni.question'),
      text: t('page.alumni.questionText', company),
      confirm: t('page.alumni.confirm'),
      not: t('page.alumni.not'),
    },
    still: {
      title: t('mail.alumni.still', company),
      text: t('page.alumni.stillText', company),
      confirm: t('page.alumni.stay'),
      not: t('page.alumni.stopButton'),
    },
    title: t('page.alumni.title', company),
    kept: ({ email }: Alumnus, until: Instant) => t('page.alumni.kept', { email: oneLine(email), day: dayOf(until) }),
    exported: ({ entries }: Alumnus) => {
      const all = entries.filter(({ what }) => what === 'exported');
      return t('page.alumni.exported', { count: all.length, day: dayOf(all.at(-1)?.at ?? '1970-01-01T00:00:00.000Z') });
    },
    choose: t('page.alumni.choose'),
    purposes: alumniPurposes.map((value) => ({ value, label: t(`alumni.purpose.${value}`) })),
    rehire: t('form.alumni.rehire'),
    rehireHint: t('form.alumni.rehireHint'),
    wishes: rehireWishes.map((value) => ({ value, label: t(`alumni.rehire.${value}`) })),
    save: t('page.alumni.save'),
    stay: t('page.alumni.stay'),
    survey: {
      title: t('page.alumni.survey'),
      score: t('page.alumni.score', company),
      scores: Array.from({ length: highestScore + 1 }, (_, score) => String(score)),
      comment: t('page.alumni.comment'),
      commentHint: t('page.alumni.commentHint'),
      longest: longestComment,
      answer: t('page.alumni.answer'),
    },
    refer: {
      title: t('page.alumni.refer'),
      fields: [field('name'), field('role'), field('reach')],
      knows: t('page.alumni.knows'),
      send: t('page.alumni.referSend'),
    },
    mine: t('page.alumni.mine'),
    referral: ({ name, role, state, reward, rewardedAt }: Alumnus['referrals'][number]) =>
      [
        t('form.alumniList.referral', { name: shownName(name), role: oneLine(role) }),
        t(`alumni.referral.${state}`),
        ...(reward === null ? [] : [t('form.alumniList.reward', { reward: oneLine(reward) })]),
        ...(rewardedAt === null ? [] : [t('form.alumniList.rewarded', { day: dayOf(rewardedAt) })]),
      ].join(' · '),
    stop: { title: t('page.alumni.stop'), text: t('page.alumni.stopText'), button: t('page.alumni.stopButton') },
    stopped: { title: t('page.alumni.stopped'), text: t('page.alumni.stoppedText') },
    over: { title: t('page.alumni.over'), text: t('page.alumni.overText') },
    said: {
      saved: t('page.alumni.saved'),
      answered: t('page.alumni.answered'),
      referred: t('page.alumni.referred'),
      'refer-full': t('page.alumni.referFull'),
      'refer-missing': t('page.alumni.referMissing'),
      'score-missing': t('page.alumni.scoreMissing'),
    },
    busy: { title: t('page.busy.title'), text: t('page.busy.text') },
    trouble: t('page.trouble'),
  };
}
export type AlumniWords = ReturnType<typeof alumniWords>;

/** What stands on the page, and in the first line of the file, by which HR takes addresses. */
export function alumniExportWords(reader: Reader) {
  const { t } = voiceFor(reader);
  return {
    title: t('page.alumniExport.title'),
    text: (purpose: ExportedPurpose, count: number) =>
      t('page.alumniExport.text', { purpose: t(`alumni.purpose.${purpose}`), count }),
    take: t('page.alumniExport.take'),
    note: t('page.alumniExport.note'),
    columns: (['name', 'email', 'language', 'agreedOn'] as const).map((one) => t(`page.alumniExport.column.${one}`)),
    over: { title: t('page.alumniExport.over'), text: t('page.alumniExport.overText') },
    busy: { title: t('page.busy.title'), text: t('page.busy.text') },
    trouble: t('page.trouble'),
  };
}
export type AlumniExportWords = ReturnType<typeof alumniExportWords>;
