import { audience } from '../../domain/cards/audience.ts';
import { keyOf } from '../../domain/cards/card-spec.ts';
import { isInsider, maySee } from '../../domain/people/visibility.ts';
import type { CardView } from '../../views/card-view.ts';
import { drawAuditorMessage, readerOfAuditorMessage } from '../auditors/auditor-messages.ts';
import { drawPostMessage, readerOfPostMessage } from '../brand/critical-posts.ts';
import { readerOf, readerOfCard, readMessageKey, sharedPlace } from '../cards/card-place.ts';
import { drawDigest, readDigestKey } from '../cards/digests.ts';
import { cardFor } from '../cards/draw-card.ts';
import { drawContractMessage, readerOfContractMessage } from '../contracts/contract-messages.ts';
import { drawFeedCard, readerOfFeedCard } from '../hr/feed-cards.ts';
import { collectedOfKey, drawCollectedCard } from '../waves/collected-cards.ts';
import { drawWaveCard, waveOfKey } from '../waves/wave-cards.ts';
import type { Turn } from './turn.ts';

/**
 * The card that stands under this key, as it is true now for whoever looks. Their own card; or, of one that the manager
 * put where others read along, their own view of it, if they prepare the departure too. Nobody ever gets the view of
 * another person: null.
 */
export async function drawStanding({ deps, reader, actor, now }: Turn, key: string): Promise<CardView | null> {
  const asked = readDigestKey(key);
  if (asked !== null) return asked.reader === reader.id ? drawDigest(deps, reader, asked.departure) : null;
  const feedReader = readerOfFeedCard(key);
  if (feedReader !== null) return feedReader === reader.id ? drawFeedCard(deps, deps.hrSources ?? [], reader) : null;
  const contractReader = readerOfContractMessage(key);
  if (contractReader !== null) return contractReader === reader.id ? drawContractMessage(deps, reader) : null;
  const auditorReader = readerOfAuditorMessage(key);
  if (auditorReader !== null) return auditorReader === reader.id ? drawAuditorMessage(deps, reader) : null;
  const postReader = readerOfPostMessage(key);
  if (postReader !== null) return postReader === reader.id ? drawPostMessage(deps, reader) : null;
  const wave = waveOfKey(key);
  if (wave !== null) return wave.reader === reader.id ? drawWaveCard(deps, wave.wave, reader) : null;
  const collected = collectedOfKey(key);
  if (collected !== null) return drawCollectedCard(deps, collected, reader);
  const about = readMessageKey(key);
  const departure = about && (await deps.store.departures.load(about.id));
  if (!departure) return null;
  const { spec } = about;
  if (!audience(departure, now).some((one) => keyOf(one) === keyOf(spec))) return null;
  const own = spec.reader === reader.id;
  const besides =
    sharedPlace(departure, spec) !== null && isInsider(departure, reader.id) && maySee(departure, actor, now);
  if (!own && !besides) return null;
  const viewer = own ? await readerOfCard(deps, departure, spec) : await readerOf(deps, departure, reader.id);
  return viewer && cardFor(deps, { ...spec, reader: reader.id }, { departure, reader: viewer, now });
}
