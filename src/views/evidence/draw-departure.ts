import type { ActionFacts, DepartureReport, LookFact, SystemFacts, Who } from '../../domain/evidence/report.ts';
import { kindName } from '../words/kind-name.ts';
import type { Voice } from '../words/voice.ts';
import { whoWords } from '../words/who-words.ts';
import { type Cell, type DocumentBlock, instantCell, none, numberCell, textCell, words } from './document-model.ts';

/**
 * One departure: who decided, what was done in each system, what was left open, and what was looked at later. `at`: its
 * place in the report.
 */
export function drawDeparture(report: DepartureReport, at: string, voice: Voice): DocumentBlock[] {
  const { t } = voice;
  const who = (one: Who) => whoWords(one, voice);
  return [
    { type: 'heading', level: 2, text: t('evidence.departure', { who: who(report.leaver) }) },
    ...(report.differs.length > 0
      ? [{ type: 'text', text: t('evidence.differs', { fields: report.differs.join(', ') }) } as const]
      : []),
    summary(report, at, voice),
    { type: 'heading', level: 3, text: t('evidence.section.decisions') },
    table(voice, '', [2, 2, 3, 3, 3], {
      head: ['when', 'entry', 'who', 'what', 'detail'],
      rows: report.decisions.map((one, index) => [
        instantCell(one.at, `${at}/decisions/${index}/at`),
        numberCell(one.seq, `${at}/decisions/${index}/seq`),
        words(who(one.by)),
        words(t(`evidence.event.${one.type}`)),
        words(
          [one.about, one.planHash?.slice(0, 12), one.until?.slice(0, 10), one.text].filter(Boolean).join(' · ') ||
            none,
        ),
      ]),
    }),
    ...report.systems.flatMap((one, index) => drawSystem(one, `${at}/systems/${index}`, voice)),
    { type: 'heading', level: 3, text: t('evidence.section.exceptions') },
    ...orNone(report.exceptions.length, voice, () =>
      table(voice, '', [2, 1, 2, 3, 3, 2, 2], {
        head: ['when', 'entry', 'action', 'who', 'reason', 'until', 'ended'],
        rows: report.exceptions.map((one, index) => [
          instantCell(one.at, `${at}/exceptions/${index}/at`),
          numberCell(one.seq, `${at}/exceptions/${index}/seq`),
          textCell(one.action, `${at}/exceptions/${index}/action`),
          words(who(one.by)),
          words(one.reason ?? t('evidence.withheld')),
          instantCell(one.until, `${at}/exceptions/${index}/until`),
          instantCell(one.ended?.at, `${at}/exceptions/${index}/ended/at`),
        ]),
      }),
    ),
    { type: 'heading', level: 3, text: t('evidence.section.tasks') },
    ...orNone(report.tasks.length, voice, () => tasks(report, at, voice)),
  ];
}

function kindWords({ kind, kindName: named }: DepartureReport, voice: Voice): string {
  if (kind === null) return none;
  return kindName(kind, named === null ? null : { names: { [kind]: named } }, voice);
}

function summary(report: DepartureReport, at: string, voice: Voice): DocumentBlock {
  const { t } = voice;
  const { counts } = report;
  const rows: [string, Cell][] = [
    [t('evidence.id'), textCell(report.departureId, `${at}/departureId`)],
    [t('evidence.kind'), words(kindWords(report, voice))],
    [t('evidence.manager'), words(report.manager ? whoWords(report.manager, voice) : none)],
    [t('evidence.flow'), words(report.flow ? `${report.flow.id} ${report.flow.version}` : none)],
    [t('evidence.status'), words(t(`evidence.status.${report.status}`))],
    [t('evidence.began'), instantCell(report.began.at, `${at}/began/at`)],
    [t('evidence.cutOff'), instantCell(report.cutOff, `${at}/cutOff`)],
    [t('evidence.runBegan'), instantCell(report.runBegan?.at, `${at}/runBegan/at`)],
    [t('evidence.runEnded'), instantCell(report.runEnded?.at, `${at}/runEnded/at`)],
    [t('evidence.ended'), instantCell(report.ended?.at, `${at}/ended/at`)],
    [t('evidence.count.actions'), numberCell(counts.actions, `${at}/counts/actions`)],
    [t('evidence.count.verified'), numberCell(counts.verified, `${at}/counts/verified`)],
    [t('evidence.count.byHand'), numberCell(counts.byHand, `${at}/counts/byHand`)],
    [t('evidence.count.waived'), numberCell(counts.waived, `${at}/counts/waived`)],
    [t('evidence.count.notProven'), numberCell(counts.notProven, `${at}/counts/notProven`)],
    [t('evidence.count.longestOpenSeconds'), numberCell(counts.longestOpenSeconds, `${at}/counts/longestOpenSeconds`)],
    [t('evidence.count.entries'), numberCell(report.chain.entries, `${at}/chain/entries`)],
    [t('evidence.committed'), numberCell(report.chain.committed, `${at}/chain/committed`)],
    [t('evidence.head'), textCell(report.chain.head, `${at}/chain/head`)],
  ];
  return {
    type: 'table',
    caption: t('evidence.summary'),
    widths: [1, 2],
    head: [t('evidence.field'), t('evidence.value')],
    rows: rows.map(([label, value]) => [words(label), value]),
  };
}

