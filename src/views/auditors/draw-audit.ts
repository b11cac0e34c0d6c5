import type { Grant, Sample } from '../../domain/auditors/grant.ts';
import { lateAfterSeconds, type RegisterLine } from '../../domain/auditors/register.ts';
import type { Tombstone } from '../../domain/erasure/tombstone.ts';
import type { DepartureReport } from '../../domain/evidence/report.ts';
import { kindName } from '../words/kind-name.ts';
import { type Voice, voiceFor } from '../words/voice.ts';
import { whoWords } from '../words/who-words.ts';
import { type AuditBlock, type AuditCell, type AuditPage, type AuditTable, auditPaths, pageOf } from './audit-page.ts';

/** One departure of a list; `report` null where its journal is not whole. */
interface Listed {
  id: string;
  report: DepartureReport | null;
  exceptions: readonly RegisterLine[];
}

export interface ListedAudit {
  grant: Grant;
  of: number;
  population: string;
  page: number;
  pages: number;
  departures: readonly Listed[];
  erased: readonly Tombstone[] | null;
}

const none = '–';

/** Times on these pages are in UTC. */
function auditVoice({ locale }: Pick<Grant, 'locale'>): Voice {
  return voiceFor({ locale, timeZone: 'UTC' });
}

/** The departures of the period. `from`: how many stand on the pages before. */
export function departuresPage(list: ListedAudit, { from, most }: { from: number; most: number }): AuditPage {
  const { grant, of, population, page, pages, departures, erased } = list;
  const voice = auditVoice(grant);
  const { t } = voice;
  return {
    title: t('audit.departures'),
    blocks: [
      { type: 'text', text: t('audit.lead') },
      {
        type: 'facts',
        facts: [
          ...periodFacts(grant, voice),
          { label: t('audit.count'), value: voice.number(of) },
          { label: t('audit.population'), value: population },
        ],
      },
      { type: 'text', text: t('audit.notYet') },
      ...(of === 0
        ? [{ type: 'text' as const, text: t('audit.none') }]
        : [
            departuresTable(departures, from, voice),
            ...pager(auditPaths.departures, { page, pages }, voice),
            { type: 'text' as const, text: t('audit.packHint') },
            { type: 'links' as const, links: [{ label: t('audit.listFile'), path: auditPaths.listFile }] },
            { type: 'heading' as const, text: t('audit.draw') },
            drawForm(most, voice),
          ]),
      ...(erased === null ? [] : erasedBlocks(erased, voice)),
    ],
  };
}

/** A sample that was drawn; whoever has the list draws the same. */
export function samplePage(
  shown: { grant: Grant; sample: Sample; departures: readonly Listed[]; gone: number },
  number: number,
): AuditPage {
  const { grant, sample, departures, gone } = shown;
  const voice = auditVoice(grant);
  const { t } = voice;
  return {
    title: t('audit.sample', { number }),
    blocks: [
      {
        type: 'facts',
        facts: [
          ...periodFacts(grant, voice),
          { label: t('audit.draw.seed'), value: sample.seed },
          { label: t('audit.draw.size'), value: voice.number(sample.size) },
          { label: t('audit.drawnOf'), value: voice.number(sample.of) },
          { label: t('audit.population'), value: sample.population },
          { label: t('audit.drawnAt'), value: voice.instant(sample.at) },
        ],
      },
      { type: 'text', text: t('audit.algorithm') },
      { type: 'links', links: [{ label: t('audit.listFile'), path: auditPaths.listFile }] },
      ...(gone > 0 ? [{ type: 'text' as const, text: t('audit.gone', { gone }) }] : []),
      departuresTable(departures, 0, voice),
      ...(departures.length > 0
        ? [{ type: 'pack' as const, label: t('audit.packSample'), what: { sample: number } }]
        : []),
      { type: 'text', text: t('audit.packHint') },
    ],
  };
}

/** Everything that was not as it should be, in the departures of one page. */
export function exceptionsPage({ grant, page, pages, departures }: ListedAudit): AuditPage {
  const voice = auditVoice(grant);
  const { t } = voice;
  const lines = departures.flatMap((one) => one.exceptions);
  const broken = departures.filter(({ report }) => report === null);
  return {
    title: t('audit.exceptions'),
    blocks: [
      { type: 'facts', facts: periodFacts(grant, voice) },
      { type: 'text', text: `${t('audit.reasons')} ${t('audit.lateAfter', { minutes: lateAfterSeconds / 60 })}` },
      ...broken.map(({ id }) => ({ type: 'refused' as const, text: `${id}: ${t('audit.broken')}` })),
      ...(lines.length === 0
        ? [{ type: 'text' as const, text: t('audit.noException') }]
        : [
            {
              ...{ type: 'table' as const, caption: t('audit.exceptions'), head: registerHead(voice) },
              rows: lines.map((line) =>
                registerRow(line, voice).map(
                  (text, index): AuditCell => (index === 0 ? { text, code: true } : { text }),
                ),
              ),
            },
            {
              type: 'links' as const,
              links: [{ label: t('audit.registerFile'), path: pageOf(auditPaths.registerFile, page) }],
            },
          ]),
      ...pager(auditPaths.exceptions, { page, pages }, voice),
    ],
  };
}

/** The same as rows of a file. */
export function registerRows({ grant, departures }: Pick<ListedAudit, 'grant' | 'departures'>) {
  const voice = auditVoice(grant);
  const rows = departures.flatMap((one) => one.exceptions.map((line) => registerRow(line, voice)));
  return { head: registerHead(voice), rows };
}

