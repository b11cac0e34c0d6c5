import { isOpen } from '../../domain/actions/revocation.ts';
import { uncovered } from '../../domain/confirmation/coverage.ts';
import type { Departure } from '../../domain/departure.ts';
import type { SurveySummary } from '../../domain/figures/survey-figures.ts';
import type { Share } from '../../domain/figures/tally.ts';
import { act } from '../act-names.ts';
import { actions, button, facts, heading, item, items, plot, section } from '../blocks.ts';
import type { CardBlock } from '../card-view.ts';
import { summaryBlocks } from '../survey/survey-words.ts';
import { oneLine, shownName } from '../words/plain.ts';
import { timeAxis } from '../words/time-axis.ts';
import type { Voice } from '../words/voice.ts';

export interface HomeNumbers {
  active: number;
  lateTasks: number;
  openConfirmations: number;
  failedActions: number;
  manualActions: number;
  handovers: Share;
  equipment: Share;
  licences: Share;
  /** Topics of dossiers whose heir has given a receipt. */
  knowledge: Share;
  /** From the cut-off to the verified end, the median per system, within 3 %. */
  timeToDeactivate: readonly { system: string; label: string; medianMilliseconds: number; departures: number }[];
}

/** What of a departure only a person can settle, by kind and count; empty where Relais goes on by itself. */
export function waitsForIt(departure: Departure): readonly { kind: 'failed' | 'manual' | 'appeared'; count: number }[] {
  const { revocations, runStartedAt } = departure;
  // Before the run nothing is due: what a person will do is in the plan.
  const byHand = runStartedAt === null ? 0 : revocations.filter((one) => one.status === 'manual' && isOpen(one)).length;
  const counts = [
    { kind: 'failed' as const, count: revocations.filter(({ status }) => status === 'failed').length },
    { kind: 'manual' as const, count: byHand },
    { kind: 'appeared' as const, count: runStartedAt === null ? 0 : uncovered(departure).length },
  ];
  return counts.filter(({ count }) => count > 0);
}

/** What IT looks at: what failed, what waits, how fast access ends. */
export function itDashboard(numbers: HomeNumbers, failing: readonly Departure[], voice: Voice): readonly CardBlock[] {
  return [
    heading(voice.t('home.it')),
    facts(
      [voice.t('home.openConfirmations'), voice.number(numbers.openConfirmations)],
      [voice.t('home.failedActions'), voice.number(numbers.failedActions)],
      [voice.t('home.manualActions'), voice.number(numbers.manualActions)],
      [voice.t('home.licences'), shareWords(numbers.licences, voice)],
    ),
    ...section(
      voice.t('home.failures'),
      items(
        failing.slice(0, 10).map((departure) => {
          const name = shownName(departure.leaver.name);
          const waiting = waitsForIt(departure);
          const kind = waiting[0]?.kind ?? 'failed';
          const state = kind === 'appeared' ? voice.t('word.open') : voice.t(`revocation.${kind}`);
          return item(kind === 'appeared' ? 'todo' : kind, state, [{ strong: name }], {
            detail: voice.list(waiting.map((one) => voice.t(`home.waits.${one.kind}`, { count: one.count }))),
            action: button(voice, act('access.review', departure.id), 'button.review', { about: name }),
          });
        }),
      ),
    ),
    ...timeBlocks(numbers, voice),
  ];
}

/** What HR looks at: how departures go, what came back, what people say. */
export function hrDashboard(numbers: HomeNumbers, survey: SurveySummary | null, voice: Voice): readonly CardBlock[] {
  return [
    { type: 'divider' },
    heading(voice.t('home.numbers')),
    facts(
      [voice.t('home.active'), voice.number(numbers.active)],
      [voice.t('home.late'), voice.number(numbers.lateTasks)],
      [voice.t('home.equipment'), shareWords(numbers.equipment, voice)],
      numbers.knowledge.total > 0 ? [voice.t('home.knowledge'), shareWords(numbers.knowledge, voice)] : null,
    ),
    coveragePlot(numbers.handovers, voice),
    ...(survey === null
      ? []
      : [
          ...section(voice.t('home.survey'), summaryBlocks(survey, voice)),
          actions(
            button(voice, act('survey.results', null), 'button.surveyResults', { about: voice.t('home.survey') }),
          ),
        ]),
  ];
}

function timeBlocks({ timeToDeactivate }: HomeNumbers, voice: Voice): readonly CardBlock[] {
  if (timeToDeactivate.length === 0) return [];
  return [
    plot(
      voice,
      'bars',
      voice.t('home.time'),
      timeAxis(
        timeToDeactivate.slice(0, 20).map(({ label, medianMilliseconds, departures }) => ({
          label: oneLine(label),
          value: medianMilliseconds,
          words: voice.t('home.timeOf', { duration: voice.duration(medianMilliseconds), count: departures }),
        })),
        voice,
      ),
    ),
  ];
}

/** How many handovers somebody has taken over, of all. */
function coveragePlot(share: Share, voice: Voice): CardBlock {
  const left = share.total - share.done;
  const title = voice.t('home.coverage');
  // One part alone fills the picture, and would look like the whole of it.
  if (share.done === 0 || left === 0) return facts([title, shareWords(share, voice)]);
  return plot(voice, 'parts', title, {
    unit: title,
    points: [
      { label: title, value: share.done, words: shareWords(share, voice) },
      { label: voice.t('home.notYet'), value: left, words: voice.number(left) },
    ],
  });
}

function shareWords({ done, total }: Share, voice: Voice): string {
  return total === 0
    ? voice.t('home.noneYet')
    : voice.t('home.share', { done, total, share: voice.percent(done / total) });
}
