import { lazy, Suspense } from 'react';
import { Link } from 'react-aria-components';
import type { DeskBlock, DeskChart, DeskTable, DeskWay, DeskWords } from '../../views/desk/desk-page.ts';
import { drawnAs } from './drawn-as.ts';
import { Held } from './held.tsx';
import { MonthView } from './month-view.tsx';
import { hrefOf } from './route.ts';

const ChartPicture = lazy(() => import('./chart-picture.tsx').then(({ ChartPicture }) => ({ default: ChartPicture })));

export function BlockView({ block, words }: { block: DeskBlock; words: DeskWords }) {
  switch (block.type) {
    case 'heading':
      return <h2>{block.text}</h2>;
    case 'text':
      return <p className="text">{block.text}</p>;
    case 'facts':
      return (
        <dl className="facts">
          {block.facts.map(({ label, value }) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      );
    case 'table':
      return <TableView table={block} words={words} />;
    case 'chart':
      return <ChartView chart={block} words={words} />;
    case 'month':
      return <MonthView month={block} />;
    case 'pages':
      return (
        <div className="pages">
          <Step way={block.earlier} label={words.earlier} />
          <span>{block.text}</span>
          <Step way={block.later} label={words.later} />
        </div>
      );
  }
}

function Step({ way, label }: { way: DeskWay | null; label: string }) {
  return way === null ? <span className="muted">{label}</span> : <Link href={hrefOf(way)}>{label}</Link>;
}

function TableView({ table: { caption, head, rows }, words }: { table: DeskTable; words: DeskWords }) {
  if (rows.length === 0) return <p className="muted">{words.empty}</p>;
  return (
    <table {...drawnAs.table} aria-label={caption}>
      <thead>
        <tr {...drawnAs.row}>
          {head.map((one, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: columns of one page never change their places
            <th key={`${one} ${place}`} {...drawnAs.head} scope="col">
              {one}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows of one page never change their places
          <tr key={index} {...drawnAs.row}>
            {row.map((cell, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: columns of one page never change their places
              <td key={`${head[place]} ${place}`} {...drawnAs.cell} data-head={head[place]} className={cell.tone}>
                {cell.to ? <CellLink way={cell.to} text={cell.text} /> : cell.text}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** An address that Relais made leads out of the desk, into a page of its own. */
function CellLink({ way, text }: { way: DeskWay; text: string }) {
  if ('address' in way)
    return (
      <a href={way.address} target="_blank" rel="noreferrer">
        {text}
      </a>
    );
  return <Link href={hrefOf(way)}>{text}</Link>;
}

function ChartView({ chart, words }: { chart: DeskChart; words: DeskWords }) {
  const { title, sentence, goal, points } = chart;
  return (
    <figure className="chart">
      <h2>{title}</h2>
      <figcaption>{sentence}</figcaption>
      <Held instead={words.trouble}>
        <Suspense fallback={<p className="muted">{words.loading}</p>}>
          <ChartPicture chart={chart} />
        </Suspense>
      </Held>
      {goal && <p className="goal">{goal.label}</p>}
      <details>
        <summary>{words.numbers}</summary>
        <table aria-label={title}>
          <thead>
            <tr>
              <th scope="col">{words.label}</th>
              <th scope="col">{words.value}</th>
            </tr>
          </thead>
          <tbody>
            {points.map((point, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two systems may have one name; points never change their places
              <tr key={index}>
                <th scope="row">{point.label}</th>
                <td>{point.words}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
}
