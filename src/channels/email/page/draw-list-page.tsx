import type { Child } from 'hono/jsx';
import type { FilePreview } from '../../../domain/hr/file-change.ts';
import type { Locale } from '../../../domain/people/people.ts';
import type { ListWords } from '../../../views/words/list-words.ts';
import { clean } from '../../clean.ts';
import { drawPage } from './draw-page.tsx';

/** What stands on the page on which a list is brought. */
export interface ListPage {
  locale: Locale;
  words: ListWords;
  /** The label of the HR system; null for a wave. */
  system: string | null;
  /** What became of what was just sent. */
  said: { tone: 'good' | 'refused'; text: string } | null;
  /**
   * What the file would change, and the file itself, which the page carries along: nothing of it is kept before it is
   * taken.
   */
  shown: { preview: FilePreview; carried: string; seen: string } | null;
}

/** Without scripts, like every page. */
export function drawListPage(page: ListPage): string {
  const { locale, words, system, said } = page;
  return drawPage(
    locale,
    words.title,
    <>
      <h1>{words.title}</h1>
      <p class="subtitle">{clean(system === null ? words.wave : words.hr(system))}</p>
      {said && (
        <div class={`notice ${said.tone}`} role={said.tone === 'refused' ? 'alert' : 'status'}>
          <p class="text">{clean(said.text)}</p>
        </div>
      )}
      {drawPreview(page)}
      <form method="post" enctype="multipart/form-data">
        <div class="field">
          <label for="file">{words.field}</label>
          <input id="file" name="file" type="file" accept=".csv,.txt,text/csv" required aria-describedby="file-hint" />
          <p class="hint" id="file-hint">
            {words.hint}
          </p>
        </div>
        <div class="buttons">
          <button type="submit" class={page.shown === null ? 'primary' : 'default'}>
            {system === null ? words.check : words.show}
          </button>
        </div>
      </form>
    </>,
  );
}

function drawPreview({ words, shown }: ListPage): Child {
  if (shown === null) return null;
  const { title, own, changes, moreChanges, counted, same, problems, moreProblems, refused } = words.preview(
    shown.preview,
  );
  return (
    <section>
      <h2>{title}</h2>
      <p class="hint">{own}</p>
      {same !== null && <p class="text">{same}</p>}
      <ul>
        {changes.map((one) => (
          <li>{clean(one)}</li>
        ))}
        {moreChanges !== null && <li>{moreChanges}</li>}
        {counted.map((one) => (
          <li>{one}</li>
        ))}
      </ul>
      {refused === null ? (
        <form method="post" enctype="multipart/form-data">
          <input type="hidden" name="carried" value={shown.carried} />
          <input type="hidden" name="seen" value={shown.seen} />
          <p class="text">{words.afterwards}</p>
          <div class="buttons">
            <button type="submit" class="primary" name="put" value="1">
              {words.put}
            </button>
          </div>
        </form>
      ) : (
        <>
          <p class="text">{refused}</p>
          <ul>
            {problems.map((one) => (
              <li>{clean(one)}</li>
            ))}
            {moreProblems !== null && <li>{moreProblems}</li>}
          </ul>
        </>
      )}
    </section>
  );
}
