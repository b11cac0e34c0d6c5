import { type Grant, type Standing, standingOf } from '../../domain/auditors/grant.ts';
import type { Instant } from '../../domain/calendar/time.ts';
import { formatShortDay } from '../words/format.ts';
import { shownName } from '../words/plain.ts';
import type { Voice } from '../words/voice.ts';

/** An invitation with the names that its reader sees; null for whoever is not known any more. */
export interface ShownGrant extends Grant {
  name: string | null;
  invitedName: string | null;
  agreedName: string | null;
  revokedName: string | null;
}

/** What the auditor is called. */
export function auditorName({ name }: ShownGrant, { t }: Voice): string {
  return name === null ? t('auditors.nameless') : shownName(name);
}

/** How it stands, in words. */
export function grantState(grant: ShownGrant, now: Instant, voice: Voice): string {
  const standing: Standing = standingOf(grant, now);
  const { t } = voice;
  switch (standing) {
    case 'waiting':
    case 'lapsed':
      return t(`auditors.state.${standing}`);
    case 'ahead':
      return t('auditors.state.ahead', { when: voice.instant(grant.from) });
    case 'open':
    case 'over':
      return t(`auditors.state.${standing}`, { when: voice.instant(grant.until) });
    case 'revoked':
      return t('auditors.state.revoked', {
        name: byName(grant.revoked?.by, grant.revokedName, voice),
        when: voice.instant(grant.revoked?.at ?? grant.until),
      });
  }
}

export function periodWords({ period }: Grant, { t, locale }: Voice): string {
  return t('auditors.period', {
    from: formatShortDay(locale, period.from),
    to: formatShortDay(locale, period.to),
  });
}

/** What they opened, and when last. */
export function openedWords({ opened }: Grant, voice: Voice): string {
  const { visits, pages, packs, lastAt } = opened;
  const said = voice.t('auditors.opened', { visits, pages, packs });
  return lastAt === null ? said : `${said} · ${voice.t('auditors.last', { when: voice.instant(lastAt) })}`;
}

/** Who invited, and who agreed. */
export function inviterWords(grant: ShownGrant, voice: Voice): string {
  const { invited, agreed } = grant;
  const said = voice.t('auditors.invitedBy', {
    name: byName(invited.by, grant.invitedName, voice),
    when: voice.instant(invited.at),
  });
  if (agreed === null) return said;
  const name = byName(agreed.by, grant.agreedName, voice);
  return `${said} · ${voice.t('auditors.agreedBy', { name, when: voice.instant(agreed.at) })}`;
}

function byName(by: string | undefined, name: string | null, { t }: Voice): string {
  if (by === 'system') return t('auditors.server');
  return name === null ? t('word.somebody') : shownName(name);
}
