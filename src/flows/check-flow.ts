import { noHolidays } from '../domain/calendar/business-days.ts';
import { addDays, instantOf } from '../domain/calendar/time.ts';
import type { Flow, FlowStep, Moment } from '../domain/flow/flow.ts';
import { momentOf, type PlanContext } from '../domain/flow/moment.ts';
import type { Path } from './explain-issue.ts';

export interface FlowFinding {
  path: Path;
  message: string;
}

/** What a schema cannot say: whether the parts of one flow fit together. */
export function checkFlow(flow: Flow): FlowFinding[] {
  return [
    ...flow.steps.flatMap((step, index) => checkStep(flow, step, index)),
    ...checkCycles(flow),
    ...checkMoments(flow),
    ...checkSurvey(flow),
    ...checkConfidential(flow),
    ...checkConfirmers(flow),
    ...checkTeamTold(flow),
  ];
}

function checkTeamTold(flow: Flow): FlowFinding[] {
  const { teamTold, steps } = flow;
  if (teamTold === undefined) return [];
  const step = steps.find(({ id }) => id === teamTold);
  if (!step) return [{ path: ['teamTold'], message: `there is no step ${teamTold} in this flow${known(flow)}` }];
  if (step.owner === 'leaver')
    return [{ path: ['teamTold'], message: 'is a step of the leaver; name one of somebody else' }];
  return [];
}

const longestTitle = 120;
const longestNotes = 1000;

function checkStep(flow: Flow, step: FlowStep, index: number): FlowFinding[] {
  const found: FlowFinding[] = [];
  const at = (path: Path, message: string) => found.push({ path: ['steps', index, ...path], message });
  const first = flow.steps.findIndex((other) => other.id === step.id);
  if (first < index) at(['id'], `the id ${step.id} is already that of step ${first + 1}; ids must differ`);

  for (const [position, id] of step.after.entries()) {
    const other = flow.steps.find((one) => one.id === id);
    if (id === step.id) at(['after', position], 'a step cannot wait for itself');
    else if (!other) at(['after', position], `there is no step ${id} in this flow${known(flow)}`);
    else if (comparable(other.due, step.due) && isBefore(flow, step.due, other.due))
      at(['after', position], `waits for ${id}, which is due later than this step`);
  }
  if (step.starts && isBefore(flow, step.due, step.starts, 'or-same'))
    at(['due'], 'is not after the start of the step, so nobody could be on time');
  if (step.escalate?.to === step.owner)
    at(['escalate', 'to'], `escalates to ${step.owner}, who owns the step; name somebody else`);
  for (const [position, role] of step.next.entries())
    if (role === step.owner) at(['next', position], `${role} owns the step already`);
  for (const language of ['en', 'fr'] as const) {
    if (step.title[language].length > longestTitle)
      at(['title', language], `expected at most ${longestTitle} characters; put the rest into notes`);
    if ((step.notes?.[language].length ?? 0) > longestNotes)
      at(['notes', language], `expected at most ${longestNotes} characters`);
  }
  return found;
}

function known(flow: Flow): string {
  return `; known are ${flow.steps.map(({ id }) => id).join(', ')}`;
}

/** Each circle of waiting steps once, at the step that comes first in the file. */
function checkCycles(flow: Flow): FlowFinding[] {
  const found: FlowFinding[] = [];
  const reported = new Set<string>();
  for (const [index, step] of flow.steps.entries()) {
    const circle = wayBack(flow, step.id, [step.id], new Set());
    if (!circle || circle.length < 2 || circle.some((id) => reported.has(id))) continue;
    for (const id of circle) reported.add(id);
    found.push({
      path: ['steps', index, 'after'],
      message: `these steps wait for each other, so none could begin: ${[...circle, step.id].join(' → ')}`,
    });
  }
  return found;
}

/** `deadEnds` have been tried: without it, sixty steps that wait for one another in rows have more ways than could ever be walked. */
function wayBack(flow: Flow, goal: string, way: readonly string[], deadEnds: Set<string>): readonly string[] | null {
  const current = flow.steps.find((step) => step.id === way.at(-1));
  for (const id of current?.after ?? []) {
    if (id === goal) return way;
    if (deadEnds.has(id)) continue;
    deadEnds.add(id);
    const rest = wayBack(flow, goal, [...way, id], deadEnds);
    if (rest) return rest;
  }
  return null;
}

function* momentsOf(flow: Flow): Iterable<{ path: Path; moment: Moment }> {
  for (const [index, { starts, due }] of flow.steps.entries()) {
    if (starts) yield { path: ['steps', index, 'starts'], moment: starts };
    yield { path: ['steps', index, 'due'], moment: due };
  }
  for (const group of ['handovers', 'equipment', 'credentials'] as const)
    yield { path: [group, 'due'], moment: flow[group].due };
  yield { path: ['cutOff', 'suggested'], moment: flow.cutOff.suggested };
  yield { path: ['farewell'], moment: flow.farewell };
  if (flow.survey) {
    yield { path: ['survey', 'opens'], moment: flow.survey.opens };
    yield { path: ['survey', 'closes'], moment: flow.survey.closes };
  }
}

