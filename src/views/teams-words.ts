import type { Locale } from '../domain/people/people.ts';
import { type Welcome, welcomeCard } from './cards/welcome-card.ts';
import { translator } from './words/translate.ts';

const platforms: Readonly<Record<string, string>> = { slack: 'Slack', teams: 'Teams', email: 'e-mail' };

/** The few sentences that Teams' own ways make necessary. */
export function teamsWords(locale: Locale) {
  const t = translator(locale);
  return {
    more: (count: number) => t('channel.more', { count }),
    done: t('teams.done'),
    below: t('teams.below'),
    formClosed: t('teams.formClosed'),
    working: t('teams.working'),
    inPrivate: t('teams.inPrivate'),
    installFirst: t('teams.installFirst'),
    inTeam: t('teams.inTeam'),
    stranger: t('channel.stranger'),
    trouble: t('channel.trouble'),
    away: t('channel.away'),
    welcome: (about: Welcome) =>
      welcomeCard({ locale }, { ...about, elsewhere: about.elsewhere.map((one) => platforms[one] ?? one) }),
  };
}
