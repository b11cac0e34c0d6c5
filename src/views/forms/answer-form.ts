import type { Departure } from '../../domain/departure.ts';
import { longestTopicText, type Topic } from '../../domain/knowledge/dossier.ts';
import type { Person } from '../../domain/people/people.ts';
import { act } from '../act-names.ts';
import { note } from '../blocks.ts';
import type { FlatPart, FormView } from '../form-view.ts';
import { topicTitle } from '../knowledge/topic-words.ts';
import { cut, oneLine } from '../words/plain.ts';
import { type Voice, voiceFor } from '../words/voice.ts';
import { form, shown } from './form-parts.ts';

/** Which topics a form shows, each with the state that its reader saw: `missions:0,contacts:2`. */
function encodeSeen(topics: readonly Pick<Topic, 'id' | 'rev'>[]): string {
  return topics.map(({ id, rev }) => `${id}:${rev}`).join(',');
}

export function decodeSeen(seen: string | null): readonly { topicId: string; rev: number }[] {
  return (seen ?? '').split(',').flatMap((one) => {
    const [topicId, rev] = one.split(':');
    return topicId && rev && /^\d+$/.test(rev) ? [{ topicId, rev: Number(rev) }] : [];
  });
}

/** A few questions at once, each with a field of its own; what is left empty is asked another day. */
export function answerForm(departure: Departure, topics: readonly Topic[], reader: Person): FormView {
  const voice = voiceFor(reader);
  return form(voice, {
    kind: 'dossier-answer',
    title: 'form.answer.title',
    submit: {
      label: 'form.answer.submit',
      act: act('dossier.answer.submit', departure.id, { seen: encodeSeen(topics) }),
    },
    parts: [
      shown(note(voice.t('dossier.askText')), note(voice.t('topic.hint.text'))),
      topics.map((topic) => questionField(topic, voice)),
    ],
  });
}

function questionField(topic: Topic, voice: Voice): FlatPart {
  const question = topic.question === null ? null : cut(oneLine(voice.localized(topic.question)), 300);
  return {
    type: 'field',
    field: {
      type: 'text',
      id: topic.id,
      label: topicTitle(topic, voice),
      hint: question ?? voice.t('topic.hint.answer'),
      required: false,
      onChange: null,
      multiline: true,
      minLength: 0,
      maxLength: longestTopicText,
      placeholder: null,
      initial: null,
    },
  };
}
