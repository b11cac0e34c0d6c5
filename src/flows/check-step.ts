import { type Flow, type FlowStep, flowRoleSchema, type Moment } from '../domain/flow/flow.ts';
import { waitsOf } from '../domain/flow/waits.ts';
import type { Words } from '../domain/localized.ts';
import type { FlowFinding } from './check-flow.ts';
import type { Path } from './explain-issue.ts';
import { nearest } from './nearest.ts';
import { isBefore } from './usual-dates.ts';

const longestTitle = 120;
const longestNotes = 1000;
const longestPart = 150;
/** Eight of them, with what stands around them, are one page on every platform. */
const longestClause = 600;

/** Whether the parts of one step fit together, and those of the flow that it names are there. */
export function checkStep(
  flow: Flow,
  index: number,
  { ownRoles }: { ownRoles: readonly string[] },
): readonly FlowFinding[] {
  const step = flow.steps[index];
  if (!step) return [];
  const first = flow.steps.findIndex((other) => other.id === step.id);
  return [
    ...(first < index ? [{ path: ['id'], message: alreadyThere(step, first) }] : []),
    ...checkWaits(flow, step),
    ...checkTimes(flow, step),
    ...unknownRoles(step, ownRoles),
    ...checkRoles(step),
    ...checkTexts(step),
    ...checkSignature(step),
  ].map(({ path, message }) => ({ path: ['steps', index, ...path], message }));
}

function alreadyThere({ id }: FlowStep, first: number): string {
  return `the id ${id} is already that of step ${first + 1}; ids must differ`;
}

function checkWaits(flow: Flow, step: FlowStep): FlowFinding[] {
  return waitsOf(step).flatMap((wait, position): FlowFinding[] => {
    const path = typeof step.after[position] === 'string' ? ['after', position] : ['after', position, 'step'];
    const other = flow.steps.find(({ id }) => id === wait.step);
    if (wait.step === step.id) return [{ path, message: 'a step cannot wait for itself' }];
    if (!other)
      return [
        {
          path,
          message: `there is no step ${wait.step} in this flow; known are ${flow.steps.map(({ id }) => id).join(', ')}`,
        },
      ];
    const [theirs, ours] = [fixedDue(other), fixedDue(step)];
    if (theirs && ours && (theirs.from === ours.from || theirs.from !== 'planned') && isBefore(flow, ours, theirs))
      return [{ path, message: `waits for ${wait.step}, which is due later than this step` }];
    // Of two that both only prepare the end of access, both lapse.
    if (wait.if === 'done' && other.until !== undefined && step.until === undefined)
      return [{ path, message: `waits for ${wait.step} to be done, which is left out once access begins to end` }];
    return [];
  });
}

/** When it is due by the dates of the departure; null where that follows from other steps. */
export function fixedDue({ due }: Pick<FlowStep, 'due'>): Moment | null {
  const { from, ...rest } = due;
  return from === 'start' ? null : { ...rest, from };
}

function checkTimes(flow: Flow, step: FlowStep): FlowFinding[] {
  const due = fixedDue(step);
  const late = due === null ? step.due.offset <= 0 : step.starts && isBefore(flow, due, step.starts, 'or-same');
  const past = step.until && due !== null && !isBefore(flow, due, cutOff, 'or-same');
  if (past) return [{ path: ['until'], message: 'the step is due after access has ended, when it is left out' }];
  if (step.until && startsOnceCutOff(flow, step, new Set()))
    return [{ path: ['until'], message: 'the step begins once access has ended, when it is left out' }];
  return late ? [{ path: ['due'], message: 'is not after the start of the step, so nobody could be on time' }] : [];
}

const cutOff: Moment = { from: 'cut-off', offset: 0, unit: 'hours' };

/** Whether it cannot begin before the cut-off: by its own start, or because what it waits for does not. */
function startsOnceCutOff(flow: Flow, step: FlowStep, seen: Set<string>): boolean {
  if (seen.has(step.id)) return false;
  seen.add(step.id);
  if (step.starts && !isBefore(flow, step.starts, cutOff)) return true;
  return waitsOf(step).some(({ step: id }) => {
    const other = flow.steps.find((one) => one.id === id);
    // One with conditions may not be there, and what is left out holds nothing back.
    return other !== undefined && other.when === undefined && startsOnceCutOff(flow, other, seen);
  });
}

