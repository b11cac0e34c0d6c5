import type { Locale } from '../domain/people/people.ts';
import { languages } from './catalogue/languages.ts';
import { translator } from './words/translate.ts';

/** The few sentences that Slack's own ways make necessary. */
export function slackWords(locale: Locale) {
  const t = translator(locale);
  return {
    more: (count: number) => t('channel.more', { count }),
    moment: `{${languages[locale].relativeDays ? 'date_long_pretty' : 'date_long'}} ${languages[locale].at} {time}`,
    labelled: (label: string, words: string) => t('plot.point', { label, words }),
    done: t('slack.done'),
    open: { text: t('slack.openText'), button: t('slack.openButton') },
    stranger: t('channel.stranger'),
    trouble: t('channel.trouble'),
    away: t('channel.away'),
  };
}
