import type { Departure } from '../../domain/departure.ts';
import type { Topic } from '../../domain/knowledge/dossier.ts';
import type { Words } from '../../domain/localized.ts';
import type { Person, PersonId } from '../../domain/people/people.ts';
import { act } from '../act-names.ts';
import { blocks, button, item, items, note, text } from '../blocks.ts';
import type { CardBlock } from '../card-view.ts';
import type { FormView } from '../form-view.ts';
import { topicTitle } from '../knowledge/topic-words.ts';
import { cut, oneLine, shownName } from '../words/plain.ts';
import { nameOf, type Voice, voiceFor } from '../words/voice.ts';
import { searchFields } from './fields.ts';
import { form, shown, textField } from './form-parts.ts';

interface Asked {
  reader: Person;
  /** What was looked for; null before anything was. */
  words: string | null;
}

interface FoundTopics extends Asked {
  found: readonly { departure: Departure; topic: Topic }[];
  total: number;
  /** How many departures were opened, where there were more; null: all. */
  searched: number | null;
}

/** What the dossiers that somebody may read say about some words. */
export function searchForm({ reader, words, found, total, searched }: FoundTopics): FormView {
  const voice = voiceFor(reader);
  const lines = found.map(({ departure, topic }) => {
    const title = topicTitle(topic, voice);
    const excerpt = topic.written === null ? '' : ` ${cut(oneLine(topic.written.text), 160)}`;
    const from = `${voice.t('search.of', { name: shownName(departure.leaver.name) })}.`;
    return item('info', '', [{ strong: title }], {
      detail: `${from}${excerpt}`,
      action: button(voice, act('topic.open', departure.id, { target: topic.id }), 'button.open', { about: title }),
    });
  });
  return page(voice, { ...searchPage, words }, [
    words !== null &&
      text(total === 0 ? voice.t('search.none', { words }) : voice.t('search.found', { count: total, words })),
    items(lines),
    total > found.length && note(voice.t('search.more', { count: found.length })),
    searched !== null && note(voice.t('search.partly', { count: searched })),
  ]);
}

interface FoundHolders extends Asked {
  found: readonly { departure: Departure; title: Words; holder: PersonId }[];
  searched: number | null;
}

/** Who took over what some words name. */
export function whoHasForm({ reader, words, found, searched }: FoundHolders): FormView {
  const voice = voiceFor(reader);
  const lines = found.map(({ departure, title, holder }) => {
    const what = cut(oneLine(voice.localized(title)), 150);
    return item('info', '', voice.t('whoHas.item', { title: what, name: nameOf(departure, holder, voice) }), {
      detail: voice.t('whoHas.from', { name: shownName(departure.leaver.name) }),
    });
  });
  const view = page(voice, { ...whoHasPage, words }, [
    words !== null && text(voice.t(found.length === 0 ? 'whoHas.none' : 'whoHas.found', { words })),
    items(lines),
    searched !== null && note(voice.t('search.partly', { count: searched })),
  ]);
  return { ...view, names: found.map(({ departure }) => departure.id) };
}

const searchPage = { kind: 'search', title: 'search.title', hint: 'search.hint', name: 'knowledge.search' } as const;
const whoHasPage = { kind: 'who-has', title: 'whoHas.title', hint: 'whoHas.hint', name: 'knowledge.who-has' } as const;

/** The words, to be changed, above what they found. */
function page(
  voice: Voice,
  { kind, title, hint, name, words }: (typeof searchPage | typeof whoHasPage) & Pick<Asked, 'words'>,
  result: readonly (CardBlock | false)[],
): FormView {
  return form(voice, {
    kind,
    title,
    submit: { label: 'search.submit', act: act(name, null) },
    parts: [
      textField(
        voice,
        { id: searchFields.words, label: 'search.words', hint: voice.t(hint) },
        { min: 2, max: 200, initial: words },
      ),
      shown(blocks(...result)),
    ],
  });
}
