import type { Instant } from '../../domain/calendar/time.ts';
import type { Person } from '../../domain/people/people.ts';
import { perLanguage } from './translate.ts';
import { voiceFor } from './voice.ts';

/** What surrounds a card in a mail, and on the page behind its link. */
export function mailWords(reader: Pick<Person, 'locale' | 'timeZone'>) {
  const voice = voiceFor(reader);
  const { t } = voice;
  return {
    answer: t('mail.answer'),
    open: t('mail.open'),
    ways: (labels: readonly string[]) => t('mail.ways', { ways: voice.list(labels) }),
    safe: (until: Instant) => t('mail.safe', { until: voice.instant(until) }),
    labelled: (label: string, words: string) => t('plot.point', { label, words }),
    why: t('mail.why'),
    question: t('contact.question.why'),
    discreet: t('mail.discreet'),
    discreetFirst: t('mail.discreetFirst'),
    now: t('mail.now'),
    dateMore: t('date.more'),
    meetingMore: t('session.mailMore'),
    dateOver: t('date.overUnnamed'),
    headsSubject: t('heads.subject'),
    headsKeep: t('heads.keep'),
    more: (count: number) => t('channel.more', { count }),
    over: { title: t('page.over.title'), text: t('page.over.text'), renew: t('page.over.renew') },
    sent: { title: t('page.sent.title'), text: t('page.sent.text') },
    invalid: { title: t('page.invalid.title'), text: t('page.invalid.text') },
    busy: { title: t('page.busy.title'), text: t('page.busy.text') },
    stale: t('page.stale'),
    done: t('page.done'),
    back: t('page.back'),
    trouble: t('page.trouble'),
    unshown: t('page.unshown'),
    errors: t('page.errors'),
    person: t('page.person'),
    noPerson: t('page.noPerson'),
    notADay: t('page.notADay'),
    notATime: t('page.notATime'),
    notANumber: (min: number, max: number) => t('page.notANumber', { min, max }),
    tooLong: (length: number, max: number) => t('page.tooLong', { length, max }),
    tooShort: (min: number) => t('page.tooShort', { min }),
    notAChoice: t('page.notAChoice'),
    required: t('adaptive.required'),
    optional: (label: string) => t('adaptive.optional', { label }),
    update: t('adaptive.update'),
    updateAbout: (label: string) => t('adaptive.updateAbout', { label }),
  };
}

export type MailWords = ReturnType<typeof mailWords>;

/**
 * Why somebody is not reached by mail, in both languages; `answer` is the mail server's own code, without its words.
 */
export function refusedAddress(answer: string) {
  const said = (locale: Person['locale']) => voiceFor({ locale, timeZone: 'UTC' }).t('mail.unreachable', { answer });
  return perLanguage(said);
}
