import type { Locale } from '../../../domain/people/people.ts';
import type { EvidencePageWords } from '../../../views/words/evidence-page-words.ts';
import { clean } from '../../clean.ts';
import { drawPage } from './draw-page.tsx';

/** The page on which a pack is taken: whoever opens it changes nothing. */
export function drawEvidencePage(locale: Locale, words: EvidencePageWords, lines: readonly string[]): string {
  const [first = '', ...more] = lines;
  return drawPage(
    locale,
    words.title,
    <>
      <h1>{words.title}</h1>
      <p class="subtitle">{clean(first)}</p>
      {more.map((line) => (
        <p>{clean(line)}</p>
      ))}
      <form method="post">
        <div class="buttons">
          <button type="submit" class="primary">
            {words.take}
          </button>
        </div>
      </form>
      <p class="note">{words.wait}</p>
      <p class="note">{words.once}</p>
    </>,
  );
}
