import type { Locale } from '../../domain/people.ts';
import type { Notice } from '../../engine/conversation.ts';
import type { Directory } from '../../engine/ports/directory.ts';
import type { CardView } from '../../views/card-view.ts';
import type { FormView } from '../../views/form-view.ts';
import { interimCard, interimForm } from './interim.ts';
import type { WordsFor } from './words.ts';

/** Everything a person can get, drawn as an Adaptive Card in their language. */
export interface TeamsDrawing {
  card(view: CardView, locale: Locale, key: string): Promise<object>;
  form(form: FormView, locale: Locale): Promise<object>;
  notice(notice: Notice, locale: Locale): Promise<object>;
}

export function createTeamsDrawing(_directory: () => Pick<Directory, 'byId'>, _words: WordsFor): TeamsDrawing {
  return {
    card: async (view) => interimCard(view),
    form: async (form) => interimForm(form),
    notice: async ({ text, actions }) =>
      interimCard({
        kind: 'notice',
        title: 'Relais',
        subtitle: null,
        tone: 'neutral',
        blocks: [
          { type: 'text', text },
          { type: 'actions', actions },
        ],
        fallback: '',
      }),
  };
}
