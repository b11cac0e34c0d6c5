import type { types } from '@slack/bolt';
import { isRichWithDates, mrkdwnLines } from './draw-rich.ts';
import { withoutPages } from './draw-table.ts';
import { mrkdwn, plain } from './draw-text.ts';
import { escapeMrkdwn } from './escape.ts';
import { limits } from './limits.ts';

/** Where blocks stand. */
export type Surface = 'message' | 'modal' | 'home';

/** Not in `@slack/types` yet. https://docs.slack.dev/reference/block-kit/blocks/data-visualization-block */
export interface DataVisualizationBlock extends types.Block {
  type: 'data_visualization';
  title: string;
  chart:
    | { type: 'pie'; segments: readonly DataPoint[] }
    | {
        type: 'bar';
        series: readonly { name: string; data: readonly DataPoint[] }[];
        axis_config: { categories: readonly string[]; y_label: string };
      };
}

interface DataPoint {
  label: string;
  value: number;
}

export type DrawnBlock = types.KnownBlock | DataVisualizationBlock;

/** Blocks that not every workspace takes. */
export const newerKinds = [
  'container',
  'alert',
  'table',
  'data_table',
  'plan',
  'data_visualization',
  /** Rich text, which every workspace has, with dates in it. */
  'date',
] as const;
export type NewerKind = (typeof newerKinds)[number];

/**
 * On which surfaces each of them is tried, and how many of it fit there. Slack documents `alert` for modals only,
 * `table` once and `data_visualization` twice in a message; of `plan` beside `task_card`, one. A `data_table` counts as
 * a `table`, which stands in for it. https://docs.slack.dev/reference/block-kit/blocks
 */
export const mostOfNewer: Readonly<Record<NewerKind, Readonly<Partial<Record<Surface, number>>>>> = {
  container: { message: limits.messageBlocks, modal: limits.viewBlocks, home: limits.viewBlocks },
  alert: { modal: limits.viewBlocks },
  table: { message: 1 },
  data_table: { message: 1 },
  plan: { message: 1 },
  data_visualization: { message: 2, home: 2 },
  date: { message: limits.messageBlocks, modal: limits.viewBlocks, home: limits.viewBlocks },
};

export function newerKindOf(block: types.Block): NewerKind | null {
  if (isRichWithDates(block)) return 'date';
  return newerKinds.find((kind) => kind === block.type) ?? null;
}

/** Blocks of these kinds as the classic blocks that say the same; all others as they are. */
export function plainBlocks(blocks: readonly DrawnBlock[], kinds: ReadonlySet<NewerKind> = every): types.KnownBlock[] {
  return blocks.flatMap((block): types.KnownBlock[] => {
    const kind = newerKindOf(block);
    // What stays is known to the workspace; to the compiler, a plot never is.
    if (kind === null || !kinds.has(kind)) return [block as types.KnownBlock];
    // Its pages are lost, not its table.
    if (block.type === 'data_table' && !kinds.has('table')) return [withoutPages(block)];
    return classic(block);
  });
}

const every: ReadonlySet<NewerKind> = new Set(newerKinds);

/** Icons of a plan's steps; their titles tell the state in a word. */
const stepIcons = { pending: '⏳', in_progress: '🔄', complete: '✅', error: '❌' } as const;

function classic(block: DrawnBlock): types.KnownBlock[] {
  switch (block.type) {
    case 'container':
      // Joined: fourteen folds, each in as few blocks as it takes, fit into the fifty of a message.
      return inSections([boldLine(block.title?.text ?? ''), ...block.child_blocks.map(childText)]);
    case 'alert':
      return [{ type: 'section', text: block.text }];
    case 'table':
    case 'data_table': {
      const [head = [], ...rows] = block.rows.map((row) => row.map(cellText));
      return inSections([
        // What the columns are is said once above them, as in a table.
        escapeMrkdwn(head.join(' · ')),
        ...rows.map(([first = '', ...others]) => [boldLine(first), ...others.map(escapeMrkdwn)].join(' · ')),
      ]);
    }
    case 'rich_text':
      return inSections(mrkdwnLines(block));
    case 'plan':
      return inSections([
        boldLine(block.title),
        ...(block.tasks ?? []).map((task) => {
          const { title, status, details } = task as types.TaskCardBlock;
          const below = details ? escapeMrkdwn(cellText(details)) : '';
          return `${stepIcons[status]} ${escapeMrkdwn(title)}${below === '' ? '' : `\n${below}`}`;
        }),
      ]);
    // Its numbers stand below it as text.
    case 'data_visualization':
      return [];
    default:
      return [block];
  }
}

/** What a fold holds, as mrkdwn. */
function childText(child: types.ContainerBlock['child_blocks'][number]): string {
  const texts = child.type === 'section' ? [child.text] : child.type === 'context' ? child.elements : [];
  return texts
    .flatMap((one) => (one && 'text' in one ? [one.type === 'mrkdwn' ? one.text : escapeMrkdwn(one.text)] : []))
    .join('\n');
}

/** All words of a cell or of rich text. */
function cellText(value: unknown): string {
  if (Array.isArray(value)) return value.map(cellText).join('');
  if (typeof value !== 'object' || value === null) return '';
  if ('text' in value && typeof value.text === 'string') return value.text;
  return 'elements' in value ? cellText(value.elements) : '';
}

function boldLine(text: string): string {
  const line = escapeMrkdwn(text.replaceAll(/\s+/g, ' ')).trim();
  return line === '' ? '' : `*${line}*`;
}

function inSections(lines: readonly string[]): types.KnownBlock[] {
  const texts: string[] = [];
  for (const line of lines.map(short).filter((one) => one !== '')) {
    const last = texts.at(-1);
    if (last !== undefined && last.length + 1 + line.length <= limits.sectionText)
      texts[texts.length - 1] = `${last}\n${line}`;
    else texts.push(line);
  }
  return texts.map(section);
}

/** Cut where that breaks no `&amp;`. */
function short(line: string): string {
  if (line.length <= limits.sectionText) return line;
  return `${line.slice(0, limits.sectionText - 1).replace(/&[a-z]*$/, '')}…`;
}

function section(text: string): types.SectionBlock {
  return { type: 'section', text: text === '' ? plain('–', 1) : mrkdwn(text), expand: true };
}
