import { type Instant, latest } from '../calendar/time.ts';
import type { Departure } from '../departure.ts';
import { type Subject, verdictsOf } from '../flow/condition.ts';
import type { Flow, FlowStep, RepeatedThing } from '../flow/flow.ts';
import type { PlanContext } from '../flow/moment.ts';
import { beginsAfter, hasOwnClock, waitsOf } from '../flow/waits.ts';
import { inBoth, inEnglish, inFrench, type Words } from '../localized.ts';
import type { PersonId } from '../people/people.ts';
import { newTask } from './new-task.ts';
import { holdersOf, type Planned } from './role-holders.ts';
import { approvalRuleOf } from './step-rule.ts';
import type { Inapplicable, Task } from './task.ts';
import { knownFrom, timingOf } from './timing.ts';

/** One thing that a step is repeated for; `number` is its place in the walk's list, from 1. */
export interface RepeatedItem {
  number: number;
  label: string;
}

/** The tasks of a step for one thing, or for the departure as a whole. */
interface Built {
  item: RepeatedItem | null;
  tasks: readonly Task[];
}

interface Planning {
  flow: Flow;
  departure: Planned;
  context: PlanContext;
  leaving: ReadonlySet<PersonId>;
}

/** The tasks of the flow's steps that are for this departure, and the steps that are not. */
export function planSteps(
  flow: Flow,
  departure: Planned,
  context: PlanContext,
  { leaving, managesPeople }: { leaving: ReadonlySet<PersonId>; managesPeople: boolean | null },
): { tasks: Task[]; inapplicable: Inapplicable[] } {
  const planning = { flow, departure, context, leaving };
  const applying = withoutFollowers(
    flow,
    new Map(flow.steps.map((step) => [step.id, applicabilityOf(step, subjectOf(departure, managesPeople), departure)])),
  );
  const built = new Map<string, readonly Built[]>();
  const build = (step: FlowStep): readonly Built[] => {
    const known = built.get(step.id);
    if (known) return known;
    // A circle is refused when the flow is read.
    built.set(step.id, []);
    const { unmet = null, unsure = [] } = applying.get(step.id) ?? {};
    const items = step.forEach ? itemsOf(step.forEach, departure) : [null];
    const made = unmet === null ? items.map((item) => buildOne(planning, step, { item, unsure, before: build })) : [];
    built.set(step.id, made);
    return made;
  };
  return {
    tasks: flow.steps.flatMap((step) => build(step).flatMap(({ tasks }) => tasks)),
    inapplicable: flow.steps.flatMap(({ id }) => {
      const unmet = applying.get(id)?.unmet ?? null;
      return unmet === null ? [] : [{ stepId: id, unmet }];
    }),
  };
}

/** The tasks that steps get for one more thing, which was named once the departure was under way. */
export function stepsForItem(
  planning: Planning & { departure: Pick<Departure, 'tasks'> },
  thing: RepeatedThing,
  { item, inapplicable }: { item: RepeatedItem; inapplicable: readonly Inapplicable[] },
): Task[] {
  const isFor = (step: FlowStep) =>
    step.forEach === thing && !inapplicable.some(({ stepId, unmet }) => stepId === step.id && unmet !== 'items');
  const { tasks } = planning.departure;
  // What is not made anew for this thing is there already, and is waited for as it stands.
  const before = (step: FlowStep): readonly Built[] =>
    step.forEach === thing ? build(step) : [{ item: null, tasks: tasks.filter((one) => one.flowStepId === step.id) }];
  const build = (step: FlowStep): readonly Built[] =>
    isFor(step) ? [buildOne(planning, step, { item, unsure: [], before })] : [];
  return planning.flow.steps.filter(isFor).flatMap((step) => build(step).flatMap(({ tasks }) => tasks));
}

function subjectOf({ leaver, draft }: Planned, managesPeople: boolean | null): Subject {
  const { kind, workerType, equipment } = draft;
  return { leaver, kind, workerType, hasEquipment: equipment.length > 0, managesPeople };
}

/** The first condition that does not hold, and those of which nobody knows. */
function applicabilityOf({ when, forEach }: FlowStep, subject: Subject, departure: Planned): Applicability {
  const verdicts = when ? verdictsOf(when, subject) : [];
  const against = verdicts.find(({ holds }) => holds === false)?.key;
  const isEmpty = forEach !== undefined && itemsOf(forEach, departure).length === 0;
  return {
    unmet: against ?? (isEmpty ? 'items' : null),
    unsure: verdicts.filter(({ holds }) => holds === null).map(({ key }) => key),
  };
}

interface Applicability {
  unmet: Inapplicable['unmet'] | null;
  unsure: NonNullable<Task['unsure']>;
}

