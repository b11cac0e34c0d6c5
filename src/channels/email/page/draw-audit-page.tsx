import type { Locale } from '../../../domain/people/people.ts';
import type { AuditBlock, AuditCell, AuditPage, AuditTable, PackButton } from '../../../views/auditors/audit-page.ts';
import { auditPaths } from '../../../views/auditors/audit-page.ts';
import type { AuditWords } from '../../../views/words/audit-words.ts';
import { clean } from '../../clean.ts';
import { drawPage } from './draw-page.tsx';

/** What every page for an auditor is drawn with. */
export interface AuditDrawing {
  locale: Locale;
  words: AuditWords;
  organisation: string;
  /** Where the pages are: their addresses begin with it. */
  place: string;
  /** What each form carries; no other page knows it. */
  form: string;
  /** How many samples there are to go back to. */
  samples: number;
}

/** A page without scripts. */
export function drawAuditPage(page: AuditPage, drawing: AuditDrawing): string {
  const { locale, words, organisation, place, form, samples } = drawing;
  const title = words.title(organisation);
  const ways = [
    { label: words.departures, path: auditPaths.departures },
    { label: words.exceptions, path: auditPaths.exceptions },
    ...Array.from({ length: samples }, (_, index) => ({
      label: words.sample(index + 1),
      path: auditPaths.sample(index + 1),
    })),
  ];
  return drawPage(
    locale,
    `${page.title} – ${title}`,
    <>
      <p class="subtitle">{clean(title)}</p>
      <h1>{clean(page.title)}</h1>
      <nav class="buttons" aria-label={words.menu}>
        {ways.map(({ label, path }) => (
          <a class="back" href={`${place}${path}`}>
            {clean(label)}
          </a>
        ))}
        <form method="post" action={`${place}/leave`}>
          <input type="hidden" name="form" value={form} />
          <button type="submit">{words.leave}</button>
        </form>
      </nav>
      {page.blocks.map((block) => (
        <Block block={block} drawing={drawing} />
      ))}
    </>,
  );
}

/** The page before the others: whoever only follows the link opens nothing. */
export function drawAuditDoor(locale: Locale, { door }: Pick<AuditWords, 'door'>): string {
  return drawPage(
    locale,
    door.title,
    <>
      <h1>{door.title}</h1>
      <p class="text">{door.text}</p>
      <form method="post">
        <div class="buttons">
          <button type="submit" class="primary">
            {door.enter}
          </button>
        </div>
      </form>
    </>,
  );
}

function Block({ block, drawing }: { block: AuditBlock; drawing: AuditDrawing }) {
  const { place, form } = drawing;
  switch (block.type) {
    case 'heading':
      return <h2>{clean(block.text)}</h2>;
    case 'text':
      return <p class="text">{clean(block.text)}</p>;
    case 'refused':
      return (
        <p class="notice refused" role="alert">
          {clean(block.text)}
        </p>
      );
    case 'facts':
      return (
        <table>
          {block.facts.map(({ label, value }) => (
            <tr>
              <th scope="row" class="fact">
                {clean(label)}
              </th>
              <td class="value">{clean(value)}</td>
            </tr>
          ))}
        </table>
      );
    case 'table':
      return <Table table={block} drawing={drawing} />;
    case 'links':
      return (
        <p class="buttons">
          {block.links.map(({ label, path }) => (
            <a class="back" href={`${place}${path}`}>
              {clean(label)}
            </a>
          ))}
        </p>
      );
    case 'pack':
      return (
        <PackForm what={block.what} drawing={drawing}>
          <button type="submit" class="primary">
            {clean(block.label)}
          </button>
        </PackForm>
      );
    case 'draw':
      return (
        <form method="post" action={`${place}/samples`}>
          <input type="hidden" name="form" value={form} />
          <div class="field">
            <label for="size">{clean(block.size)}</label>
            <input id="size" name="size" type="number" min="1" max={String(block.most)} required />
          </div>
          <div class="field">
            <label for="seed">{clean(block.seed)}</label>
            <input id="seed" name="seed" type="text" maxlength={100} aria-describedby="seed-hint" autocomplete="off" />
            <p class="hint" id="seed-hint">
              {clean(block.seedHint)}
            </p>
          </div>
          <div class="buttons">
            <button type="submit">{clean(block.submit)}</button>
          </div>
        </form>
      );
  }
}

/** Wide, so whoever has a narrow window moves it by itself, also by keyboard. */
function Table({ table, drawing }: { table: AuditTable; drawing: AuditDrawing }) {
  return (
    <section class="wide" tabindex={0} aria-label={clean(table.caption)}>
      <table class="table">
        <thead>
          <tr>
            {table.head.map((one) => (
              <th scope="col" class="head">
                {clean(one)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row) => (
            <tr>
              {row.map((cell, index) => (
                <Cell cell={cell} isFirst={index === 0} drawing={drawing} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Cell({ cell, isFirst, drawing }: { cell: AuditCell; isFirst: boolean; drawing: AuditDrawing }) {
  const { text, code, pack } = cell;
  const said = code ? <code>{clean(text)}</code> : clean(text);
  if (isFirst)
    return (
      <th scope="row" class="head">
        {said}
      </th>
    );
  return (
    <td class="cell">
      {pack === undefined ? (
        said
      ) : (
        <PackForm what={pack} drawing={drawing}>
          <button type="submit" aria-label={clean(pack.label)}>
            {said}
          </button>
        </PackForm>
      )}
    </td>
  );
}

function PackForm({ what, drawing, children }: { what: PackButton; drawing: AuditDrawing; children: unknown }) {
  const [name, value] = 'departure' in what ? ['departure', what.departure] : ['sample', String(what.sample)];
  return (
    <form method="post" action={`${drawing.place}/packs`}>
      <input type="hidden" name="form" value={drawing.form} />
      <input type="hidden" name={name} value={value} />
      {children}
    </form>
  );
}
