import type { DecideContext, Outcome } from '../decision.ts';
import type { Departure } from '../departure.ts';
import type { DepartureEvent } from '../event.ts';
import { happened, refuse } from '../refusal.ts';
import { audience, leftUnanswered } from './audience.ts';
import { keyOf, specOf } from './card-spec.ts';
import type { CardReport } from './commands.ts';
import type { Post } from './post.ts';

/** What the reconciler reports of cards. */
export function decideCardReport(state: Departure, command: CardReport, { now }: DecideContext): Outcome {
  switch (command.type) {
    case 'post.intend': {
      const post = state.posts.find((one) => one.key === command.key);
      // Whoever looked before another process posted it, or failed to, comes too early.
      const until = post?.lease ?? post?.notBefore;
      if (post?.ref || (until && until > now)) return refuse('stale');
      // What it was about may have been settled since the card was drawn.
      const wanted = audience(state, now);
      const known = [...wanted, ...leftUnanswered(state, wanted)];
      if (!known.some((spec) => keyOf(spec) === command.key)) return refuse('stale');
      return happened({ type: 'post-intended', key: command.key, to: command.to, leaseUntil: command.leaseUntil });
    }
    case 'post.intend-updates': {
      const { leaseUntil } = command;
      const updates = command.updates.filter(({ key }) => state.posts.some((post) => post.key === key));
      return updates.length === 0 ? happened() : happened({ type: 'updates-intended', updates, leaseUntil });
    }
    case 'post.record': {
      const { key, to, ref } = command;
      const post = state.posts.find((one) => one.key === key);
      const hash = isAlone(post, command.hash) ? command.hash : '';
      return happened({ type: 'posted', key, to, ref, hash });
    }
    case 'post.fail': {
      const { key, to, retryAt, unreachable, gone } = command;
      return happened({ type: 'post-failed', key, to, retryAt, unreachable, gone });
    }
    case 'post.mail': {
      const { key, to, ref, instead } = command;
      const isThere = state.posts.some((post) => post.key === key && post.mailed !== undefined);
      return isThere ? happened() : happened({ type: 'post-mailed', key, to, ref, instead });
    }
    case 'post.return':
      return returned(state, command);
  }
}

/**
 * Whether nobody else brought another version meanwhile: which of two came last only the platform knows, so it is
 * brought again.
 */
function isAlone(post: Post | undefined, hash: string): boolean {
  if (!post?.ref) return true;
  const mine = post.intended?.find((one) => one.hash === hash);
  return mine ? !mine.contested : post.hash === hash;
}

/**
 * Only of a mail that was really sent, and once; of a card for several departures whoever reports it has looked. What
 * else its sender may want of it: nothing.
 */
function returned(state: Departure, { key, code, collected }: Extract<CardReport, { type: 'post.return' }>): Outcome {
  const post = state.posts.find((one) => one.key === key);
  const isOurs = [post?.ref, post?.mailed?.ref].some((ref) => ref?.channel === 'email');
  const isKnown = post !== undefined && isOurs && post.returned === undefined;
  const to = collected ?? (isKnown ? post.to : null);
  if (to === null) return refuse('stale');
  const event = { type: 'post-returned' as const, key, to, code };
  // About the leaver's own address an alarm of its own says what to do.
  const rings = state.alerts.every(
    ({ kind, subject, clearedAt }) => kind !== 'mail-returned' || subject !== to || clearedAt !== null,
  );
  if (!rings || specOf(key)?.card === 'contact') return happened(event);
  const alertId = `mail-returned-${state.alerts.length + 1}-${to}`;
  const alarm = { type: 'alert-raised' as const, alertId, kind: 'mail-returned' as const, subject: to };
  return happened<DepartureEvent>(event, alarm);
}
