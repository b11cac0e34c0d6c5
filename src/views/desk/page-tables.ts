import type { Voice } from '../words/voice.ts';
import type { DeskBlock, DeskPage } from './desk-page.ts';

/** What of a page goes into a file: texts, and tables. */
export type FilePart =
  | { type: 'heading' | 'text'; text: string }
  | { type: 'table'; caption: string; head: readonly string[]; rows: readonly (readonly string[])[] };

/** A page as texts and tables: pictures by their numbers, a calendar by the days on which something is. */
export function partsOf({ title, lead, blocks }: DeskPage, { t }: Pick<Voice, 't'>): readonly FilePart[] {
  const pair = [t('desk.label'), t('desk.value')];
  const part = (block: DeskBlock): readonly FilePart[] => {
    switch (block.type) {
      case 'heading':
      case 'text':
        return [{ type: block.type, text: block.text }];
      case 'facts':
        return [
          { type: 'table', caption: title, head: pair, rows: block.facts.map(({ label, value }) => [label, value]) },
        ];
      case 'table':
        return [
          {
            ...{ type: 'table', caption: block.caption, head: block.head },
            rows: block.rows.map((row) => row.map(({ text }) => text)),
          },
        ];
      case 'chart':
        return [
          { type: 'heading', text: block.title },
          { type: 'text', text: block.sentence },
          {
            ...{ type: 'table', caption: block.title, head: pair },
            rows: block.points.map(({ label, words }) => [label, words]),
          },
        ];
      case 'month':
        return [
          {
            ...{ type: 'table', caption: block.label, head: [t('desk.column.when'), block.label] },
            rows: block.weeks
              .flat()
              .flatMap((day) => (day === null ? [] : day.items.map(({ text }) => [day.label, text]))),
          },
        ];
      case 'pages':
        return [];
    }
  };
  return [...(lead === null ? [] : [{ type: 'text' as const, text: lead }]), ...blocks.flatMap(part)];
}
