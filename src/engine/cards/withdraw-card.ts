import type { Person } from '../../domain/people/people.ts';
import { overCard } from '../../views/cards/over-card.ts';
import type { EngineDeps } from '../deps.ts';
import { type Channel, ChannelError, type PostRef } from '../ports/channel.ts';

/** A message that stands, under its key, and who reads it. */
interface StandingMessage {
  channel: Channel;
  ref: PostRef;
  key: string;
  reader: Pick<Person, 'locale' | 'timeZone'>;
}

/**
 * Takes a message away that a newer one replaces. Where the platform lets nobody delete it, it says that it is over and
 * has no buttons any more. `later`: the platform does not answer; try again.
 */
export async function withdrawCard(
  { log }: Pick<EngineDeps, 'log'>,
  { channel, ref, key, reader }: StandingMessage,
): Promise<'gone' | 'later'> {
  try {
    await channel.withdraw(ref, key);
    return 'gone';
  } catch (error) {
    if (!(error instanceof ChannelError)) throw error;
    if (error.kind === 'gone' || error.kind === 'unreachable') return 'gone';
    if (error.kind !== 'rejected') return 'later';
    log.info({ event: 'card.kept', channel: channel.id }, 'a replaced card cannot be deleted; it says that it is over');
  }
  try {
    await channel.update(ref, overCard(reader), key);
    return 'gone';
  } catch (error) {
    if (!(error instanceof ChannelError)) throw error;
    return ['gone', 'unreachable', 'rejected'].includes(error.kind) ? 'gone' : 'later';
  }
}
