import { hour, minute, plus, toInstant } from '../../domain/calendar/time.ts';
import type { Departure } from '../../domain/departure.ts';
import type { Words } from '../../domain/localized.ts';
import { dossierFiles } from '../../views/knowledge/dossier-document.ts';
import { wikiTrouble } from '../../views/knowledge/wiki-words.ts';
import { oneLine } from '../../views/words/plain.ts';
import { voiceFor } from '../../views/words/voice.ts';
import type { EngineDeps } from '../deps.ts';
import { DossierWikiError, type PushedDossier } from '../ports/dossier-wiki.ts';
import { transact } from '../transact.ts';
import { versionsOf } from './versions-of.ts';

const leaseFor = 2 * minute;
const longestPause = 6 * hour;
/** Some four days of tries; then somebody has to look, and press again. */
const mostTries = 20;
const system = { type: 'system' } as const;

/**
 * Sends the dossier as it stands now, in the leaver's language: intent first, then the call, then what came of it.
 * Tells whether anything changed.
 */
export async function pushDossier(deps: EngineDeps, state: Departure): Promise<boolean> {
  const push = state.dossier?.push;
  if (!push) return false;
  const { number } = push;
  const leaseUntil = plus(toInstant(deps.clock.now()), leaseFor);
  const intended = await transact(deps, state.id, { type: 'dossier.push-intend', number, leaseUntil }, system);
  if (intended.type === 'refused') return false;
  const failed = (because: Words, retryAt: string | null) =>
    transact(deps, state.id, { type: 'dossier.unpushed', number, because, retryAt }, system);
  if (!deps.dossierWiki) {
    await failed(wikiTrouble('none'), null);
    return true;
  }
  try {
    await deps.dossierWiki.push(await pushed(deps, intended.departure));
    await transact(deps, state.id, { type: 'dossier.pushed', number }, system);
  } catch (error) {
    const known = error instanceof DossierWikiError ? error : null;
    const times = (push.failure?.times ?? 0) + 1;
    deps.log.warn({ err: error, departure: state.id, times }, 'the wiki did not take a dossier');
    const isLast = known?.kind === 'never' || times >= mostTries;
    const retryAt = isLast ? null : plus(toInstant(deps.clock.now()), Math.min(minute * 2 ** times, longestPause));
    await failed(known?.words ?? wikiTrouble('silent'), retryAt);
  }
  return true;
}

async function pushed({ store }: EngineDeps, departure: Departure): Promise<PushedDossier> {
  const { id, leaver, dossier } = departure;
  const versions = await versionsOf(store.departures, id);
  return {
    event: 'dossier',
    id: `${id}/${dossier?.push?.number ?? 0}`,
    departure: id,
    at: dossier?.push?.at ?? departure.createdAt,
    language: leaver.locale,
    title: voiceFor(leaver).t('dossier.titleOf', { name: oneLine(leaver.name) }),
    files: dossierFiles({ departure, versions, reader: leaver }),
  };
}
