import type { Departure } from '../../domain/departure.ts';
import { coverageOf } from '../../domain/knowledge/coverage.ts';
import { type Topic, topicCategorySchema } from '../../domain/knowledge/dossier.ts';
import { topicFacts } from '../knowledge/topic-words.ts';
import { oneLine } from '../words/plain.ts';
import { type Reader, voiceFor } from '../words/voice.ts';
import type { DocumentBlock, EvidenceDocument } from './document-model.ts';

/** The dossier as a document for a PDF, shelf by shelf, each topic with its author, its heir and its receipt. */
export function dossierPages(departure: Departure, reader: Reader): EvidenceDocument {
  const voice = voiceFor(reader);
  const { topics = [] } = departure;
  const coverage = coverageOf(departure);
  const text = (content: string): DocumentBlock => ({ type: 'text', text: content });
  const heading = (level: 1 | 2 | 3, content: string): DocumentBlock => ({ type: 'heading', level, text: content });
  const pagesOf = (topic: Topic): DocumentBlock[] => [
    heading(3, oneLine(voice.localized(topic.title))),
    text(topicFacts(departure, topic, voice).join(' · ')),
    // Each line of people's words stays a line.
    ...(topic.written?.text ?? '')
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map(text),
  ];
  const title = voice.t('dossier.titleOf', { name: oneLine(departure.leaver.name) });
  return {
    format: 1,
    locale: reader.locale,
    title,
    blocks: [
      heading(1, title),
      ...(coverage === null ? [] : [text(voice.t('dossier.coverage', { ...coverage }))]),
      ...topicCategorySchema.options.flatMap((category) => {
        const shelf = topics.filter((topic) => topic.category === category);
        return shelf.length === 0 ? [] : [heading(2, voice.t(`topic.category.${category}`)), ...shelf.flatMap(pagesOf)];
      }),
    ],
  };
}
