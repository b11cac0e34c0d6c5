import type { types } from '@slack/bolt';
import type { CardBlock, CardItem, FoldedBlock, Inline, ItemIcon, Plot, Text, Tone } from '../../views/card-view.ts';
import { clean, shorten } from '../clean.ts';
import { drawRich, hasMoment } from './draw-rich.ts';
import { bold, type HandleOf, mrkdwn, mrkdwnOf, plain, textObjects } from './draw-text.ts';
import { escapeMrkdwn, escapePlain } from './escape.ts';
import { limits } from './limits.ts';
import type { DataVisualizationBlock, DrawnBlock } from './newer-blocks.ts';

type Child = types.ContainerBlock['child_blocks'][number];

/**
 * A fold as a closed container. Slack's own checks take fewer kinds of blocks inside than its page lists, so only
 * sections and context are put there.
 */
export function drawFold(title: string, children: readonly (types.SectionBlock | types.ContextBlock)[]): DrawnBlock[] {
  if (children.length === 0) return [];
  return [
    {
      type: 'container',
      title: plain(title, limits.containerTitle),
      child_blocks: [...children] satisfies Child[],
      is_collapsible: true,
      default_collapsed: true,
    },
  ];
}

/** Machine text to the letter; a backtick in it would end it, and is replaced by its look-alike. */
export function drawCode(lines: readonly string[]): types.SectionBlock[] {
  const room = limits.sectionText - '```\n\n```'.length;
  const groups: string[] = [];
  for (const line of lines
    .map((one) => shortEscaped(one.slice(0, limits.sectionText).replaceAll(/\s+/g, ' ').trim(), limits.codeLine))
    .filter((one) => one !== '')) {
    const last = groups.at(-1);
    if (last !== undefined && last.length + 1 + line.length <= room) groups[groups.length - 1] = `${last}\n${line}`;
    else groups.push(line);
  }
  return groups.map((group) => ({ type: 'section', text: mrkdwn(`\`\`\`\n${group}\n\`\`\``), expand: true }));
}

function shortEscaped(text: string, most: number): string {
  let escaped = escapeMrkdwn(text.slice(0, most));
  for (let length = Math.floor(most * 0.8); escaped.length > most; length = Math.floor(length * 0.8))
    escaped = escapeMrkdwn(shorten(text, length));
  return escaped;
}

const alertLevels: Readonly<Record<Tone, NonNullable<types.AlertBlock['level']>>> = {
  neutral: 'info',
  good: 'success',
  attention: 'warning',
  danger: 'error',
};

interface StatusDrawing {
  handleOf: HandleOf;
  moment: string;
  asAlert: boolean;
  /** Whether one more text with dates of Slack's own fits. */
  withDates: () => boolean;
}

/** The first line of a card: in a modal as an alert, where Slack has one and it is short enough. */
export function drawStatus(
  { tone, state, next, who }: CardBlock & { type: 'status' },
  { handleOf, moment, asAlert, withDates }: StatusDrawing,
): DrawnBlock[] {
  const said = [who === null || next === null ? next : withoutStop(next), who];
  const parts = [bold(state), ...said.map((text) => (text === null ? '' : mrkdwnOf(text, 1200, handleOf)))];
  const words = parts.filter((part) => part !== '').join(' · ');
  if (words === '') return [];
  if (asAlert && words.length <= limits.alertText)
    return [{ type: 'alert', level: alertLevels[tone], text: mrkdwn(words) }];
  if (hasMoment(next, who) && withDates()) {
    const rest = said.flatMap((text): Inline[] =>
      text === null ? [] : [' · ', ...(typeof text === 'string' ? [text] : text)],
    );
    return [drawRich([[{ strong: state }, ...rest]], { handleOf, moment })];
  }
  return [{ type: 'section', text: mrkdwn(words), expand: true }];
}

/** On one line with what follows it, a sentence ends without a full stop. */
function withoutStop(text: Text): Text {
  if (typeof text === 'string') return text.replace(/\.$/, '');
  const last = text.at(-1);
  return typeof last === 'string' ? [...text.slice(0, -1), last.replace(/\.$/, '')] : text;
}

/** Only what was proven is drawn as complete; whatever waits for somebody, or was left open knowingly, is not. */
const stepStates: Readonly<Record<ItemIcon, types.TaskCardBlock['status']>> = {
  done: 'complete',
  failed: 'error',
  late: 'error',
  running: 'in_progress',
  accepted: 'in_progress',
  waiting: 'pending',
  todo: 'pending',
  manual: 'pending',
  waived: 'pending',
  info: 'pending',
};

