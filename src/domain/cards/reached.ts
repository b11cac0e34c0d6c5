import type { Post } from './post.ts';

/** Whether nobody reads what was sent: its reader cannot be reached, or the mail that it went by came back. */
export function isLost({ ref, unreachable, returned }: Post): boolean {
  return unreachable !== null || (returned !== undefined && ref?.channel === 'email');
}

/**
 * Whether a message stands with its reader and shows what it was last given, as far as Relais can know: what a person
 * or a platform deleted is found out with the next update only.
 */
export function isReached(post: Post): boolean {
  return post.ref !== null && post.failures === 0 && !isLost(post);
}
