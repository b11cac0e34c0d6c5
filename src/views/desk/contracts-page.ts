import { type ContractLine, contractState, isPassed } from '../contracts/contract-lines.ts';
import { formatShortDay } from '../words/format.ts';
import { shownName } from '../words/plain.ts';
import type { Voice } from '../words/voice.ts';
import { workerTypeName } from '../words/worker-type-name.ts';
import type { DeskCell, DeskPage, DeskWay } from './desk-page.ts';

interface ListedContracts {
  /** Those that the reader may see, the earliest end first. */
  lines: readonly ContractLine[];
  only: 'all' | 'passed';
  /** From 0; the last one stands for one that is gone. */
  page: number;
  size: number;
  nearDays: number;
}

/** Contracts for a time, one a line: whose end has passed, whose comes near. */
export function contractsPage({ lines, only, page, size, nearDays }: ListedContracts, voice: Voice): DeskPage {
  const { t } = voice;
  const passed = lines.filter(isPassed);
  const near = lines.filter((line) => !isPassed(line) && line.daysLeft <= nearDays);
  const shown = only === 'passed' ? passed : lines;
  const last = Math.max(0, Math.ceil(shown.length / size) - 1);
  const at = Math.min(page, last);
  const way = (to: number): DeskWay => ({
    view: 'contracts',
    query: { ...(only === 'passed' && { only }), ...(to > 0 && { page: String(to + 1) }) },
  });
  return {
    view: 'contracts',
    title: t('desk.contracts'),
    lead: t('contracts.state', { passed: passed.length, near: near.length }),
    filters: [
      {
        ...{ id: 'only', label: t('desk.contracts.only'), type: 'choice', value: only },
        options: (['all', 'passed'] as const).map((value) => ({ value, label: t(`desk.contracts.${value}`) })),
      },
    ],
    blocks: [
      { type: 'text', text: t('form.contracts.note') },
      {
        type: 'table',
        caption: t('desk.contracts'),
        head: (['who', 'contract', 'sponsor', 'end', 'days', 'state'] as const).map((one) =>
          t(`desk.contracts.${one}`),
        ),
        rows: shown.slice(at * size, (at + 1) * size).map((line) => rowOf(line, voice)),
      },
      ...(last > 0
        ? [
            {
              type: 'pages' as const,
              text: t('list.page', { page: at + 1, pages: last + 1 }),
              earlier: at > 0 ? way(at - 1) : null,
              later: at < last ? way(at + 1) : null,
            },
          ]
        : []),
    ],
  };
}

function rowOf(line: ContractLine, voice: Voice): readonly DeskCell[] {
  const { name, workerType, sponsor, endsOn, daysLeft, departure } = line;
  const isOpen = departure !== null && departure.state !== 'draft';
  return [
    {
      text: shownName(name),
      ...(isOpen && { to: { view: 'departure' as const, query: { id: departure.id } } }),
    },
    { text: workerType === null ? '–' : workerTypeName(workerType, null, voice) },
    { text: sponsor ?? '–' },
    { text: formatShortDay(voice.locale, endsOn) },
    { text: voice.number(daysLeft) },
    { text: contractState(line, voice), ...(isPassed(line) && { tone: 'danger' as const }) },
  ];
}
