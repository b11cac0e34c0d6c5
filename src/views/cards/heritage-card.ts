import type { Instant } from '../../domain/calendar/time.ts';
import type { Departure } from '../../domain/departure.ts';
import { isReceived } from '../../domain/knowledge/coverage.ts';
import { isHeirOf } from '../../domain/knowledge/readable.ts';
import type { Person } from '../../domain/people/people.ts';
import { maySee } from '../../domain/people/visibility.ts';
import { blocks, items, note, status, text } from '../blocks.ts';
import type { CardView } from '../card-view.ts';
import { sessionBlocks } from '../knowledge/session-words.ts';
import { topicItem } from '../knowledge/topic-words.ts';
import { shownName } from '../words/plain.ts';
import { voiceFor } from '../words/voice.ts';
import { notYoursCard } from './not-yours.ts';

/** How many topics the card lists; the others stand in the dossier. */
const longest = 12;

/**
 * What a leaver hands to one person of their dossier: which topics, how each stands, and the way to read and confirm
 * them.
 */
export function heritageCard(departure: Departure, reader: Person, now: Instant): CardView {
  const mine = (departure.topics ?? []).filter((topic) => isHeirOf(topic, reader.id) && topic.leftOut === null);
  const sessions = (departure.sessions ?? []).filter((one) => one.heir === reader.id && one.status !== 'called-off');
  if (mine.length + sessions.length === 0 || !maySee(departure, { id: reader.id, roles: [] }, now))
    return notYoursCard(reader);
  const voice = voiceFor(reader);
  const name = shownName(departure.leaver.name);
  const title = voice.t('heritage.title', { name });
  if (departure.status === 'cancelled' || departure.status === 'retained') {
    const words = voice.t('dossier.over');
    return { kind: 'dossier', title, subtitle: null, tone: 'neutral', blocks: blocks(text(words)), fallback: words };
  }
  const open = mine.filter((topic) => !isReceived(topic)).length;
  const isThere = departure.status === 'active' && departure.runStartedAt === null;
  return {
    kind: 'dossier',
    title,
    // With sessions alone there is nothing to confirm, and so nothing that anybody has confirmed.
    subtitle: mine.length === 0 ? null : voice.t('heritage.subtitle'),
    tone: mine.length > 0 && open === 0 ? 'good' : 'neutral',
    blocks: blocks(
      mine.length > 0 &&
        status(open === 0 ? 'good' : 'neutral', voice.t('heritage.state', { open }), {
          next: open === 0 ? null : voice.t(isThere ? 'heritage.next' : 'heritage.nextLater', { name }),
        }),
      items(mine.slice(0, longest).map((topic) => topicItem(departure, topic, voice, false))),
      mine.length > longest && note(voice.t('dossier.more', { count: mine.length - longest })),
      sessionBlocks(departure, sessions, { voice, now, to: 'heir' }),
    ),
    fallback:
      mine.length === 0
        ? voice.t('heritage.sessionsFallback', { name, count: sessions.length })
        : voice.t('heritage.fallback', { name, count: mine.length, open }),
  };
}
