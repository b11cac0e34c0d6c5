import type { Departure } from '../../domain/departure.ts';
import type { CardOutcome } from '../../domain/erasure/erasure-schema.ts';
import { overCard } from '../../views/cards/over-card.ts';
import { type Channel, ChannelError, type PostRef } from '../ports/channel.ts';

/** What became of it; `later`: the platform does not answer, or asks to wait. */
export type Erased = CardOutcome | 'later';

interface StandingCard {
  channel: Channel;
  ref: PostRef;
  /** The one that it was posted under. */
  key: string;
  reader: Pick<Departure['leaver'], 'locale' | 'timeZone'>;
}

/**
 * Deletes one card where it stands, and looks whether it is gone: a platform may accept and do nothing. Where nobody
 * can delete it, it is emptied. A mail that was delivered stays; only its page ends.
 */
export async function eraseCard({ channel, ref, key, reader }: StandingCard): Promise<Erased> {
  try {
    await channel.withdraw(ref, key);
  } catch (error) {
    if (!(error instanceof ChannelError)) throw error;
    if (error.kind === 'rejected') return emptied({ channel, ref, key, reader });
    if (error.kind === 'unreachable') return 'out-of-reach';
    if (error.kind !== 'gone') return 'later';
  }
  try {
    const stands = await channel.stands(ref);
    if (stands === 'unknown') return channel.id === 'email' ? 'out-of-reach' : 'unproven';
    return stands === 'there' ? emptied({ channel, ref, key, reader }) : 'deleted';
  } catch (error) {
    if (!(error instanceof ChannelError)) throw error;
    return error.kind === 'unreachable' || error.kind === 'rejected' ? 'unproven' : 'later';
  }
}

async function emptied({ channel, ref, key, reader }: StandingCard): Promise<Erased> {
  try {
    await channel.update(ref, overCard(reader), key);
    return 'emptied';
  } catch (error) {
    if (!(error instanceof ChannelError)) throw error;
    if (error.kind === 'gone') return 'deleted';
    return error.kind === 'unreachable' || error.kind === 'rejected' ? 'out-of-reach' : 'later';
  }
}
