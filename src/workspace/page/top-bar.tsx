import { Icon } from './parts/icon.tsx';
import { type LanguageChoice, languages, type Theme, themes } from './state/preferences.ts';
import { useWords } from './words/words.ts';

/** The page's own bar: its name, and how it looks. */
export function TopBar(props: {
  name: string;
  theme: Theme;
  language: LanguageChoice;
  sideOpen: boolean;
  onTheme: (theme: Theme) => void;
  onLanguage: (language: LanguageChoice) => void;
  onSide: () => void;
}) {
  const { say } = useWords();
  return (
    <header className="top-bar">
      <p className="top-name">
        <img src="./icon.svg" alt="" width={24} height={24} />
        <span>{props.name}</span>
      </p>
      <div className="top-tools">
        <label className="top-select">
          <Icon name="globe" size={16} />
          <span className="sr-only">{say('language.label')}</span>
          <select value={props.language} onChange={(event) => props.onLanguage(oneOf(languages, event.target.value))}>
            <option value="auto">{say('language.auto')}</option>
            <option value="en" lang="en">
              English
            </option>
            <option value="fr" lang="fr">
              Français
            </option>
          </select>
        </label>
        <label className="top-select">
          <Icon name="theme" size={16} />
          <span className="sr-only">{say('theme.label')}</span>
          <select value={props.theme} onChange={(event) => props.onTheme(oneOf(themes, event.target.value))}>
            {themes.map((theme) => (
              <option key={theme} value={theme}>
                {say(`theme.${theme}`)}
              </option>
            ))}
          </select>
        </label>
        <button
          type="button"
          className="icon-button side-toggle"
          aria-label={say('page.showSide')}
          title={say('page.showSide')}
          aria-expanded={props.sideOpen}
          aria-controls="side"
          onClick={props.onSide}
        >
          <Icon name="panel" />
        </button>
      </div>
    </header>
  );
}

function oneOf<T extends string>(known: readonly T[], text: string): T {
  const [first] = known;
  const found = known.find((option) => option === text) ?? first;
  if (found === undefined) throw new RangeError('nothing to choose from');
  return found;
}