function drawSystem(system: SystemFacts, at: string, voice: Voice): DocumentBlock[] {
  const { t } = voice;
  const actions = system.accounts.flatMap((account, index) =>
    account.actions.map((action, place) => ({ account, action, at: `${at}/accounts/${index}/actions/${place}` })),
  );
  const count = system.accounts.length;
  const logins = system.accounts.map(({ login, code }) => login ?? code).join(', ') || none;
  const said = [
    t('evidence.asked', { asked: system.askedBy }),
    // Nobody found where nothing was told is not nobody.
    count > 0 || system.told ? t('evidence.accounts', { accounts: count, logins }) : null,
    system.told ? null : t('evidence.notTold'),
  ];
  return [
    { type: 'heading', level: 3, text: t('evidence.system', { label: system.label }) },
    { type: 'text', text: said.filter(Boolean).join(' ') },
    ...(actions.length === 0
      ? []
      : [
          table(voice, t('evidence.actionsOf', { label: system.label }), [3, 2, 2, 2, 2, 1, 1, 2], {
            head: ['action', 'firstCall', 'lastCall', 'done', 'readBack', 'http', 'open', 'ending'],
            rows: actions.map(({ action, at: place }) => actionRow(action, place, voice)),
          }),
        ]),
    ...orNone(system.looks.length, voice, () => looks(system, at, voice)),
    ...rechecks(actions, voice),
  ];
}

/** What is ended: by its call where the pack tells it, by its code otherwise. */
function actionWords({ stage, target, call, code }: ActionFacts, t: Voice['t']): string {
  return [t(`evidence.stage.${stage}`), target, call ?? code].filter(Boolean).join(' · ');
}

function actionRow(action: ActionFacts, at: string, { t }: Voice): Cell[] {
  return [
    words(actionWords(action, t)),
    instantCell(action.firstCall?.at, `${at}/firstCall/at`),
    instantCell(action.lastCall?.at, `${at}/lastCall/at`),
    instantCell(action.done?.at, `${at}/done/at`),
    instantCell(action.readBack?.at, `${at}/readBack/at`),
    numberCell(action.http, `${at}/http`),
    numberCell(action.openSeconds, `${at}/openSeconds`),
    words(endingWords(action, t)),
  ];
}

/** How it ended, and until when what was issued before may go on. */
function endingWords({ ending, residualUntil }: ActionFacts, t: Voice['t']): string {
  const said = t(`evidence.ending.${ending}`);
  return residualUntil === null ? said : t('evidence.residual', { said, until: instantCell(residualUntil, '').text });
}

function looks(system: SystemFacts, at: string, voice: Voice): DocumentBlock {
  const { t } = voice;
  const isLast = (one: LookFact) => system.lastLook !== null && one.seq === system.lastLook.seq;
  return table(voice, t('evidence.looksOf', { label: system.label }), [2, 1, 2, 1, 2], {
    head: ['when', 'entry', 'look', 'accounts', 'problem'],
    rows: system.looks.map((one, index) => [
      instantCell(one.at, `${at}/looks/${index}/at`),
      numberCell(one.seq, `${at}/looks/${index}/seq`),
      words(isLast(one) ? t('evidence.look.last') : t(`evidence.look.${one.when}`)),
      numberCell(one.accounts, `${at}/looks/${index}/accounts`),
      words(one.problem ?? none),
    ]),
  });
}

function rechecks(actions: readonly { action: ActionFacts; at: string }[], voice: Voice): DocumentBlock[] {
  const rows = actions.flatMap(({ action, at }) =>
    action.rechecks.map((one, index) => [
      words(actionWords(action, voice.t)),
      instantCell(one.at, `${at}/rechecks/${index}/at`),
      numberCell(one.day, `${at}/rechecks/${index}/day`),
      words(voice.t(`evidence.recheck.${one.result}`)),
    ]),
  );
  return rows.length === 0
    ? []
    : [table(voice, voice.t('evidence.rechecks'), [3, 2, 1, 2], { head: ['action', 'when', 'day', 'what'], rows })];
}

function tasks({ tasks: all }: DepartureReport, at: string, voice: Voice): DocumentBlock {
  const { t } = voice;
  return table(voice, '', [3, 2, 2, 2, 3], {
    head: ['task', 'nature', 'outcome', 'when', 'who'],
    rows: all.map((one, index) => [
      words(one.title ?? one.code),
      words(t(`evidence.nature.${one.nature}`)),
      words(
        [t(`evidence.outcome.${one.outcome}`), one.condition && t(`condition.${one.condition}`)]
          .filter(Boolean)
          .join(', '),
      ),
      instantCell(one.settled?.at, `${at}/tasks/${index}/settled/at`),
      words(one.settled ? whoWords(one.settled.by, voice) : none),
    ]),
  });
}

type Column = (typeof columns)[number];
const columns = [
  'when',
  'entry',
  'who',
  'what',
  'detail',
  'action',
  'reason',
  'until',
  'ended',
  'firstCall',
  'lastCall',
  'done',
  'readBack',
  'http',
  'open',
  'ending',
  'look',
  'accounts',
  'problem',
  'day',
  'task',
  'nature',
  'outcome',
] as const;

function table(
  { t }: Voice,
  caption: string,
  widths: number[],
  { head, rows }: { head: readonly Column[]; rows: Cell[][] },
): DocumentBlock {
  return { type: 'table', caption, widths, head: head.map((one) => t(`evidence.column.${one}`)), rows };
}

function orNone(count: number, { t }: Voice, draw: () => DocumentBlock): DocumentBlock[] {
  return count === 0 ? [{ type: 'text', text: t('evidence.none') }] : [draw()];
}
