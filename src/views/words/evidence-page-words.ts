import { toInstant } from '../../domain/calendar/time.ts';
import type { Departure } from '../../domain/departure.ts';
import type { EvidenceAsked } from '../../domain/evidence/takers.ts';
import type { Person } from '../../domain/people/people.ts';
import { isConfidential } from '../../domain/people/visibility.ts';
import { shownName } from './plain.ts';
import { voiceFor } from './voice.ts';

/** What stands on the page on which a pack of evidence is taken. */
export function evidencePageWords(reader: Pick<Person, 'locale' | 'timeZone'>) {
  const voice = voiceFor(reader);
  const { t } = voice;
  return {
    title: t('pack.title'),
    /** What the pack is about, how much is in it, and whether any of it is a secret still. */
    lines: ({ what, level }: EvidenceAsked, departures: readonly Departure[], now: Date): readonly string[] => {
      const [first] = departures;
      const secret = departures.filter((one) => isConfidential(one, toInstant(now))).length;
      return [
        'departure' in what
          ? t('pack.of', { name: shownName(first?.leaver.name ?? '') })
          : t('pack.ofPeriod', {
              from: voice.day({ date: what.period.from }),
              to: voice.day({ date: what.period.to }),
              count: departures.length,
            }),
        t(`pack.level.${level}`),
        ...(secret > 0 ? ['departure' in what ? t('pack.secretOne') : t('pack.secret', { count: secret })] : []),
        t('pack.check'),
      ];
    },
    take: t('pack.take'),
    wait: t('pack.wait'),
    once: t('pack.once'),
    over: { title: t('page.over.title'), text: t('pack.over') },
    making: { title: t('page.busy.title'), text: t('audit.busy') },
    tooMany: (most: number) => ({ title: t('page.busy.title'), text: t('pack.tooMany', { most }) }),
    busy: { title: t('page.busy.title'), text: t('page.busy.text') },
    trouble: t('page.trouble'),
  };
}

export type EvidencePageWords = ReturnType<typeof evidencePageWords>;
