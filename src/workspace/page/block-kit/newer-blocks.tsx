import type { ReactNode } from 'react';
import { chartColours } from './chart-colours.ts';
import { RichText } from './rich-text.tsx';
import type { BlockOf } from './schema.ts';
import { Text } from './text.tsx';

/** A container: closed to its title when the app says so, and opened by whoever reads it. */
export function ContainerBlock({ block, children }: { block: BlockOf<'container'>; children: ReactNode }) {
  const title = (
    <>
      <Text text={block.title} />
      {block.subtitle && (
        <span className="muted">
          {' '}
          <Text text={block.subtitle} />
        </span>
      )}
    </>
  );
  if (!block.is_collapsible)
    return (
      <div className="block-container">
        <div className="block-container-title">{title}</div>
        <div className="block-container-body">{children}</div>
      </div>
    );
  return (
    <details className="block-container" open={!block.default_collapsed}>
      <summary className="block-container-title">{title}</summary>
      <div className="block-container-body">{children}</div>
    </details>
  );
}

export function AlertBlock({ block }: { block: BlockOf<'alert'> }) {
  return (
    <div className="block-alert block-text" data-level={block.level ?? 'default'} role="note">
      <Text text={block.text} />
    </div>
  );
}

const stepSigns = { pending: '○', in_progress: '◐', complete: '✓', error: '✕' } as const;

/** The sign is for the eye: the app's own words say how each step stands. */
export function PlanBlock({ block }: { block: BlockOf<'plan'> }) {
  return (
    <div className="block-plan">
      <p className="block-plan-title">{block.title}</p>
      <ul>
        {block.tasks.map(({ task_id: id, title, status, details }) => (
          <li key={id} data-status={status}>
            <span className="block-plan-sign" aria-hidden="true">
              {stepSigns[status]}
            </span>
            <div>
              {title}
              {details && (
                <div className="muted">
                  <RichText parts={details.elements} />
                </div>
              )}
            </div>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** The first row names the columns, the first cell its row. Wider than its place, it scrolls, also by the keyboard. */
export function TableBlock({ block, label }: { block: BlockOf<'table'>; label: string }) {
  const [head = [], ...rows] = block.rows;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached without a mouse
    <section className="block-table" aria-label={label} tabIndex={0}>
      <table>
        <thead>
          <tr>
            {head.map((cell, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: cells have no identity of their own
              <th key={index} scope="col">
                <Cell cell={cell} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity of their own
            <tr key={at}>
              {row.map((cell, index) =>
                index === 0 ? (
                  // biome-ignore lint/suspicious/noArrayIndexKey: as above
                  <th key={index} scope="row">
                    <Cell cell={cell} />
                  </th>
                ) : (
                  // biome-ignore lint/suspicious/noArrayIndexKey: as above
                  <td key={index}>
                    <Cell cell={cell} />
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Cell({ cell }: { cell: BlockOf<'table'>['rows'][number][number] }) {
  return cell.type === 'rich_text' ? <RichText parts={cell.elements} /> : cell.text;
}

/** A chart as one picture with a name that says all its numbers. */
export function ChartBlock({ block }: { block: BlockOf<'data_visualization'> }) {
  const { chart, title } = block;
  const points = chart.type === 'pie' ? chart.segments : (chart.series[0]?.data ?? []);
  const total = points.reduce((sum, { value }) => sum + value, 0);
  const most = chart.type === 'pie' ? total : Math.max(...points.map(({ value }) => value));
  const spoken = points.map(({ label, value }) => `${label}: ${value}`).join(', ');
  return (
    <figure className="block-chart" role="img" aria-label={`${title}. ${spoken}`}>
      <figcaption>
        {title}
        {chart.type !== 'pie' && chart.axis_config.y_label && (
          <span className="muted"> ({chart.axis_config.y_label})</span>
        )}
      </figcaption>
      {points.map(({ label, value }, index) => (
        <div
          className="block-chart-row"
          key={label}
          data-part={chart.type === 'pie' ? index % chartColours : undefined}
        >
          <span>{label}</span>
          <span className="block-chart-track">
            <span style={{ inlineSize: `${most > 0 ? (value / most) * 100 : 0}%` }} />
          </span>
        </div>
      ))}
    </figure>
  );
}
