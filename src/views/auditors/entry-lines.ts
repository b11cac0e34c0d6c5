import type { AuditorEvent } from '../../domain/auditors/events.ts';
import type { Instant } from '../../domain/calendar/time.ts';
import { item } from '../blocks.ts';
import type { CardItem } from '../card-view.ts';
import { shownName } from '../words/plain.ts';
import type { Voice } from '../words/voice.ts';
import { auditorName, type ShownGrant } from './grant-lines.ts';

/** What was decided about an auditor, or opened by one; `byName` null for whoever is not known any more. */
export interface ShownEntry {
  at: Instant;
  /** A person's id, `system`, or `auditor/` and the id of the invitation. */
  by: string;
  byName: string | null;
  event: AuditorEvent;
}

/** How many ids one line names; `relais auditor show` has all of them. */
const mostNamed = 3;

/** One entry: when, what, and by whom. */
export function entryItem({ at, by, byName, event }: ShownEntry, grant: ShownGrant, voice: Voice): CardItem {
  const ids = 'departures' in event && typeof event.departures !== 'number' ? event.departures : [];
  const named = ids.length > mostNamed ? [] : ids;
  return item('info', voice.instant(at), [entryWords(event, voice)], {
    detail: [[whoWords({ by, byName }, grant, voice), ...named].join(' · ')],
  });
}

function whoWords({ by, byName }: Pick<ShownEntry, 'by' | 'byName'>, grant: ShownGrant, voice: Voice): string {
  if (by === 'system') return voice.t('auditors.server');
  if (by === `auditor/${grant.id}`) return auditorName(grant, voice);
  return byName === null ? voice.t('word.somebody') : shownName(byName);
}

function entryWords(event: AuditorEvent, { t }: Voice): string {
  switch (event.type) {
    case 'auditor-invited':
    case 'auditor-agreed':
    case 'auditor-revoked':
    case 'auditor-link-made':
    case 'auditor-entered':
      return t(`auditors.entry.${event.type}`);
    case 'auditor-opened':
      return t(`auditors.entry.opened.${event.page}`, { count: event.departures });
    case 'auditor-sampled':
      return t('auditors.entry.auditor-sampled', { count: event.departures.length, of: event.of });
    case 'auditor-took-pack':
      return t('auditors.entry.auditor-took-pack', { count: event.departures.length });
  }
}
