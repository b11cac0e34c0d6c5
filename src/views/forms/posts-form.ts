import { postChoices } from '../../domain/brand/critical-post.ts';
import type { Person } from '../../domain/people/people.ts';
import { act } from '../act-names.ts';
import { actions, blocks, button, items, note, section, status, text } from '../blocks.ts';
import { postItem, type ShownPost, stateOf, toldBy } from '../cards/posts-card.ts';
import type { FormView } from '../form-view.ts';
import { manyLines, oneLine } from '../words/plain.ts';
import { voiceFor } from '../words/voice.ts';
import { postFields } from './fields.ts';
import { choiceField, form, option, reasonField, shown, textField } from './form-parts.ts';

const mostShown = 25;

/** For whoever decides: the posts that wait, and those that were decided. For everybody: the way to tell of one. */
export function postsForm({
  reader,
  posts,
  decides,
  hours,
}: {
  reader: Person;
  /** Newest first; none for whoever does not decide. */
  posts: readonly ShownPost[];
  decides: boolean;
  hours: number;
}): FormView {
  const voice = voiceFor(reader);
  const about = voice.t('form.posts.title');
  const open = posts.filter(({ decided }) => decided === null);
  const over = posts.filter(({ decided }) => decided !== null);
  return form(voice, {
    kind: 'posts',
    title: 'form.posts.title',
    submit: null,
    parts: shown(
      blocks(
        text(voice.t('form.posts.text', { hours })),
        decides && status(open.length > 0 ? 'attention' : 'neutral', voice.t('posts.state', { open: open.length })),
        section(voice.t('form.posts.open'), items(open.slice(0, mostShown).map((one) => postItem(one, voice)))),
        section(voice.t('form.posts.over'), items(over.slice(0, mostShown).map((one) => postItem(one, voice)))),
        actions(button(voice, act('post.tell', null), 'button.postTell', { style: 'primary', about })),
        note(voice.t('form.posts.note')),
      ),
    ),
  });
}

export function tellPostForm(reader: Person): FormView {
  const voice = voiceFor(reader);
  return form(voice, {
    kind: 'post-tell',
    title: 'form.posts.tell',
    submit: { label: 'form.posts.tellSubmit', act: act('post.tell.submit', null) },
    parts: [
      textField(
        voice,
        { id: postFields.what, label: 'form.posts.what', hint: voice.t('form.posts.whatHint') },
        { multiline: true, min: 3, max: 500 },
      ),
      textField(
        voice,
        { id: postFields.url, label: 'form.posts.url', hint: voice.t('form.posts.urlHint'), required: false },
        { max: 500 },
      ),
      shown(note(voice.t('form.posts.note'))),
    ],
  });
}

/** One post, and what is done about it. */
export function postForm({ reader, post }: { reader: Person; post: ShownPost }): FormView {
  const voice = voiceFor(reader);
  const { decided, url, what, more } = post;
  const parts = shown(
    blocks(
      status(decided === null ? 'attention' : 'neutral', stateOf(post, voice)),
      { type: 'quote', text: manyLines(what) },
      url !== null && text(oneLine(url)),
      note(toldBy(post, voice)),
      ...more.flatMap((one) => [{ type: 'quote' as const, text: manyLines(one.what) }, note(toldBy(one, voice))]),
      decided !== null && { type: 'quote', text: manyLines(decided.reason) },
      decided === null && note(voice.t('form.posts.does')),
    ),
  );
  if (decided !== null) return form(voice, { kind: 'post', title: 'form.posts.one', submit: null, parts });
  return form(voice, {
    kind: 'post',
    title: 'form.posts.one',
    submit: { label: 'form.posts.decide', act: act('post.decide', null, { target: post.id }) },
    parts: [
      parts,
      choiceField(
        voice,
        { id: postFields.choice, label: 'form.posts.choice' },
        { options: postChoices.map((one) => option(one, voice.t(`posts.choice.${one}`))), initial: null },
      ),
      reasonField(voice),
    ],
  });
}
