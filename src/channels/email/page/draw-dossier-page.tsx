import type { Locale } from '../../../domain/people/people.ts';
import type { DossierWords } from '../../../views/words/dossier-words.ts';
import { clean } from '../../clean.ts';
import { drawPage } from './draw-page.tsx';

/** The page on which a dossier is taken: whoever opens it changes nothing, and a button for each form of file. */
export function drawDossierPage(given: { locale: Locale; words: DossierWords; name: string; topics: number }): string {
  const { locale, words, name, topics } = given;
  return drawPage(
    locale,
    words.title,
    <>
      <h1>{words.title}</h1>
      <p class="subtitle">{clean(words.of(name, topics))}</p>
      <form method="post">
        <div class="buttons">
          {words.formats.map(({ value, label }) => (
            <button type="submit" name="format" value={value} class={value === 'pdf' ? 'primary' : 'default'}>
              {label}
            </button>
          ))}
        </div>
      </form>
      <p class="note">{words.once}</p>
      <p class="note">{words.keep}</p>
    </>,
  );
}
