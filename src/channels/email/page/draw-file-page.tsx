import type { Locale } from '../../../domain/people/people.ts';
import type { FileWords } from '../../../views/words/file-words.ts';
import { clean } from '../../clean.ts';
import { drawPage } from './draw-page.tsx';

/** What stands on the page on which files are brought for one step. */
export interface FilePage {
  locale: Locale;
  words: FileWords;
  /** The step, as its card calls it. */
  title: string;
  /** How many files there are by now. */
  there: number;
  /** Which types are taken, for the browser's own dialog. */
  accept: string;
  /** What became of what was just sent. */
  said: { tone: 'good' | 'refused'; lines: readonly string[] } | null;
}

/** Without scripts, like every page: the browser sends the files itself. */
export function drawFilePage({ locale, words, title, there, accept, said }: FilePage): string {
  return drawPage(
    locale,
    words.title,
    <>
      <h1>{words.title}</h1>
      <p class="subtitle">{clean(title)}</p>
      {said && (
        <div class={`notice ${said.tone}`} role={said.tone === 'refused' ? 'alert' : 'status'}>
          {said.lines.map((line) => (
            <p class="text">{clean(line)}</p>
          ))}
        </div>
      )}
      <form method="post" enctype="multipart/form-data">
        <div class="field">
          <label for="file">{words.field}</label>
          <input id="file" name="file" type="file" accept={accept} multiple required aria-describedby="file-hint" />
          <p class="hint" id="file-hint">
            {words.hint}
          </p>
        </div>
        <div class="buttons">
          <button type="submit" class="primary">
            {words.send}
          </button>
        </div>
      </form>
      <p class="note">{words.there(there)}</p>
    </>,
  );
}
