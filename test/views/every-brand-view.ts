import type { Person } from '../../src/domain/people/people.ts';
import type { CardView } from '../../src/views/card-view.ts';
import { postsCard, type ShownPost } from '../../src/views/cards/posts-card.ts';
import type { FormView } from '../../src/views/form-view.ts';
import { postForm, postsForm, tellPostForm } from '../../src/views/forms/posts-form.ts';

const at = '2026-11-27T10:00:00.000Z';
const post: ShownPost = {
  ...{ id: 'p1', url: 'https://social.example.com/p/1', what: 'It says that our product leaks data', by: 'jonas', at },
  ...{ more: [], decided: null, byName: 'Jonas Weber', decidedBy: null },
};
const more = Array.from({ length: 7 }, (_, index) => ({
  ...{ what: `Word ${index} `.repeat(60), at },
  ...(index === 0 ? { by: null, byName: null } : { by: 'maya', byName: index === 1 ? null : 'Maya Chen' }),
}));
const decided = { by: 'maya', at, choice: 'answer', reason: 'We answer with the facts' } as const;
const posts: readonly ShownPost[] = [
  post,
  { ...post, by: null, byName: null, url: null, more },
  { ...post, decided, more: more.slice(0, 1), decidedBy: 'Maya Chen' },
  { ...post, decided: { ...decided, choice: 'take-down' }, decidedBy: null },
  ...Array.from({ length: 30 }, (_, index) => ({ ...post, id: `p${index + 2}`, what: `Post ${index} `.repeat(60) })),
];

/** For whoever decides. */
export function postCards(reader: Person): CardView[] {
  return [postsCard([], reader), postsCard(posts.slice(0, 1), reader), postsCard(posts, reader)];
}

export function postForms(reader: Person): FormView[] {
  return [
    postsForm({ reader, posts: [], decides: false, hours: 2 }),
    postsForm({ reader, posts: [], decides: true, hours: 1 }),
    postsForm({ reader, posts, decides: true, hours: 2 }),
    tellPostForm(reader),
    ...posts.slice(0, 4).map((one) => postForm({ reader, post: one })),
  ];
}
