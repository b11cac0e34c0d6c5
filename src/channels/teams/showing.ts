import type { Locale } from '../../domain/people/people.ts';
import type { Notice, Reply } from '../../engine/conversation/conversation.ts';
import type { FormValues } from '../../views/form-view.ts';
import { isOfWalk } from '../walk-act.ts';
import type { TeamsDrawing } from './drawing.ts';
import { homeKey } from './home-cards.ts';
import type { OpenForms } from './open-forms.ts';
import { plainText } from './plain-text.ts';
import { tracked } from './posted.ts';
import type { WordsFor } from './words.ts';

/** How an answer shows. `in-place`: in the card that was clicked. `below`: in a message of its own. */
export type Shown =
  | {
      type: 'card';
      card: object;
      summary: string;
      where: 'in-place' | 'below';
      /** The card is a page of the walk; `departureId` is null until there is a draft. */
      walk?: { departureId: string | null };
      /** What was asked is done. */
      isDone?: boolean;
      /** It says nothing but that it is done: the form goes, as a window closes on Slack. */
      saysNothing?: boolean;
      /** Departures that it names, where no button of it says so. */
      names?: readonly string[];
    }
  | { type: 'words'; text: string; tone: Notice['tone']; isDone?: boolean };

/** What the answer is to. */
interface Question {
  locale: Locale;
  /** The form that was submitted, as `tracked` marks it; null for every other card and for what was typed. */
  form: string | null;
  values: FormValues | null;
  /** The reader's own Teams id, where the answer is a page that is kept fresh: home; null for every other answer. */
  freshFor: string | null;
  /** A page of the same kind as the answer was clicked: home on the home page. */
  sameKind: boolean;
}

export type Showing = (reply: Reply, question: Question) => Promise<Shown>;

export function createShowing(options: { draw: TeamsDrawing; forms: OpenForms; words: WordsFor }): Showing {
  const { draw, forms, words } = options;

  const notice = async (told: Notice, { locale, form }: Question): Promise<Shown> => {
    const summary = plainText(told.text);
    // A refusal leaves the form as it is, with what was typed.
    const inPlace = form !== null && told.tone !== 'refused';
    if (told.actions.length === 0 && !inPlace) return { type: 'words', text: summary, tone: told.tone };
    return { type: 'card', card: await draw.notice(told, locale), summary, where: inPlace ? 'in-place' : 'below' };
  };

  return async (reply, question) => {
    const { locale, form, values } = question;
    const where = form === null ? 'below' : 'in-place';
    switch (reply.type) {
      case 'form': {
        const card = tracked(await draw.form(reply.form, locale), forms.keep(reply.form));
        const act = reply.form.submit?.act;
        const walk = act && isOfWalk(act) ? { walk: { departureId: act.departureId } } : {};
        const names = reply.form.names ?? [];
        return { type: 'card', card, summary: reply.form.title, where, names, ...walk };
      }
      case 'errors': {
        const known = forms.find(form);
        const text = Object.values(reply.errors).join('\n');
        if (!known) return { type: 'words', text, tone: 'refused' };
        const mistakes = { values: values ?? {}, errors: reply.errors };
        const card = tracked(await draw.form(known, locale, mistakes), forms.keep(known));
        return { type: 'card', card, summary: text, where, names: known.names ?? [] };
      }
      case 'notice':
        return notice(reply.notice, question);
      case 'done':
        return {
          // No tick: what a person wrote is kept, and whether it is true is read back later.
          ...(await notice(reply.notice ?? { tone: 'neutral', text: words(locale).done, actions: [] }, question)),
          isDone: true,
          ...(reply.notice === null && { saysNothing: true }),
        };
      case 'card':
        return {
          type: 'card',
          card: await draw.card(reply.card, freshly(question)),
          summary: reply.card.fallback.trim() || reply.card.title,
          where: question.sameKind ? 'in-place' : where,
        };
    }
  };
}

function freshly({ locale, freshFor }: Question) {
  return freshFor === null ? { locale, key: 'answer' } : { locale, key: homeKey, refreshFor: [freshFor] };
}
