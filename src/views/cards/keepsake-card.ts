import type { Instant } from '../../domain/calendar/time.ts';
import type { Departure } from '../../domain/departure.ts';
import { hasKeepsake, keepsakeGivenAt } from '../../domain/keepsake/given.ts';
import type { Person } from '../../domain/people/people.ts';
import { isConfidential } from '../../domain/people/visibility.ts';
import { act } from '../act-names.ts';
import { actions, blocks, button, items, note, text } from '../blocks.ts';
import type { CardView } from '../card-view.ts';
import { greetingItem } from '../departure/greeting-words.ts';
import { manyLines, shownName } from '../words/plain.ts';
import { type Voice, voiceFor } from '../words/voice.ts';
import { notYoursCard } from './not-yours.ts';

/**
 * The card that teammates sign: for whoever was asked, with the way to sign; for the leaver, once it is theirs, with
 * every greeting.
 */
export function keepsakeCard(departure: Departure, reader: Person, now: Instant): CardView {
  const { keepsake, leaver, status } = departure;
  if (keepsake === undefined || !hasKeepsake(departure) || isConfidential(departure, now)) return notYoursCard(reader);
  const voice = voiceFor(reader);
  const givenAt = keepsakeGivenAt(departure);
  if (reader.id === leaver.id)
    return givenAt !== null && givenAt <= now ? greetingsCard(departure, voice) : notYoursCard(reader);
  if (!keepsake.asked.includes(reader.id)) return notYoursCard(reader);
  const name = shownName(leaver.name);
  const title = voice.t('keepsake.title', { name });
  if (status !== 'active') {
    const words = voice.t(status === 'completed' ? 'keepsake.closed' : 'keepsake.stays', { name });
    return { kind: 'keepsake', title, subtitle: null, tone: 'neutral', blocks: blocks(text(words)), fallback: words };
  }
  const own = keepsake.signed.find(({ by }) => by === reader.id);
  const planned = { ...departure, keepsake: { ...keepsake, signed: [{ by: '', text: '', at: now }] } };
  const at = keepsakeGivenAt(planned);
  const words = voice.t(own === undefined ? 'keepsake.ask' : 'keepsake.signed', { name });
  return {
    kind: 'keepsake',
    title,
    subtitle: null,
    tone: own === undefined ? 'neutral' : 'good',
    blocks: blocks(
      text(words),
      own !== undefined && { type: 'quote', text: manyLines(own.text) },
      at !== null && at > now && note(voice.t('keepsake.until', { when: voice.instant(at) })),
      actions(
        button(voice, act('keepsake.sign', departure.id), own === undefined ? 'button.sign' : 'button.changeGreeting', {
          style: own === undefined ? 'primary' : 'default',
          about: title,
        }),
      ),
    ),
    fallback: words,
  };
}

function greetingsCard(departure: Departure, voice: Voice): CardView {
  const { keepsake, status } = departure;
  const title = voice.t('keepsake.yours');
  const signed = keepsake?.signed ?? [];
  if (status === 'cancelled' || status === 'retained') {
    const words = voice.t('farewell.stays');
    return { kind: 'keepsake', title, subtitle: null, tone: 'neutral', blocks: blocks(text(words)), fallback: words };
  }
  const words = voice.t('keepsake.from', { count: signed.length });
  return {
    kind: 'keepsake',
    title,
    subtitle: words,
    tone: 'neutral',
    blocks: blocks(items(signed.map((one) => greetingItem(departure, one, voice)))),
    fallback: `${title}: ${words}`,
  };
}
