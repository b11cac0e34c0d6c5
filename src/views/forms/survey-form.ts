import type { Departure } from '../../domain/departure.ts';
import type { OwnQuestion } from '../../domain/flow/survey-question.ts';
import type { Person } from '../../domain/people/people.ts';
import { longestOwnAnswer, type OwnAnswer } from '../../domain/survey/own-answers.ts';
import { surveyQuestions } from '../../domain/survey/survey.ts';
import { act } from '../act-names.ts';
import { note } from '../blocks.ts';
import type { FormPart, FormView } from '../form-view.ts';
import { oneLine } from '../words/plain.ts';
import { type Voice, voiceFor } from '../words/voice.ts';
import { ownQuestionField } from './fields.ts';
import { choiceField, choicesField, form, option, shown, textField } from './form-parts.ts';

/** The eight questions and the company's own, filled with the leaver's earlier answers. For the leaver alone. */
export function surveyForm(departure: Departure, reader: Person): FormView {
  const voice = voiceFor(reader);
  const answers = reader.id === departure.leaver.id ? departure.survey?.answers : null;
  return form(voice, {
    kind: 'survey',
    title: 'form.survey.title',
    submit: { label: 'form.survey.submit', act: act('survey.submit', departure.id) },
    close: 'form.survey.later',
    parts: [
      shown(note(voice.t('survey.open'))),
      ...surveyQuestions.map((question) => {
        const given = answers?.[question.id];
        return questionField(question, given === undefined ? null : String(given), voice);
      }),
      ...(departure.flow?.survey?.questions ?? []).map((question) =>
        ownField(question, answers?.own?.find(({ id }) => id === question.id)?.value, voice),
      ),
    ],
  });
}

type Question = (typeof surveyQuestions)[number];

function questionField(question: Question, initial: string | null, voice: Voice): FormPart {
  const base = { id: question.id, label: `survey.question.${question.id}`, required: false } as const;
  switch (question.type) {
    case 'scale':
      return choiceField(voice, base, {
        options: ([1, 2, 3, 4, 5] as const).map((n) => option(String(n), voice.t(`survey.scale.${n}`))),
        initial,
      });
    case 'nps':
      return choiceField(
        voice,
        { ...base, hint: voice.t('survey.hint.nps') },
        { options: Array.from({ length: 11 }, (_, n) => option(String(n), String(n))), initial },
      );
    case 'choice':
      return choiceField(voice, base, {
        options: question.options.map((reason) => option(reason, voice.t(`survey.reason.${reason}`))),
        initial,
      });
    case 'text':
      return textField(
        voice,
        { ...base, hint: voice.t('survey.hint.optional') },
        { multiline: true, max: 2000, initial },
      );
  }
}

function ownField(question: OwnQuestion, given: OwnAnswer['value'] | undefined, voice: Voice): FormPart {
  const label = { words: oneLine(voice.localized(question.text)) };
  const base = { id: ownQuestionField(question.id), label, required: false };
  const initial = given === undefined ? null : String(given);
  switch (question.type) {
    case 'scale':
      return choiceField(voice, base, {
        options: ([1, 2, 3, 4, 5] as const).map((n) => option(String(n), voice.t(`survey.scale.${n}`))),
        initial,
      });
    case 'yes-no':
      return choiceField(voice, base, {
        options: (['yes', 'no'] as const).map((one) => option(one, voice.t(`survey.${one}`))),
        initial,
      });
    case 'choice':
      return choiceField(voice, base, { options: optionsOf(question, voice), initial });
    case 'choices':
      return choicesField(voice, base, {
        options: optionsOf(question, voice),
        initial: Array.isArray(given) ? given : [],
      });
    case 'text':
      return textField(
        voice,
        { ...base, hint: voice.t('survey.hint.optional') },
        { multiline: true, max: longestOwnAnswer, initial },
      );
  }
}

function optionsOf({ options }: OwnQuestion & { type: 'choice' | 'choices' }, voice: Voice) {
  return options.map(({ id, text }) => option(id, voice.localized(text)));
}
