import type { Instant } from '../calendar/time.ts';
import type { Departure } from '../departure.ts';
import type { CardEvent } from './events.ts';
import type { Post } from './post.ts';

/** What is known of the cards that stand somewhere. */
export function evolvePosts(state: Departure, event: CardEvent, at: Instant): Departure {
  switch (event.type) {
    case 'post-intended':
      return withPost(state, event.key, (post = newPost(event, at)) => ({
        ...post,
        lease: event.leaseUntil,
        // Whoever intended it before was never heard of again; it may stand all the same.
        failures: post.lease === null ? post.failures : post.failures + 1,
      }));
    case 'updates-intended': {
      const intended = new Map(event.updates.map(({ key, hash }) => [key, hash]));
      return {
        ...state,
        posts: state.posts.map((post) => {
          const hash = intended.get(post.key);
          if (hash === undefined) return post;
          const others = (post.intended ?? []).filter((one) => one.hash !== hash && one.until > at);
          return { ...post, intended: [...others, { hash, until: event.leaseUntil, contested: false }] };
        }),
      };
    }
    case 'posted':
      return withPost(state, event.key, (post) => ({
        ...standing(post ?? newPost(event, at), event.ref),
        ref: event.ref,
        hash: event.hash,
        intended:
          event.hash === ''
            ? []
            : (post?.intended ?? [])
                .filter(({ hash }) => hash !== event.hash)
                .map((one) => ({ ...one, contested: true })),
        at,
        lease: null,
        failures: 0,
        notBefore: null,
        unreachable: null,
      }));
    case 'post-failed':
      return withPost(state, event.key, (post) => ({
        ...(post ?? newPost(event, at)),
        lease: null,
        // From here the day counts until somebody who cannot be reached is tried again.
        at: event.unreachable === null ? (post?.at ?? at) : at,
        failures: (post?.failures ?? 0) + 1,
        ...(!post?.ref && event.unreachable === null && event.retryAt !== null
          ? { failingSince: post?.failingSince ?? at }
          : {}),
        notBefore: event.retryAt,
        unreachable: event.unreachable,
        // An update whose answer was lost may have come through: nobody knows what the card shows now.
        hash: '',
        intended: [],
        ...(event.gone ? { ref: null } : {}),
      }));
    case 'post-mailed':
      return withPost(state, event.key, (post = newPost(event, at)) => ({
        ...post,
        mailed: { at, ref: event.ref, instead: event.instead },
      }));
    case 'post-returned':
      return withPost(state, event.key, (post = newPost(event, at)) => ({
        ...post,
        returned: { at, code: event.code },
      }));
  }
}

/** Nothing fails any more; of a message that takes the place of a mail that came back, nothing is known yet. */
function standing({ failingSince: _, returned, ...post }: Post, ref: NonNullable<Post['ref']>): Post {
  return returned !== undefined && post.ref?.message === ref.message ? { ...post, returned } : post;
}

function newPost({ key, to }: { key: string; to: string }, at: Instant): Post {
  return { key, to, ref: null, hash: '', at, lease: null, failures: 0, notBefore: null, unreachable: null };
}

function withPost(state: Departure, key: string, change: (post: Post | undefined) => Post): Departure {
  const index = state.posts.findIndex((post) => post.key === key);
  if (index === -1) return { ...state, posts: [...state.posts, change(undefined)] };
  return { ...state, posts: state.posts.with(index, change(state.posts[index])) };
}
