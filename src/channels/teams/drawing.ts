import type { Locale } from '../../domain/people/people.ts';
import type { Notice } from '../../engine/conversation/conversation.ts';
import type { Directory } from '../../engine/ports/directory.ts';
import { actions, blocks, text } from '../../views/blocks.ts';
import type { CardView } from '../../views/card-view.ts';
import type { FormValues, FormView } from '../../views/form-view.ts';
import { peopleInCard, peopleInForm, peopleInText } from '../people-in-view.ts';
import type { AdaptiveCard, CardOptions, PersonOf } from './adaptive-card.ts';
import { drawCard } from './draw-card.ts';
import { drawForm } from './draw-form.ts';
import { plainText } from './plain-text.ts';

/** What was wrong with a form that is shown again. */
interface Mistakes {
  values: FormValues;
  errors: Readonly<Record<string, string>>;
}

/** Everything a person can get, drawn as an Adaptive Card in their language. */
export interface TeamsDrawing {
  card(view: CardView, how: Omit<CardOptions, 'personOf'>): Promise<AdaptiveCard>;
  form(form: FormView, locale: Locale, mistakes?: Mistakes): Promise<AdaptiveCard>;
  notice(notice: Notice, locale: Locale): Promise<AdaptiveCard>;
}

const icons: Readonly<Record<Notice['tone'], string>> = { neutral: '', good: '✅ ', refused: '⚠️ ' };

export function createTeamsDrawing(directory: () => Pick<Directory, 'byId'>): TeamsDrawing {
  /** Looks up everybody who is mentioned or preset, once, so that drawing itself stays pure. */
  const known = async (personIds: readonly string[]): Promise<PersonOf> => {
    const found = await Promise.all([...new Set(personIds)].map((id) => directory().byId(id)));
    const people = new Map(found.flatMap((one) => (one ? [[one.id, one] as const] : [])));
    return (id) => {
      const person = people.get(id);
      return person ? { handle: person.handles.teams ?? null, name: person.name } : null;
    };
  };

  return {
    card: async (view, how) => drawCard(view, { ...how, personOf: await known(peopleInCard(view)) }),
    form: async (form, locale, mistakes) =>
      drawForm(form, { locale, personOf: await known([...peopleInForm(form), ...chosen(mistakes)]), ...mistakes }),
    notice: async (notice, locale) => {
      const words = notice.text;
      const icon = icons[notice.tone];
      const view: CardView = {
        kind: 'notice',
        title: 'Relais',
        subtitle: null,
        tone: 'neutral',
        blocks: blocks(
          text(typeof words === 'string' ? `${icon}${words}` : [icon, ...words]),
          actions(...notice.actions),
        ),
        fallback: plainText(words),
      };
      return drawCard(view, { key: 'notice', locale, personOf: await known(peopleInText(words)) });
    },
  };
}

/** Whoever was picked is shown again by name. */
function chosen(mistakes: Mistakes | undefined): string[] {
  return Object.values(mistakes?.values ?? {}).filter((value) => typeof value === 'string');
}
