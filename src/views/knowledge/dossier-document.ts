import type { Departure } from '../../domain/departure.ts';
import { coverageOf } from '../../domain/knowledge/coverage.ts';
import { type Topic, topicCategorySchema } from '../../domain/knowledge/dossier.ts';
import { manyLines, oneLine } from '../words/plain.ts';
import { nameOf, type Reader, type Voice, voiceFor } from '../words/voice.ts';
import { topicFacts } from './topic-words.ts';
import type { Version } from './versions.ts';

/** One file of an exported dossier, as Markdown. */
export interface DossierFile {
  name: string;
  text: string;
}

interface Exported {
  departure: Departure;
  /** Every text of every topic, oldest first. */
  versions: ReadonlyMap<string, readonly Version[]>;
  reader: Reader;
}

/** The whole dossier in one document, shelf by shelf, each topic with its author, its heir and its receipt. */
export function dossierDocument({ departure, reader }: Omit<Exported, 'versions'>): string {
  const voice = voiceFor(reader);
  const { topics = [] } = departure;
  const coverage = coverageOf(departure);
  const shelves = topicCategorySchema.options.flatMap((category) => {
    const shelf = topics.filter((topic) => topic.category === category);
    const heading = `## ${voice.t(`topic.category.${category}`)}`;
    return shelf.length === 0 ? [] : [heading, ...shelf.flatMap((topic) => topicParts(departure, topic, voice))];
  });
  const title = `# ${asMarkdown(voice.t('dossier.titleOf', { name: oneLine(departure.leaver.name) }))}`;
  const counted = coverage === null ? [] : [asMarkdown(voice.t('dossier.coverage', { ...coverage }))];
  return `${[title, ...counted, ...shelves].join('\n\n')}\n`;
}

/** The document, and beside it each topic with all its texts: what a folder of a wiki or a repository takes. */
export function dossierFiles({ departure, versions, reader }: Exported): readonly DossierFile[] {
  const voice = voiceFor(reader);
  const written = (departure.topics ?? []).flatMap((topic): DossierFile[] => {
    const texts = versions.get(topic.id) ?? [];
    return texts.length === 0
      ? []
      : [{ name: `topics/${topic.id}.md`, text: historyOf(departure, topic, { texts, voice }) }];
  });
  return [{ name: 'dossier.md', text: dossierDocument({ departure, reader }) }, ...written];
}

function topicParts(departure: Departure, topic: Topic, voice: Voice): readonly string[] {
  const { written } = topic;
  return [
    `### ${asMarkdown(oneLine(voice.localized(topic.title)))}`,
    `*${asMarkdown(topicFacts(departure, topic, voice).join(' · '))}*`,
    ...(written === null ? [] : [asMarkdown(written.text)]),
  ];
}

function historyOf(
  departure: Departure,
  topic: Topic,
  { texts, voice }: { texts: readonly Version[]; voice: Voice },
): string {
  const parts = texts.flatMap(({ text, by, at }, index) => {
    const words = { version: index + 1, name: nameOf(departure, by, voice), when: voice.instant(at) };
    return [`## ${asMarkdown(voice.t('topic.version', words))}`, asMarkdown(text)];
  });
  return `${[`# ${asMarkdown(oneLine(voice.localized(topic.title)))}`, ...parts].join('\n\n')}\n`;
}

/**
 * People's words as text of Markdown, whatever they look like: nothing in them becomes markup, a link or HTML, and each
 * of their lines stays a line.
 */
export function asMarkdown(text: string): string {
  return manyLines(text)
    .replace(/[\\`*_{}[\]<>()#+\-.!|~&$]/g, '\\$&')
    .replaceAll(/(?<!\n)\n(?!\n)/g, '\\\n');
}
