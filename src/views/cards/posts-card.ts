import type { CriticalPost } from '../../domain/brand/critical-post.ts';
import type { Instant } from '../../domain/calendar/time.ts';
import type { Person } from '../../domain/people/people.ts';
import { act } from '../act-names.ts';
import { actions, blocks, button, item, items, note, text } from '../blocks.ts';
import type { CardItem, CardView } from '../card-view.ts';
import { cut, oneLine, shownName } from '../words/plain.ts';
import { type Voice, voiceFor } from '../words/voice.ts';

/** Whoever told of something; the name is null for the webhook, and for somebody who is not known any more. */
interface Teller {
  by: string | null;
  byName: string | null;
}

/** A post with the names of whoever told of it and decided. */
export interface ShownPost extends Omit<CriticalPost, 'more'>, Teller {
  more: readonly (CriticalPost['more'][number] & Teller)[];
  decidedBy: string | null;
}

/** How many stand on one message; the page has all of them. */
const longest = 10;

/** What whoever decides is asked: public posts that nobody has decided about. */
export function postsCard(posts: readonly ShownPost[], reader: Person): CardView {
  const voice = voiceFor(reader);
  const open = posts.length > 0;
  return {
    kind: 'hr',
    title: voice.t('posts.card.title', { count: posts.length }),
    subtitle: null,
    tone: open ? 'attention' : 'neutral',
    blocks: blocks(
      text(voice.t(open ? 'posts.card.text' : 'posts.card.none')),
      items(posts.slice(0, longest).map((post) => postItem(post, voice))),
      posts.length > longest && note(voice.t('home.more', { count: posts.length - longest })),
      actions(button(voice, act('posts', null), 'button.posts', { about: voice.t('form.posts.title') })),
    ),
    fallback: voice.t('posts.card.title', { count: posts.length }),
  };
}

/** A post in one line, with the way to it. */
export function postItem(post: ShownPost, voice: Voice): CardItem {
  const { id, what, url, decided, more } = post;
  const last = more.at(-1);
  const words = cut(oneLine(what), 200);
  return item(decided === null ? 'todo' : 'done', stateOf(post, voice), [{ strong: words }], {
    detail: [
      toldBy(post, voice),
      ...(url === null ? [] : [` · ${cut(url, 200)}`]),
      ...(last ? [` · ${voice.t('posts.more', { count: more.length, words: cut(oneLine(last.what), 200) })}`] : []),
    ],
    action: button(voice, act('post.open', null, { target: id }), 'button.open', { about: words }),
  });
}

/** Who told of it, and when. */
export function toldBy({ by, byName, at }: Teller & { at: Instant }, voice: Voice): string {
  const name = byName ?? voice.t(by === null ? 'posts.webhook' : 'word.somebody');
  return voice.t('posts.told', { name: shownName(name), when: voice.instant(at) });
}

export function stateOf({ decided, decidedBy }: ShownPost, voice: Voice): string {
  return decided === null
    ? voice.t('posts.open')
    : voice.t('posts.decided', {
        choice: voice.t(`posts.choice.${decided.choice}`),
        name: shownName(decidedBy ?? voice.t('word.somebody')),
      });
}