function checkMoments(flow: Flow): FlowFinding[] {
  const found: FlowFinding[] = [];
  for (const { path, moment } of momentsOf(flow)) {
    if (moment.at !== undefined && (moment.unit === 'hours' || moment.unit === 'minutes'))
      found.push({
        path: [...path, 'at'],
        message: `a time of day goes with days or business-days, not with ${moment.unit}`,
      });
  }
  if (flow.cutOff.suggested.from === 'cut-off')
    found.push({ path: ['cutOff', 'suggested', 'from'], message: 'the cut-off cannot be counted from itself' });
  return found;
}

function checkSurvey(flow: Flow): FlowFinding[] {
  const { survey } = flow;
  return survey && isBefore(flow, survey.closes, survey.opens, 'or-same')
    ? [{ path: ['survey', 'closes'], message: 'is not after the survey opens' }]
    : [];
}

/** Nothing reaches the leaver of a confidential departure before the cut-off, whatever the dates will be. */
function checkConfidential(flow: Flow): FlowFinding[] {
  if (!flow.confidential) return [];
  const found: FlowFinding[] = [];
  const expected =
    'expected from: cut-off and an offset of 0 or more, because a confidential flow tells the leaver nothing before the cut-off';
  for (const [index, step] of flow.steps.entries()) {
    if (step.owner === 'leaver' && !(step.starts && isFromCutOffOn(step.starts)))
      found.push({
        path: ['steps', index, step.starts ? 'starts' : 'owner'],
        message: `the leaver's step begins too early; ${expected} in starts`,
      });
    const position = step.next.indexOf('leaver');
    if (position >= 0)
      found.push({
        path: ['steps', index, 'next', position],
        message: 'a step of a confidential flow must not fall to the leaver',
      });
    if (step.escalate?.to === 'leaver')
      found.push({
        path: ['steps', index, 'escalate', 'to'],
        message: 'a confidential flow must not escalate to the leaver',
      });
  }
  if (!isFromCutOffOn(flow.farewell)) found.push({ path: ['farewell'], message: expected });
  if (flow.survey && !isFromCutOffOn(flow.survey.opens)) found.push({ path: ['survey', 'opens'], message: expected });
  return found;
}

function isFromCutOffOn({ from, offset, at }: Moment): boolean {
  // On the day of the cut-off itself, a time of day may lie before it.
  return from === 'cut-off' && (offset > 0 || (offset === 0 && at === undefined));
}

function checkConfirmers({ confirmation: { confirmers } }: Flow): FlowFinding[] {
  return confirmers.flatMap(({ role }, index) =>
    confirmers.findIndex((other) => other.role === role) < index
      ? [
          {
            path: ['confirmation', 'confirmers', index, 'role'],
            message: `${role} is there already; raise its count instead`,
          },
        ]
      : [],
  );
}

/** From the same anchor, moments can be compared whatever the dates; else on a usual departure: two months' notice, some leave at the end, the cut-off where the flow suggests it. */
function isBefore(flow: Flow, a: Moment, b: Moment, orSame?: 'or-same'): boolean {
  const contexts = a.from === b.from ? everyWeekday : [usualFor(flow)];
  return contexts.some((context) => {
    const [first, second] = [momentOf(a, context), momentOf(b, context)];
    return first < second || (orSame !== undefined && first === second);
  });
}

function comparable(a: Moment, b: Moment): boolean {
  return a.from === b.from || a.from !== 'planned';
}

function sampleContext(lastWorkingDay: string, { notice, leave }: { notice: number; leave: number }): PlanContext {
  const zone = 'UTC';
  return {
    now: instantOf(addDays(lastWorkingDay, -notice), '10:00', zone),
    dates: {
      lastWorkingDay: { date: lastWorkingDay, zone },
      contractEnd: { date: addDays(lastWorkingDay, leave), zone },
      cutOff: { at: instantOf(lastWorkingDay, '18:00', zone), zone },
    },
    zone,
    country: 'FR',
    calendar: noHolidays,
  };
}

const everyWeekday = [16, 17, 18, 19, 20, 21, 22].map((date) =>
  sampleContext(`2026-03-${date}`, { notice: 60, leave: 0 }),
);

function usualFor({ cutOff }: Flow): PlanContext {
  const context = sampleContext('2026-03-20', { notice: 60, leave: 11 });
  if (cutOff.suggested.from === 'cut-off') return context;
  const at = momentOf(cutOff.suggested, context);
  return { ...context, dates: { ...context.dates, cutOff: { at, zone: context.zone } } };
}
