import type { Person } from '../../domain/people/people.ts';
import { type CountedTogether, fewestPeople, type ThemeTable } from '../../domain/survey/theme-table.ts';
import type { ThemeRule } from '../../domain/survey/themes.ts';
import { fold, note, section, table, text } from '../blocks.ts';
import type { FormView } from '../form-view.ts';
import { themeName } from '../survey/theme-name.ts';
import { cut, oneLine } from '../words/plain.ts';
import { type Voice, voiceFor } from '../words/voice.ts';
import { form, shown } from './form-parts.ts';

interface Themes {
  table: ThemeTable;
  rules: readonly ThemeRule[];
  /** There were more departures than could be read. */
  isPartial: boolean;
}

/** For HR: what leavers speak of, over teams and time, with sentences to read. */
export function themesForm(reader: Person, { table: found, rules, isPartial }: Themes): FormView {
  const voice = voiceFor(reader);
  const { people, themes, groups, quarters } = found;
  const nameOf = (id: string) => {
    const rule = rules.find((one) => one.id === id);
    return rule ? themeName(rule, voice) : id;
  };
  const rows = (of: 'byGroup' | 'byQuarter') =>
    themes.map((theme) => [
      nameOf(theme.id),
      voice.number(theme.people),
      ...theme[of].map((one) => (one === null ? voice.t('themes.hidden') : voice.number(one))),
    ]);
  const heads = (columns: readonly CountedTogether[]) => [
    voice.t('themes.theme'),
    voice.t('themes.all', { people }),
    ...columns.map((one) => columnWords(one, voice)),
  ];
  return form(voice, {
    kind: 'themes',
    title: 'form.themes.title',
    submit: null,
    parts: shown(
      note(voice.t('survey.confidential')),
      people < fewestPeople
        ? text(voice.t('themes.tooFew', { people, fewest: fewestPeople }))
        : note(voice.t('themes.how', { fewest: fewestPeople })),
      isPartial && note(voice.t('themes.partial')),
      people >= fewestPeople && themes.length === 0 && text(voice.t('themes.none', { people })),
      themes.length > 0 &&
        section(voice.t('themes.byTeam'), table(voice.t('themes.byTeam'), heads(groups), rows('byGroup'))),
      themes.length > 0 &&
        section(voice.t('themes.byTime'), table(voice.t('themes.byTime'), heads(quarters), rows('byQuarter'))),
      section(
        voice.t('themes.sentences'),
        ...themes.map(({ id, sentences }) =>
          fold(
            voice.t('themes.said', { theme: nameOf(id), count: sentences.length }),
            ...sentences.map((one) => ({ type: 'text' as const, text: `“${cut(oneLine(one), 300)}”` })),
          ),
        ),
      ),
    ),
  });
}

/** A team, or several quarters; teams that are too small to stand alone have no names here. */
function columnWords({ names, others, people }: CountedTogether, voice: Voice): string {
  if (others) return voice.t('themes.others', { people });
  const [first = '', last = first] = [names[0] ?? '', names.at(-1) ?? ''];
  const name = first === last ? first : `${first} – ${last}`;
  return voice.t('themes.column', { name: cut(oneLine(name === '' ? '–' : name), 60), people });
}
