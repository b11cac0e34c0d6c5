import {
  commonKindSchema,
  commonWorkerTypeSchema,
  type DueMoment,
  type Flow,
  type Moment,
} from '../domain/flow/flow.ts';
import { waitsOf } from '../domain/flow/waits.ts';
import { checkStep } from './check-step.ts';
import type { Path } from './explain-issue.ts';
import { nearest } from './nearest.ts';
import { isBefore } from './usual-dates.ts';

export interface FlowFinding {
  path: Path;
  message: string;
}

/** What a flow may name that stands elsewhere: the ids of the roles in `relais.yaml`. */
export interface KnownNames {
  ownRoles: readonly string[];
}

/** What a schema cannot say: whether the parts of one flow fit together. */
export function checkFlow(flow: Flow, known: KnownNames): FlowFinding[] {
  return [
    ...flow.steps.flatMap((_, index) => checkStep(flow, index, known)),
    ...checkOwnNames(flow),
    ...checkCycles(flow),
    ...checkMoments(flow),
    ...checkSurvey(flow),
    ...checkConfidential(flow),
    ...checkConfirmers(flow),
    ...checkTeamTold(flow),
  ];
}

/** Every contract and every kind is one that Relais knows, or has a name, and no name is for nothing. */
function checkOwnNames({ workerTypes, kinds, names = {}, steps }: Flow): FlowFinding[] {
  const own = Object.keys(names);
  const among = (what: string, common: readonly string[]) => {
    const known = [...common, ...own];
    return (found: readonly string[], path: Path): FlowFinding[] =>
      found.flatMap((one, index) => {
        if (known.includes(one)) return [];
        const meant = nearest(one, known);
        const hint =
          meant === null ? `; a ${what} of your own gets its name here under names` : `; did you mean ${meant}?`;
        return [{ path: [...path, index], message: `expected one of ${known.join(', ')}; found "${one}"${hint}` }];
      });
  };
  const ofTypes = among('worker type', commonWorkerTypeSchema.options);
  const ofKinds = among('kind', commonKindSchema.options);
  return [
    ...ofKinds(kinds, ['kinds']),
    ...ofTypes(workerTypes, ['workerTypes']),
    ...steps.flatMap(({ when }, index) => [
      ...ofKinds(when?.kinds ?? [], ['steps', index, 'when', 'kinds']),
      ...ofTypes(when?.workerTypes ?? [], ['steps', index, 'when', 'workerTypes']),
    ]),
    ...own.flatMap((id) =>
      workerTypes.includes(id) || kinds.includes(id)
        ? []
        : [{ path: ['names', id], message: `names ${id}, which is in neither workerTypes nor kinds` }],
    ),
  ];
}

function checkTeamTold(flow: Flow): FlowFinding[] {
  const { teamTold, steps } = flow;
  if (teamTold === undefined) return [];
  const step = steps.find(({ id }) => id === teamTold);
  if (!step)
    return [
      {
        path: ['teamTold'],
        message: `there is no step ${teamTold} in this flow; known are ${steps.map(({ id }) => id).join(', ')}`,
      },
    ];
  if (step.owner === 'leaver')
    return [{ path: ['teamTold'], message: 'is a step of the leaver; name one of somebody else' }];
  return [];
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

/**
 * `deadEnds` have been tried: without it, sixty steps that wait for one another in rows have more ways than could ever
 * be walked.
 */
function wayBack(flow: Flow, goal: string, way: readonly string[], deadEnds: Set<string>): readonly string[] | null {
  const current = flow.steps.find((step) => step.id === way.at(-1));
  for (const { step: id } of current ? waitsOf(current) : []) {
    if (id === goal) return way;
    if (deadEnds.has(id)) continue;
    deadEnds.add(id);
    const rest = wayBack(flow, goal, [...way, id], deadEnds);
    if (rest) return rest;
  }
  return null;
}

function* momentsOf(flow: Flow): Iterable<{ path: Path; moment: Moment | DueMoment }> {
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