export function drawSteps(title: string, items: readonly CardItem[], most: number): types.PlanBlock {
  return {
    type: 'plan',
    title: line(title, limits.planTitle),
    tasks: items.slice(0, most).map(({ icon, state, text, detail }, index): types.TaskCardBlock => {
      const words = [plainOf(text), state].map((part) => line(part, limits.planTitle)).filter((part) => part !== '–');
      return {
        type: 'task_card',
        task_id: `step-${index + 1}`,
        title: shorten(words.join(' · '), limits.planTitle) || '–',
        status: stepStates[icon],
        ...(detail !== null && { details: rich(plainOf(detail)) }),
      };
    }),
  };
}

/**
 * Labels in a chart must be short and differ: what would be the same is numbered. Values that cannot be drawn are left
 * to the text.
 */
export function drawPlot({ shape, title, unit, points }: Plot): DataVisualizationBlock[] {
  const most = shape === 'parts' ? limits.chartSegments : limits.chartCategories;
  const taken = new Set<string>();
  const data = points
    .filter(({ value }) => Number.isFinite(value) && (shape === 'bars' ? value >= 0 : value > 0))
    .slice(0, most)
    .map(({ label, value }, index) => {
      const short = line(label, limits.chartLabel);
      const unique = taken.has(short) ? `${shorten(short, limits.chartLabel - 4)} ${index + 1}` : short;
      taken.add(unique);
      return { label: unique, value };
    });
  if (data.length === 0) return [];
  const name = line(title, limits.chartTitle);
  if (shape === 'parts') return [{ type: 'data_visualization', title: name, chart: { type: 'pie', segments: data } }];
  return [
    {
      type: 'data_visualization',
      title: name,
      chart: {
        type: 'bar',
        series: [{ name: shorten(name, limits.chartLabel), data }],
        axis_config: { categories: data.map(({ label }) => label), y_label: line(unit, limits.chartTitle) },
      },
    },
  ];
}

/** A plot's numbers, for whoever cannot see it, and where it is not drawn. */
export function drawPlotWords({ title, shape, points }: Plot, { titled }: { titled: boolean }): DrawnBlock[] {
  const lines = points.map(({ said }) => escapeMrkdwn(line(said, 300)));
  // The parts of a whole are few and short: they stand on one line.
  const numbers = shape === 'parts' && lines.join(' · ').length <= limits.sectionText ? [lines.join(' · ')] : lines;
  const all = [...(titled ? [bold(title)] : []), ...numbers].filter((one) => one !== '');
  return textGroups(all).map((text) => ({ type: 'section', text: mrkdwn(text), expand: true }));
}

function textGroups(lines: readonly string[]): string[] {
  const groups: string[] = [];
  for (const one of lines) {
    const last = groups.at(-1);
    if (last !== undefined && last.length + 1 + one.length <= limits.sectionText)
      groups[groups.length - 1] = `${last}\n${one}`;
    else groups.push(one);
  }
  return groups;
}

/** Texts inside a fold; lists are drawn by their own rules. */
export function drawFoldedText(
  block: Extract<FoldedBlock, { type: 'text' | 'note' }>,
  handleOf: HandleOf,
): (types.SectionBlock | types.ContextBlock)[] {
  if (block.type === 'text')
    return textObjects(block.text, limits.sectionText, handleOf).map((text) => ({ type: 'section', text }));
  return textObjects(block.text, limits.contextText, handleOf).map((text) => ({ type: 'context', elements: [text] }));
}

/** On one line, at most so long, never empty. */
export function line(text: string, most: number): string {
  // What is far beyond the limit need not be looked at.
  return (
    shorten(
      escapePlain(text.slice(0, 4 * most))
        .replaceAll(/\s+/g, ' ')
        .trim(),
      most,
    ) || '–'
  );
}

function plainOf(text: Text): string {
  if (typeof text === 'string') return text;
  return text
    .map((part) => {
      if (typeof part === 'string') return part;
      if ('strong' in part) return part.strong;
      if ('muted' in part) return part.muted;
      if ('moment' in part) return part.words;
      return 'name' in part ? part.name : part.label;
    })
    .join('');
}

function rich(text: string): types.RichTextBlock {
  return {
    type: 'rich_text',
    elements: [
      { type: 'rich_text_section', elements: [{ type: 'text', text: shorten(clean(text).trim(), 1200) || '–' }] },
    ],
  };
}