function registerHead({ t }: Voice): string[] {
  return [
    ...[t('audit.column.id'), t('audit.column.what'), t('audit.column.system'), t('audit.column.account')],
    ...[t('audit.column.when'), t('audit.column.entry'), t('audit.column.who'), t('audit.column.until')],
    t('audit.column.ended.exception'),
  ];
}

function registerRow(line: RegisterLine, voice: Voice): string[] {
  const { departureId, system, account, at, seq, by, until, ended } = line;
  return [
    ...[departureId, whatWords(line, voice), system ?? none, account ?? none],
    ...[instantWords(at), seq === null ? none : String(seq)],
    ...[by === null ? none : whoWords(by, voice), instantWords(until), instantWords(ended)],
  ];
}

function whatWords({ kind, seconds }: RegisterLine, voice: Voice): string {
  const { t } = voice;
  const duration = voice.duration((seconds ?? 0) * 1000);
  switch (kind) {
    case 'open':
    case 'late':
    case 'late-by-hand':
    case 'late-waived':
      return t(`audit.exception.${kind}`, { duration });
    case 'waived':
    case 'kept':
    case 'by-hand':
    case 'retained':
    case 'not-proven':
    case 'set-aside':
      return t(`audit.exception.${kind}`);
  }
}

function departuresTable(departures: readonly Listed[], from: number, voice: Voice): AuditTable {
  const { t } = voice;
  return {
    type: 'table',
    caption: t('audit.table'),
    head: [
      ...[t('audit.column.number'), t('audit.column.id'), t('audit.column.kind'), t('audit.column.status')],
      ...[t('audit.column.began'), t('audit.column.cutOff'), t('audit.column.ended'), t('audit.column.proven')],
      ...[t('audit.column.exceptions'), t('audit.column.entries'), t('audit.column.pack'), t('audit.column.head')],
    ],
    rows: departures.map((one, index) => departureRow(one, voice.number(from + index + 1), voice)),
  };
}

function departureRow({ id, report, exceptions }: Listed, number: string, voice: Voice): AuditCell[] {
  const { t } = voice;
  const first: AuditCell[] = [{ text: number }, { text: id, code: true }];
  if (report === null)
    return [...first, { text: t('audit.broken') }, ...Array.from({ length: 9 }, () => ({ text: none }))];
  const { kind, kindName: named, status, began, cutOff, ended, counts, chain } = report;
  const names = kind === null || named === null ? null : { names: { [kind]: named } };
  return [
    ...first,
    { text: kind === null ? none : kindName(kind, names, voice) },
    { text: t(`evidence.status.${status}`) },
    { text: instantWords(began.at) },
    { text: instantWords(cutOff) },
    { text: instantWords(ended?.at ?? null) },
    { text: t('audit.proven', { proven: counts.verified, all: counts.actions }) },
    { text: voice.number(exceptions.length) },
    { text: voice.number(chain.entries) },
    { text: t('audit.pack'), pack: { departure: id, label: t('audit.packOf', { id }) } },
    { text: chain.head, code: true },
  ];
}

function periodFacts({ period, until }: Grant, voice: Voice) {
  const { t } = voice;
  return [
    { label: t('audit.period'), value: voice.day({ date: period.from }) },
    { label: t('audit.periodTo'), value: voice.day({ date: period.to }) },
    { label: t('audit.until'), value: voice.instant(until) },
  ];
}

function drawForm(most: number, { t }: Voice): AuditBlock {
  return {
    ...{ type: 'draw', size: t('audit.draw.size'), seed: t('audit.draw.seed'), most },
    ...{ seedHint: t('audit.draw.seedHint'), submit: t('audit.draw.do') },
  };
}

function erasedBlocks(stones: readonly Tombstone[], voice: Voice): AuditBlock[] {
  const { t } = voice;
  const said: AuditBlock[] = [
    { type: 'heading', text: t('audit.erased') },
    { type: 'text', text: t('audit.erasedText', { count: stones.length }) },
  ];
  if (stones.length === 0) return said;
  const rows = stones.map(({ departureId, erasedAt, why, entries, extract }) => [
    { text: departureId, code: true as const },
    // A kind of the company's own may be called anything, and its name is gone.
    { text: extract?.kind ? kindName(extract.kind, null, voice) : none },
    { text: instantWords(extract?.createdAt ?? null) },
    { text: instantWords(extract?.cutOffAt ?? null) },
    { text: instantWords(extract?.endedAt ?? null) },
    { text: instantWords(erasedAt) },
    { text: t(`audit.why.${why}`) },
    { text: voice.number(entries) },
  ]);
  const head = [
    ...[t('audit.column.id'), t('audit.column.kind'), t('audit.column.began'), t('audit.column.cutOff')],
    ...[t('audit.column.ended'), t('audit.column.erased'), t('audit.column.why'), t('audit.column.entries')],
  ];
  return [...said, { type: 'table', caption: t('audit.erased'), head, rows }];
}

function pager(path: string, { page, pages }: { page: number; pages: number }, { t }: Voice): AuditBlock[] {
  if (pages <= 1) return [];
  const links = [
    ...(page > 0 ? [{ label: t('desk.earlier'), path: pageOf(path, page - 1) }] : []),
    ...(page < pages - 1 ? [{ label: t('desk.later'), path: pageOf(path, page + 1) }] : []),
  ];
  return [
    { type: 'text', text: t('list.page', { page: page + 1, pages }) },
    { type: 'links', links },
  ];
}

/** As short as it is exact: a row holds several. */
function instantWords(at: string | null): string {
  return at === null ? none : `${at.slice(0, 10)} ${at.slice(11, 19)}`;
}
