import type { Locale } from '../../domain/people/people.ts';
import { translator } from './translate.ts';

/** The few words that Adaptive Cards make necessary. */
export function adaptiveWords(locale: Locale) {
  const t = translator(locale);
  return {
    more: (count: number) => t('channel.more', { count }),
    showMore: (count: number) => t('adaptive.showMore', { count }),
    showFewer: t('adaptive.showFewer'),
    optional: (label: string) => t('adaptive.optional', { label }),
    required: t('adaptive.required'),
    update: t('adaptive.update'),
    updateAbout: (label: string) => t('adaptive.updateAbout', { label }),
    typeName: t('adaptive.typeName'),
    channelLink: t('adaptive.channelLink'),
    notAChannel: t('adaptive.notAChannel'),
  };
}

export type AdaptiveWords = ReturnType<typeof adaptiveWords>;
