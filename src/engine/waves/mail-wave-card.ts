import { type Instant, plus } from '../../domain/calendar/time.ts';
import { mailedKey } from '../../domain/cards/card-spec.ts';
import type { Person } from '../../domain/people/people.ts';
import type { CardView } from '../../views/card-view.ts';
import type { EngineDeps } from '../deps.ts';
import { ChannelError } from '../ports/channel.ts';
import { digest } from '../sha256.ts';

/** A card of a wave that its platform does not take. */
interface Waiting {
  reader: Person;
  /** Of the message that could not be posted. */
  key: string;
  view: CardView;
  /** What it would ring for. */
  reasons: readonly string[];
  /** What went by mail already. */
  mailed: readonly string[];
  /** Since when the platform takes nothing. */
  since: Instant;
  now: Instant;
}

/**
 * Sends the card by mail once chat has been down for as long as the configuration says, each reason once; it is posted
 * all the same when chat is back. Gives back what has gone by mail.
 */
export async function mailWaveCard(
  { mailsAfter, channels, log, metrics }: Pick<EngineDeps, 'mailsAfter' | 'channels' | 'log' | 'metrics'>,
  { reader, key, view, reasons, mailed, since, now }: Waiting,
): Promise<readonly string[]> {
  const channel = channels.get('email');
  const news = reasons.filter((one) => !mailed.includes(one));
  if (news.length === 0 || !channel || mailsAfter === null || reader.handles.email !== undefined) return mailed;
  if (plus(since, mailsAfter) > now) return mailed;
  const person: Person = { ...reader, handles: { email: reader.email } };
  const target = { to: { type: 'person', person }, thread: null } as const;
  // The message does not move while chat is down: each mail of this outage goes by what it is sent for.
  const about = digest(JSON.stringify([since, news])).slice(0, 16);
  const mailKey = mailedKey(`${key}/${about}`);
  try {
    if ((await channel.find(target, mailKey)) === null) await channel.post(target, view, mailKey);
    metrics.posts.inc({ channel: 'email', result: 'posted' });
    log.warn(
      { event: 'card.mailed', card: 'wave' },
      'a chat platform has been down for a while; the card of a wave went by mail',
    );
    return [...new Set([...mailed, ...reasons])];
  } catch (error) {
    if (!(error instanceof ChannelError)) throw error;
    metrics.posts.inc({ channel: 'email', result: 'failed' });
    log.warn({ err: error, card: 'wave', kind: error.kind }, 'the card of a wave could not go by mail either');
    return mailed;
  }
}
