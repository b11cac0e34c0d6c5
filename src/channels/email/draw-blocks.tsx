import type { Child } from 'hono/jsx';
import { wordsOfCell } from '../../views/blocks.ts';
import type { CardAction, CardBlock, CardItem, FoldedBlock, Inline, ItemIcon, Text } from '../../views/card-view.ts';
import { clean } from '../clean.ts';
import type { Look } from './look.ts';

/** The place that blocks are drawn in. */
export interface Place {
  look: Look;
  /** Null where nothing can be pressed: then the words around say what can be done. */
  buttons: (actions: readonly CardAction[]) => Child;
  /** Whether folds can be opened: pages can, mails show all. */
  opens: boolean;
}

const icons: Readonly<Record<ItemIcon, string>> = {
  waiting: '○',
  todo: '☐',
  running: '◔',
  done: '✓',
  late: '!',
  failed: '✕',
  manual: '✎',
  accepted: '◑',
  waived: '–',
  info: '·',
};

export function drawText(text: Text, { look }: Pick<Place, 'look'>): Child {
  if (typeof text === 'string') return clean(text);
  return text.map((part) => drawInline(part, look));
}

function drawInline(part: Inline, look: Look): Child {
  if (typeof part === 'string') return clean(part);
  if ('strong' in part) return <strong>{clean(part.strong)}</strong>;
  if ('muted' in part) return <span {...look('muted')}>{clean(part.muted)}</span>;
  if ('mention' in part) return <strong>{clean(part.name)}</strong>;
  if ('moment' in part) return clean(part.words);
  return (
    <a href={part.link} rel="noopener noreferrer">
      {clean(part.label)}
    </a>
  );
}

export function drawBlock(block: CardBlock | FoldedBlock, place: Place): Child {
  const { look } = place;
  switch (block.type) {
    case 'text':
      return <p {...look('text')}>{drawText(block.text, place)}</p>;
    case 'note':
      return <p {...look('note')}>{drawText(block.text, place)}</p>;
    case 'heading':
      return <h2 {...look('heading')}>{clean(block.text)}</h2>;
    case 'quote':
      return <blockquote {...look('quote')}>{clean(block.text)}</blockquote>;
    case 'facts':
      return <Facts rows={block.facts} place={place} />;
    case 'items':
      return <Items items={block.items} place={place} />;
    case 'steps':
      return (
        <>
          <h2 {...look('heading')}>{clean(block.title)}</h2>
          <Items items={block.items} place={place} />
        </>
      );
    case 'progress':
      return (
        <p {...look('text')}>
          {clean(block.label)} <strong>{`${block.done}/${block.total}`}</strong>
        </p>
      );
    case 'status':
      return (
        <div {...look('status')}>
          <strong>{clean(block.state)}</strong>
          {[block.next, block.who].map((line) => line !== null && <div>{drawText(line, place)}</div>)}
        </div>
      );
    case 'fold':
      return <Fold title={block.title} blocks={block.blocks} place={place} />;
    case 'code':
      return <pre {...look('code')}>{block.lines.map(clean).join('\n')}</pre>;
    case 'table':
      return <Table block={block} place={place} />;
    case 'plot':
      // The numbers say all that the picture would.
      if (block.told === 'nearby') return null;
      return (
        <Facts
          caption={block.title}
          rows={block.points.map(({ label, words }) => ({ label, value: words }))}
          place={place}
        />
      );
    case 'divider':
      return <hr {...look('rule')} />;
    case 'actions':
      return block.actions.length === 0 ? null : place.buttons(block.actions);
  }
}

function Facts({
  caption,
  rows,
  place,
}: {
  caption?: string;
  rows: readonly { label: string; value: Text }[];
  place: Place;
}) {
  const { look } = place;
  return (
    <table {...look('facts')}>
      {caption !== undefined && <caption {...look('fact')}>{clean(caption)}</caption>}
      <tbody>
        {rows.map(({ label, value }) => (
          <tr>
            <th scope="row" {...look('fact')}>
              {clean(label)}
            </th>
            <td>{drawText(value, place)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Items({ items, place }: { items: readonly CardItem[]; place: Place }) {
  const { look } = place;
  return (
    <ul {...look('list')}>
      {items.map(({ icon, state, text, detail, action }) => (
        <li {...look('item')}>
          <span aria-hidden="true">{icons[icon]} </span>
          {drawText(text, place)} <span {...look('state')}>({clean(state)})</span>
          {detail !== null && <div {...look('detail')}>{drawText(detail, place)}</div>}
          {action !== null && place.buttons([action])}
        </li>
      ))}
    </ul>
  );
}

function Fold({ title, blocks, place }: { title: string; blocks: readonly FoldedBlock[]; place: Place }) {
  const inside = blocks.map((block) => drawBlock(block, place));
  if (place.opens)
    return (
      <details>
        <summary>{clean(title)}</summary>
        {inside}
      </details>
    );
  return (
    <>
      <p {...place.look('text')}>
        <strong>{clean(title)}</strong>
      </p>
      {inside}
    </>
  );
}

function Table({
  block: { caption, columns, rows },
  place: { look },
}: {
  block: CardBlock & { type: 'table' };
  place: Place;
}) {
  return (
    <table {...look('table')}>
      <caption {...look('fact')}>{clean(caption)}</caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <th scope="col" {...look('head')}>
              {clean(column)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((cells) => (
          <tr>
            {cells.map((cell) => (
              <td {...look('cell')}>{clean(wordsOfCell(cell))}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
