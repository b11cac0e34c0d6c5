import type { Control } from '../../domain/evidence/controls.ts';
import type { Counts, EvidenceReport } from '../../domain/evidence/report.ts';
import type { Locale } from '../../domain/people/people.ts';
import { organisationName, unnamedOrganisation } from '../words/organisation-name.ts';
import { type Voice, voiceFor } from '../words/voice.ts';
import {
  type DocumentBlock,
  type EvidenceDocument,
  instantCell,
  numberCell,
  textCell,
  words,
} from './document-model.ts';
import { drawDeparture } from './draw-departure.ts';

/** The document for people, in one language. Every figure in it names where it stands in `evidence.json`. */
export function drawEvidence(report: EvidenceReport, locale: Locale): EvidenceDocument {
  const voice = voiceFor({ locale, timeZone: 'UTC' });
  const { t } = voice;
  const title = t('evidence.title', { organisation: organisationName(report.organisation, voice) });
  return {
    format: 1,
    locale,
    title,
    blocks: [
      { type: 'heading', level: 1, text: title },
      { type: 'text', text: t('evidence.what') },
      { type: 'text', text: t(`evidence.level.${report.level}`) },
      ...(report.limitedTo ? [{ type: 'text' as const, text: t(`evidence.limited.${report.limitedTo}`) }] : []),
      about(report, voice),
      figures(report.counts, '/counts', voice),
      { type: 'heading', level: 2, text: t('evidence.check.title') },
      { type: 'text', text: t('evidence.check.text') },
      { type: 'heading', level: 2, text: t('evidence.controls.title') },
      { type: 'text', text: t('evidence.controls.text') },
      controls(report.controls, voice),
      ...report.departures.flatMap((one, index) => drawDeparture(one, `/departures/${index}`, voice)),
    ],
  };
}

function about(
  { organisation, madeAt, period, departures, relais, erased, sample }: EvidenceReport,
  { t }: Voice,
): DocumentBlock {
  const rows = [
    [
      t('evidence.organisation'),
      organisation === unnamedOrganisation
        ? words(organisationName(organisation, { t }))
        : textCell(organisation, '/organisation'),
    ],
    [t('evidence.madeAt'), instantCell(madeAt, '/madeAt')],
    ...(period
      ? ([
          [t('evidence.from'), textCell(period.from, '/period/from')],
          [t('evidence.to'), textCell(period.to, '/period/to')],
          [t('evidence.erased'), numberCell(erased, '/erased')],
        ] as const)
      : []),
    ...(sample
      ? ([
          [t('evidence.sample.of'), numberCell(sample.of, '/sample/of')],
          [t('evidence.sample.size'), numberCell(sample.size, '/sample/size')],
          [t('evidence.sample.seed'), textCell(sample.seed, '/sample/seed')],
        ] as const)
      : []),
    [t('evidence.departures'), words(String(departures.length))],
    [t('evidence.version'), textCell(relais, '/relais')],
  ] as const;
  return {
    type: 'table',
    caption: t('evidence.cover'),
    widths: [1, 2],
    head: [t('evidence.field'), t('evidence.value')],
    rows: rows.map(([label, value]) => [words(label), value]),
  };
}

/** The numbers, each with its place in the report. */
function figures(counts: Counts, at: string, { t }: Voice): DocumentBlock {
  const shown = [
    'systems',
    'accounts',
    'actions',
    'verified',
    'byHand',
    'waived',
    'notProven',
    'exceptions',
    'confirmations',
    'longestOpenSeconds',
    'entries',
  ] as const;
  return {
    type: 'table',
    caption: t('evidence.figures'),
    widths: [2, 1],
    head: [t('evidence.figure'), t('evidence.value')],
    rows: shown.map((name) => [words(t(`evidence.count.${name}`)), numberCell(counts[name], `${at}/${name}`)]),
  };
}

function controls(all: readonly Control[], { t, list }: Voice): DocumentBlock {
  return {
    type: 'table',
    caption: '',
    widths: [2, 1, 3, 2],
    head: [t('evidence.framework'), t('evidence.control'), t('evidence.sections'), t('evidence.own')],
    rows: all.map(({ framework, control, sections, own }, index) => [
      textCell(framework, `/controls/${index}/framework`),
      textCell(control, `/controls/${index}/control`),
      words(list(sections.map((one) => t(`evidence.section.${one}`)))),
      words(own.length > 0 ? own.join(', ') : '–'),
    ]),
  };
}
