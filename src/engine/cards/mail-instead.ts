import { type Instant, plus } from '../../domain/calendar/time.ts';
import { wishedCards } from '../../domain/cards/audience.ts';
import { type CardSpec, keyOf, mailedKey, mattersNow } from '../../domain/cards/card-spec.ts';
import type { Departure, DepartureId } from '../../domain/departure.ts';
import type { Person } from '../../domain/people/people.ts';
import type { CardView } from '../../views/card-view.ts';
import type { EngineDeps } from '../deps.ts';
import { ChannelError } from '../ports/channel.ts';
import { transact } from '../transact.ts';
import { messageKey, sharedPlace } from './card-place.ts';

/** From how many tries on a platform counts as down: one error is none. */
const fewestTries = 2;

/** A card that its platform has not taken, try after try. */
interface Waiting {
  departure: DepartureId;
  spec: CardSpec;
  reader: Person;
  view: CardView;
}

type Deps = Pick<EngineDeps, 'mailsAfter' | 'channels'>;

/**
 * When a card that cannot be posted goes by mail; null for one that does not. What stands where others read along is
 * nobody's own.
 */
export function mailInsteadAt({ mailsAfter, channels }: Deps, state: Departure, spec: CardSpec): Instant | null {
  const post = state.posts.find(({ key }) => key === keyOf(spec));
  if (!post?.failingSince || post.ref !== null || post.mailed !== undefined || post.failures < fewestTries) return null;
  return sharedPlace(state, spec) === null ? mailAfter({ mailsAfter, channels }, spec, post.failingSince) : null;
}

/** When a card that has failed since then goes by mail; null for never. */
export function mailAfter({ mailsAfter, channels }: Deps, spec: CardSpec, failingSince: Instant): Instant | null {
  return mailsAfter === null || !channels.has('email') || !mattersNow(spec) ? null : plus(failingSince, mailsAfter);
}

/** When the next card goes by mail, unless it can be posted before; null for none. */
export function nextMailInstead(deps: Deps, state: Departure, now: Instant): Instant | null {
  const later = wishedCards(state, now).flatMap((spec) => mailInsteadAt(deps, state, spec) ?? []);
  return later.filter((at) => at > now).sort()[0] ?? null;
}

/**
 * Sends it to its reader's address at work, with a page where they can act. It is posted all the same once its platform
 * is back; as both show the same state, an act on either counts once. Tells whether anything was done.
 */
export async function mailInstead(deps: EngineDeps, { departure, spec, reader, view }: Waiting): Promise<boolean> {
  const channel = deps.channels.get('email');
  const platform = reader.prefers ?? (reader.handles.slack === undefined ? 'teams' : 'slack');
  if (!channel || reader.handles.email !== undefined) return false;
  const person: Person = { ...reader, handles: { email: reader.email } };
  const key = mailedKey(messageKey(departure, spec));
  const target = { to: { type: 'person', person }, thread: null } as const;
  try {
    // A process that died before it could write this down had sent it.
    const ref = (await channel.find(target, key)) ?? (await channel.post(target, view, key));
    const report = { key: keyOf(spec), to: reader.id, ref, instead: platform };
    await transact(deps, departure, { type: 'post.mail', ...report }, { type: 'system' });
    deps.metrics.posts.inc({ channel: 'email', result: 'posted' });
    deps.log.warn(
      { event: 'card.mailed', departure, card: spec.card, platform },
      'a chat platform has been down for a while; a card that matters went by mail',
    );
    return true;
  } catch (error) {
    if (!(error instanceof ChannelError)) throw error;
    deps.metrics.posts.inc({ channel: 'email', result: 'failed' });
    deps.log.warn(
      { err: error, departure, card: spec.card, kind: error.kind },
      'a card could not go by mail either; it is tried again with the next try to post it',
    );
    return false;
  }
}