/** Roles that nobody named anywhere, also of a step that is not read without other problems. */
export function unknownRoles(
  step: { owner?: unknown; next?: unknown; approvers?: unknown },
  ownRoles: readonly string[],
): FlowFinding[] {
  const known = [...flowRoleSchema.options, ...ownRoles];
  const unknown = (role: unknown, path: Path): FlowFinding[] => {
    if (typeof role !== 'string' || known.includes(role)) return [];
    const meant = nearest(role, known);
    const hint = meant === null ? '; roles of your own are named in organisation.ownRoles of relais.yaml' : '';
    const found = `found "${role}"${meant === null ? '' : `; did you mean ${meant}?`}`;
    return [{ path, message: `expected one of ${known.join(', ')}; ${found}${hint}` }];
  };
  const each = (key: 'next' | 'approvers') => {
    const roles = step[key];
    return Array.isArray(roles) ? roles.flatMap((role, position) => unknown(role, [key, position])) : [];
  };
  return [...unknown(step.owner, ['owner']), ...each('next'), ...each('approvers')];
}

function checkRoles({ owner, next, approvers = [], escalate }: FlowStep): FlowFinding[] {
  return [
    ...next.flatMap((role, position) =>
      role === owner ? [{ path: ['next', position], message: `${role} owns the step already` }] : [],
    ),
    ...approvers.flatMap((role, position) =>
      role === 'leaver' ? [{ path: ['approvers', position], message: 'the person who leaves cannot approve' }] : [],
    ),
    ...(escalate?.to === owner
      ? [{ path: ['escalate', 'to'], message: `escalates to ${owner}, who owns the step; name somebody else` }]
      : []),
  ];
}

/** What is signed has a text and one signer: whoever is asked next would sign for somebody else. */
function checkSignature({ proof, clauses, next, forEach }: FlowStep): FlowFinding[] {
  const isSigned = proof === 'signature';
  return [
    ...(isSigned && clauses === undefined
      ? [{ path: ['proof'], message: 'signature needs clauses: the sentences that are signed' }]
      : []),
    ...(!isSigned && clauses !== undefined
      ? [{ path: ['clauses'], message: 'are for a step with proof: signature; put other texts into notes' }]
      : []),
    ...(isSigned && next.length > 0
      ? [{ path: ['next'], message: 'a step with proof: signature has no next: nobody signs for somebody else' }]
      : []),
    ...(isSigned && forEach !== undefined
      ? [{ path: ['forEach'], message: 'is not for a step with proof: signature; name all things in its clauses' }]
      : []),
  ];
}

function checkTexts({ title, notes, checklist = [], clauses = [], links = [], forEach }: FlowStep): FlowFinding[] {
  const tooLong = (words: Words | undefined, path: Path, most: number, hint = '') =>
    textsOf(words).flatMap(({ at, text }) =>
      text.length > most ? [{ path: [...path, ...at], message: `expected at most ${most} characters${hint}` }] : [],
    );
  const withoutItem = (words: Words | undefined, path: Path) =>
    forEach === undefined && textsOf(words).some(({ text }) => text.includes('{item}'))
      ? [{ path, message: '{item} stands for the thing that a step is repeated for; add forEach to the step' }]
      : [];
  return [
    ...tooLong(title, ['title'], longestTitle, '; put the rest into notes'),
    ...tooLong(notes, ['notes'], longestNotes),
    ...checklist.flatMap((part, position) => tooLong(part, ['checklist', position], longestPart)),
    ...clauses.flatMap((clause, position) => tooLong(clause, ['clauses', position], longestClause)),
    ...links.flatMap(({ label }, position) => tooLong(label, ['links', position, 'label'], longestPart)),
    ...withoutItem(title, ['title']),
    ...withoutItem(notes, ['notes']),
    ...checklist.flatMap((part, position) => withoutItem(part, ['checklist', position])),
  ];
}

/** Every language of a text, each with where it stands in it. */
function textsOf(words: Words | undefined): readonly { at: Path; text: string }[] {
  if (words === undefined) return [];
  if (typeof words === 'string') return [{ at: [], text: words }];
  return Object.entries(words).map(([language, text]) => ({ at: [language], text }));
}
