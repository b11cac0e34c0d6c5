import type { Departure } from '../../domain/departure.ts';
import type { EngineDeps } from '../deps.ts';
import { ChannelError, type PostRef, type Readers } from '../ports/channel.ts';

/**
 * Whether only those who prepare a departure read along in a channel. `not-asked`: the platform did not answer; it may
 * later.
 */
export type ReadAlong =
  | { type: 'insiders' }
  | { type: 'others'; count: number }
  | Extract<Readers, { type: 'open' }>
  | { type: 'not-asked' };

/** A channel of more people is none of those who prepare one departure; nobody is looked up for it. */
const mostReaders = 200;

/** Asked anew each time: members come and go. Whoever cannot be told for certain to prepare this departure does not. */
export async function readAlong(
  { channels, directory }: Pick<EngineDeps, 'channels' | 'directory'>,
  { requester, manager, leaver }: Pick<Departure, 'requester' | 'manager' | 'leaver'>,
  place: NonNullable<Departure['draft']['cardChannel']>,
): Promise<ReadAlong> {
  const { channel: id } = place;
  const channel = channels.get(id);
  if (!channel || id === 'email') return { type: 'open', why: 'unknown' };
  try {
    const readers = await channel.readersOf(place.id);
    if (readers.type === 'open') return readers;
    if (readers.handles.length > mostReaders) return { type: 'others', count: readers.handles.length };
    const people = await Promise.all(readers.handles.map((handle) => directory.byHandle(id, handle)));
    const others = people.filter((person) => {
      if (person === null || person.id === leaver.id) return true;
      return person.id !== requester && person.id !== manager && directory.rolesOf(person).length === 0;
    });
    return others.length === 0 ? { type: 'insiders' } : { type: 'others', count: others.length };
  } catch (error) {
    if (!(error instanceof ChannelError)) throw error;
    const mayAnswerLater = ['throttled', 'unavailable', 'unknown-outcome'].includes(error.kind);
    return mayAnswerLater ? { type: 'not-asked' } : { type: 'open', why: 'unknown' };
  }
}

/**
 * Where a card may stand by now. `stays-out`: the channel that was chosen for it has other readers, so it comes to its
 * own reader. `comes-out`: it stands there already, and what it says is taken away. `waits`: whether it may go there
 * can be asked again in a while.
 */
export type Standing = 'as-chosen' | 'stays-out' | 'comes-out' | 'waits';

/**
 * `ask` is asked only where it matters: while a departure is confidential, about a card that stands in the channel or
 * is to be posted there.
 */
export async function standingOf(
  place: Departure['draft']['cardChannel'],
  { confidential, ref, root }: { confidential: boolean; ref: PostRef | null; root: PostRef | null },
  ask: () => Promise<ReadAlong>,
): Promise<Standing> {
  if (place === null) return 'as-chosen';
  const isThere = (one: PostRef) => one.channel === place.channel && one.conversation.startsWith(place.id);
  // It stands with its reader, or what it hangs below does.
  if (ref ? !isThere(ref) : root !== null && !isThere(root)) return 'stays-out';
  if (!confidential) return 'as-chosen';
  const { type } = await ask();
  if (type === 'insiders') return 'as-chosen';
  if (type === 'not-asked') return 'waits';
  if (ref) return 'comes-out';
  // What it hangs below comes out first.
  return root ? 'waits' : 'stays-out';
}