/** What is done only if another step was, is not there without that step. */
function withoutFollowers(
  { steps }: Pick<Flow, 'steps'>,
  applying: ReadonlyMap<string, Applicability>,
): ReadonlyMap<string, Applicability> {
  const isGone = (id: string) => (applying.get(id)?.unmet ?? null) !== null;
  const orphan = steps.find(
    (step) => !isGone(step.id) && waitsOf(step).some((wait) => wait.if === 'done' && isGone(wait.step)),
  );
  if (!orphan) return applying;
  return withoutFollowers({ steps }, new Map([...applying, [orphan.id, { unmet: 'follows', unsure: [] }]]));
}

function itemsOf(thing: RepeatedThing, { draft }: Planned): readonly RepeatedItem[] {
  const labels = {
    equipment: draft.equipment,
    credential: draft.credentials,
    handover: draft.handovers.map(({ title }) => title),
  }[thing];
  return labels.map((label, index) => ({ number: index + 1, label }));
}

interface BuildOptions {
  item: RepeatedItem | null;
  unsure: NonNullable<Task['unsure']>;
  /** What was, or is first, made of a step that this one waits for. */
  before(step: FlowStep): readonly Built[];
}

function buildOne({ flow, departure, context, leaving }: Planning, step: FlowStep, options: BuildOptions): Built {
  const { item, unsure, before } = options;
  const waitsFor = waitsOf(step).flatMap((wait) => {
    const other = flow.steps.find(({ id }) => id === wait.step);
    if (!other) return [];
    // Of two steps that are repeated for the same things, each waits for the one of its own thing.
    const isSame = item !== null && other.forEach === step.forEach;
    return before(other).flatMap((one) => (isSame && one.item?.number !== item.number ? [] : one.tasks));
  });
  const here = (ids: readonly PersonId[], role: string) =>
    role === 'leaver' ? ids : ids.filter((id) => !leaving.has(id));
  const escalateTo = step.escalate ? holdersOf(step.escalate.to, departure) : [];
  const about = (words: Words, isTitle: boolean) => (item === null ? words : withItem(words, item.label, isTitle));
  const { checklist, clauses, links, optional, approvers = [] } = step;
  const known = (owners: readonly PersonId[]) =>
    knownFrom(flow, departure, { person: owners[0] ?? null, cutOff: context.dates.cutOff.at });
  const owners = here(
    [step.owner, ...step.next].flatMap((role) => [...holdersOf(role, departure)]),
    step.owner,
  );
  const main = newTask({
    id: item === null ? `step-${step.id}` : `step-${step.id}-${item.number}`,
    nature: 'step',
    flowStepId: step.id,
    title: about(step.title, true),
    notes: step.notes === undefined ? null : about(step.notes, false),
    owners,
    role: step.owner,
    timing: timingOf(step, context, { begins: beginsOf(step, waitsFor, context), knownFrom: known(owners) }),
    after: waitsFor.map(({ id }) => id),
    proof: step.proof,
    escalateTo,
    more: {
      ...(optional && { optional: true as const }),
      ...(checklist && { checklist: checklist.map((label) => ({ label: about(label, false), done: false })) }),
      ...(clauses && { clauses: clauses.map((one) => about(one, false)) }),
      ...(links && { links }),
      ...(unsure.length > 0 && { unsure }),
    },
  });
  const approvals = approvers.map((role, index) => {
    const holders = here(holdersOf(role, departure), role);
    // Two approvals of one role are two people's.
    const turn = approvers.slice(0, index).filter((other) => other === role).length;
    const inTurn = [...holders.slice(turn), ...holders.slice(0, turn)];
    return newTask({
      id: `approval-${main.id.slice('step-'.length)}-${index + 1}`,
      nature: 'step',
      flowStepId: step.id,
      title: { en: `Approve: ${inEnglish(main.title)}`, fr: `Approuver : ${inFrench(main.title)}` },
      notes: main.notes,
      owners: inTurn,
      role,
      timing: timingOf(approvalRuleOf(step), context, { begins: main.dueAt, knownFrom: known(inTurn) }),
      after: [main.id],
      escalateTo,
      more: { approves: main.id, ...(links && { links }) },
    });
  });
  return { item, tasks: [main, ...approvals] };
}

/** When a step whose times follow from others is expected to begin: as if each of these were settled when it is due. */
function beginsOf(step: FlowStep, waitsFor: readonly Task[], context: PlanContext): Instant | null {
  if (!hasOwnClock(step)) return null;
  const dueOfStep = (id: string) => latest(waitsFor.filter((one) => one.flowStepId === id).map(({ dueAt }) => dueAt));
  return beginsAfter(step, dueOfStep, context);
}

/** `{item}` is the thing; a title that does not say where gets it at its end. */
function withItem(words: Words, label: string, isTitle: boolean): Words {
  return inBoth(words, (text) => {
    if (text.includes('{item}')) return text.replaceAll('{item}', () => label);
    return isTitle ? `${text}: ${label}` : text;
  });
}
