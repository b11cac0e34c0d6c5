import { postChoices, toldPostSchema } from '../../domain/brand/critical-post.ts';
import { refuse } from '../../domain/refusal.ts';
import type { ActName } from '../../views/act-names.ts';
import { postFields } from '../../views/forms/fields.ts';
import { postForm, postsForm, tellPostForm } from '../../views/forms/posts-form.ts';
import { decidePost, decidesPosts, postSettings, readPosts, shownPosts, tellOfPost } from '../brand/critical-posts.ts';
import type { Reply } from './conversation.ts';
import { doneReply, formReply, noticeReply, refusalReply } from './replies.ts';
import { withReason } from './task-acts.ts';
import { type Handler, type Turn, textOf } from './turn.ts';

/** Public posts that are critical: everybody may tell of one, those who are named decide. */
export const postHandlers = {
  posts: async (turn) => {
    if (isOff(turn)) return off(turn);
    const decides = decidesPosts(turn.deps, turn.reader);
    const posts = decides ? (await readPosts(turn.deps)).toReversed() : [];
    const hours = postSettings(turn.deps).decideWithinHours;
    return formReply(postsForm({ reader: turn.reader, posts: await shownPosts(turn.deps, posts), decides, hours }));
  },
  'post.tell': async (turn) => (isOff(turn) ? off(turn) : formReply(tellPostForm(turn.reader))),
  'post.tell.submit': tell,
  'post.open': (turn) =>
    withPost(turn, async (post) => {
      const [shown] = await shownPosts(turn.deps, [post]);
      return shown ? formReply(postForm({ reader: turn.reader, post: shown })) : gone(turn);
    }),
  'post.decide': (turn) =>
    withPost(turn, async (post) => {
      const choice = postChoices.find((one) => one === textOf(turn, postFields.choice));
      if (choice === undefined)
        return { type: 'errors', errors: { [postFields.choice]: turn.voice.t('form.posts.noChoice') } };
      return withReason(turn, async (reason) => {
        const decided = { by: turn.reader.id, at: turn.now, choice, reason };
        if ((await decidePost(turn.deps, post.id, decided)) === 'over')
          return noticeReply(turn.voice.t('notice.postOver'), 'refused');
        turn.engine.bringMessages();
        return doneReply(turn, 'notice.postDecided');
      });
    }),
} satisfies Partial<Record<ActName, Handler>>;

async function tell(turn: Turn): Promise<Reply> {
  if (isOff(turn)) return off(turn);
  const read = toldPostSchema.safeParse({ what: textOf(turn, postFields.what), url: textOf(turn, postFields.url) });
  if (!read.success) {
    const isUrl = read.error.issues.some(({ path }) => path[0] === 'url');
    const [field, key] = isUrl
      ? [postFields.url, 'form.posts.urlWrong' as const]
      : [postFields.what, 'form.posts.whatWrong' as const];
    return { type: 'errors', errors: { [field]: turn.voice.t(key) } };
  }
  const outcome = await tellOfPost(turn.deps, read.data, turn.reader.id);
  if (outcome === 'off') return off(turn);
  if (outcome === 'own-full') return noticeReply(turn.voice.t('notice.postsOwnFull'), 'refused');
  if (outcome === 'full') return noticeReply(turn.voice.t('notice.postsFull'), 'refused');
  turn.engine.bringMessages();
  return doneReply(turn, 'notice.postTold');
}

function isOff({ deps }: Turn): boolean {
  return postSettings(deps).deciders.length === 0;
}

function off(turn: Turn): Reply {
  return noticeReply(turn.voice.t('notice.postsOff'), 'refused');
}

function gone(turn: Turn): Reply {
  return noticeReply(turn.voice.t('notice.postOver'), 'refused');
}

/** The post of the act, for whoever decides. */
async function withPost(
  turn: Turn,
  handle: (post: Awaited<ReturnType<typeof readPosts>>[number]) => Promise<Reply>,
): Promise<Reply> {
  if (!decidesPosts(turn.deps, turn.reader)) return refusalReply(turn, refuse('not-permitted').refusal);
  const post = (await readPosts(turn.deps)).find(({ id }) => id === turn.act.ref.target);
  return post ? handle(post) : gone(turn);
}
