import type { Departure } from '../../domain/departure.ts';
import type { Condition, ConditionKey, Flow, FlowStep } from '../../domain/flow/flow.ts';
import { waitsOf } from '../../domain/flow/waits.ts';
import { countryName } from '../../domain/people/country.ts';
import type { Inapplicable, Task } from '../../domain/tasks/task.ts';
import { item } from '../blocks.ts';
import type { CardItem } from '../card-view.ts';
import { kindName } from '../words/kind-name.ts';
import { cut, oneLine } from '../words/plain.ts';
import { roleName } from '../words/role-name.ts';
import { intlLocales } from '../words/translate.ts';
import type { Voice } from '../words/voice.ts';
import { workerTypeName } from '../words/worker-type-name.ts';

/** What of a departure the words about its steps are made of. */
export type About = Pick<Departure, 'cast' | 'leaver'> & { draft: Pick<Departure['draft'], 'kind' | 'workerType'> };

/** Everything that a flow says of a step besides who and when, in short phrases: conditions, waits, proof. */
export function stepPhrases(task: Task, flow: Flow, about: About, voice: Voice): readonly string[] {
  const step = flow.steps.find(({ id }) => id === task.flowStepId);
  if (!step || task.approves !== undefined) return [];
  const conditions = step.when ? conditionsOf(step.when, flow, voice) : [];
  return [
    ...waitPhrases(step, flow, voice),
    ...(conditions.length > 0 ? [voice.t('step.onlyFor', { conditions: voice.list(conditions) })] : []),
    ...(task.unsure ? [voice.t('step.unsure', { unknown: unknownWords(task.unsure, voice) })] : []),
    ...(step.until === 'cut-off' ? [voice.t('step.untilCutOff')] : []),
    ...(step.optional ? [voice.t('step.optional')] : []),
    ...(step.checklist ? [voice.t('step.parts', { count: step.checklist.length })] : []),
    ...(step.proof === 'note' ? [voice.t('step.note')] : []),
    ...(step.proof === 'file' ? [voice.t('step.file')] : []),
    ...(step.proof === 'signature' ? [voice.t('step.signature')] : []),
    ...(step.approvers ? [voice.t('step.approvedBy', { roles: approverNames(step, about, voice) })] : []),
  ];
}

export function approverNames({ approvers = [] }: FlowStep, about: Pick<About, 'cast'>, voice: Voice): string {
  return voice.list([...new Set(approvers)].map((role) => roleName(about, role, voice)));
}

/** After what a step comes, and how long after; of those steps only that the flow has. */
export function waitPhrases(step: FlowStep, flow: Flow, voice: Voice): readonly string[] {
  return waitsOf(step).flatMap((wait) => {
    const other = flow.steps.find(({ id }) => id === wait.step);
    if (!other) return [];
    const title = stepTitle(other, voice, 80);
    return [voice.t('step.after', { offset: wait.offset, unit: wait.unit, title, condition: wait.if ?? 'no' })];
  });
}

/** At once after a step, whatever becomes of it. */
export function afterStep(step: FlowStep, voice: Voice): string {
  return voice.t('step.after', { offset: 0, unit: 'days', title: stepTitle(step, voice, 80), condition: 'no' });
}

/** What a step is called as a whole, also one that is repeated for things. */
export function stepTitle({ title }: FlowStep, voice: Voice, most: number): string {
  return cut(oneLine(voice.localized(title).replaceAll('{item}', '…')), most);
}

/** What is not known of the leaver. */
export function unknownWords(keys: readonly ConditionKey[], voice: Voice): string {
  return voice.list(keys.map((key) => voice.t(`when.unknown.${key}`)));
}

/** The conditions of a step, and its flow. */
interface Asked {
  when: Condition;
  flow: Flow;
}

/** Each condition of a step in words. */
function conditionsOf(when: Condition, flow: Flow, voice: Voice): readonly string[] {
  const keys = ['kinds', 'workerTypes', 'countries', 'teams', 'titles', 'hasEquipment', 'managesPeople'] as const;
  return keys.filter((key) => when[key] !== undefined).map((key) => conditionWords(key, { when, flow }, voice));
}

function conditionWords(key: ConditionKey, { when, flow }: Asked, voice: Voice): string {
  const wanted = wantedWords(key, { when, flow }, voice);
  return key === 'kinds' || key === 'workerTypes' ? wanted : voice.t(`when.${key}`, { wanted });
}

function wantedWords(key: ConditionKey, { when, flow }: Asked, voice: Voice): string {
  const several = (words: readonly string[] = []) => words.map((word) => cut(oneLine(word), 60)).join(' / ');
  switch (key) {
    case 'countries':
      return several(when.countries?.map((code) => countryName(code, intlLocales[voice.locale])));
    case 'teams':
    case 'titles':
      return several(when[key]);
    case 'kinds':
      return several(when.kinds?.map((kind) => kindName(kind, flow, voice)));
    case 'workerTypes':
      return several(when.workerTypes?.map((type) => workerTypeName(type, flow, voice)));
    case 'hasEquipment':
    case 'managesPeople':
      return when[key] ? 'yes' : 'no';
  }
}

/** The steps that are not for this departure, each with why. */
export function inapplicableItems(
  inapplicable: readonly Inapplicable[],
  flow: Flow,
  about: About,
  voice: Voice,
): readonly CardItem[] {
  return inapplicable.flatMap(({ stepId, unmet }) => {
    const step = flow.steps.find(({ id }) => id === stepId);
    if (!step) return [];
    const title = stepTitle(step, voice, 150);
    return [
      item('info', voice.t('nature.step'), [{ strong: title }], {
        detail: whyNot({ step, flow, about }, unmet, voice),
      }),
    ];
  });
}

/** Why a step is not for this departure. */
export function whyNot(
  { step, flow, about }: { step: FlowStep; flow: Flow; about: About },
  unmet: Inapplicable['unmet'],
  voice: Voice,
): string {
  if (unmet === 'items') return voice.t('step.noItems', { thing: step.forEach ?? 'handover' });
  if (unmet === 'follows') return voice.t('step.noFirst');
  const condition = conditionWords(unmet, { when: step.when ?? {}, flow }, voice);
  const actual = actualWords(unmet, { about, flow }, voice);
  return actual === null ? voice.t('step.notFor', { condition }) : voice.t('step.notForThis', { condition, actual });
}

function actualWords(
  key: ConditionKey,
  { about: { leaver, draft }, flow }: { about: About; flow: Flow },
  voice: Voice,
): string | null {
  switch (key) {
    case 'countries':
      return countryName(leaver.country, intlLocales[voice.locale]);
    case 'teams':
      return leaver.team && cut(oneLine(leaver.team), 60);
    case 'titles':
      return leaver.title && cut(oneLine(leaver.title), 60);
    case 'kinds':
      return draft.kind && kindName(draft.kind, flow, voice);
    case 'workerTypes':
      return draft.workerType && workerTypeName(draft.workerType, flow, voice);
    case 'hasEquipment':
    case 'managesPeople':
      return null;
  }
}
