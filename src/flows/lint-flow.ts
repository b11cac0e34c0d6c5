import { isDeepStrictEqual } from 'node:util';
import type { Condition, Flow, FlowStep, Moment, Wait } from '../domain/flow/flow.ts';
import { waitsOf } from '../domain/flow/waits.ts';
import { inEnglish, inFrench } from '../domain/localized.ts';
import type { FlowFinding } from './check-flow.ts';
import { fixedDue } from './check-step.ts';
import type { Path } from './explain-issue.ts';
import { oneLanguageTexts } from './one-language.ts';
import { usually, usualRung } from './usual-dates.ts';

/** `contradiction`: what the flow says cannot be meant so. `note`: it can, and is worth knowing. */
export interface LintFinding extends FlowFinding {
  level: 'contradiction' | 'note';
}

/** What is allowed in a flow, and hardly what anybody wants. `raw` is the flow as YAML has it. */
export function lintFlow(flow: Flow, raw: unknown): readonly LintFinding[] {
  const steps = flow.steps.flatMap((step, index) =>
    [
      ...lintConditions(flow, step),
      ...lintWaits(flow, step),
      ...lintLicence(flow, step),
      ...lintLeaver(flow, step),
    ].map((found) => ({ ...found, path: ['steps', index, ...found.path] })),
  );
  return [
    ...lintEnds(flow),
    ...steps,
    ...lintLadders(flow),
    ...oneLanguageTexts(raw).map((found) => ({ ...found, level: 'note' as const })),
  ];
}

function contradiction(path: Path, message: string): LintFinding {
  return { level: 'contradiction', path, message };
}

function note(path: Path, message: string): LintFinding {
  return { level: 'note', path, message };
}

/** Conditions that hold for every departure of the flow, or for none. */
function lintConditions(flow: Flow, { when, forEach }: FlowStep): LintFinding[] {
  if (!when) return [];
  const among = (key: 'kinds' | 'workerTypes'): LintFinding[] => {
    const wanted: readonly string[] | undefined = when[key];
    const possible: readonly string[] = flow[key];
    if (wanted === undefined) return [];
    if (!possible.some((one) => wanted.includes(one)))
      return [contradiction(['when', key], `can never hold: this flow is for ${possible.join(', ')} only`)];
    const elsewhere = wanted.filter((one) => !possible.includes(one));
    if (possible.every((one) => wanted.includes(one)))
      return [note(['when', key], 'holds for every departure of this flow; it can be left out')];
    return elsewhere.length > 0
      ? [note(['when', key], `${elsewhere.join(', ')} never comes here: this flow is for ${possible.join(', ')} only`)]
      : [];
  };
  const nothing = forEach === 'equipment' && when.hasEquipment === false;
  return [
    ...among('kinds'),
    ...among('workerTypes'),
    ...(nothing
      ? [contradiction(['when', 'hasEquipment'], 'can never hold: the step is done for each thing to hand back')]
      : []),
  ];
}

/** Steps that wait for one that this departure may not have. */
function lintWaits(flow: Flow, step: FlowStep): LintFinding[] {
  return waitsOf(step).flatMap((wait, position): LintFinding[] => {
    const other = flow.steps.find(({ id }) => id === wait.step);
    const why = other && mayNotApply(step, other, wait);
    return why ? [contradiction(['after', position], why)] : [];
  });
}

function mayNotApply(step: FlowStep, other: FlowStep, wait: Wait): string | null {
  // What follows only from its being done is not there without it.
  if (wait.if === 'done') return null;
  const then = 'then this step begins as if that were done';
  const mend = `write { step: ${other.id}, if: done } where it should not`;
  if (other.when && !isImplied(step.when, other.when))
    return `waits for ${other.id}, which has a condition that this step does not have and may not apply; ${then}; ${mend}`;
  if (other.forEach && other.forEach !== step.forEach)
    return `waits for ${other.id}, of which there is none when there is no ${other.forEach}; ${then}; ${mend}`;
  if (other.optional) return `waits for ${other.id}, which its owner may leave out; ${then}; ${mend}`;
  return null;
}

/** Whether everything that the second asks for is asked for by the first too, at least as narrowly. */
function isImplied(narrow: Condition | undefined, wide: Condition): boolean {
  return Object.entries(wide).every(([key, wanted]) => {
    const ours = Object.entries(narrow ?? {}).find(([name]) => name === key)?.[1];
    if (Array.isArray(wanted) && Array.isArray(ours)) return ours.every((one) => wanted.some((other) => other === one));
    return isDeepStrictEqual(ours, wanted);
  });
}

const licence = /\blicen[cs]es?\b/i;
const handingOver = /hand(s|ed|ing)?[ -]?over|transfer|passation|transf[ée]r|transmettre/i;

/** A licence that is taken back first may take with it what was to be handed over. */
function lintLicence(flow: Flow, step: FlowStep): LintFinding[] {
  const due = fixedDue(step);
  if (due === null || !speaksOf(step, licence)) return [];
  const before = new Set(stepsBefore(flow, step));
  const late = flow.steps.find((other) => {
    const theirs = fixedDue(other);
    if (other.id === step.id || before.has(other.id) || theirs === null || !speaksOf(other, handingOver)) return false;
    return usually(flow, due) < usually(flow, theirs);
  });
  const mend = 'vendors delete what a licence kept; let it wait with after, or move its day';
  if (late) return [contradiction(['due'], `takes a licence back before ${late.id} is due; ${mend}`)];
  return usually(flow, due) < usually(flow, flow.handovers.due)
    ? [contradiction(['due'], `takes a licence back before handovers are due; ${mend}`)]
    : [];
}

function speaksOf({ id, title }: FlowStep, words: RegExp): boolean {
  return [id.replaceAll('-', ' '), inEnglish(title), inFrench(title)].some((text) => words.test(text));
}

/** Every step that must be settled before this one, however far before. */
function stepsBefore(flow: Flow, step: FlowStep): readonly string[] {
  const found = new Set<string>();
  const open = [step];
  for (let next = open.pop(); next; next = open.pop())
    for (const { step: id } of waitsOf(next)) {
      const other = flow.steps.find((one) => one.id === id);
      if (!other || found.has(id)) continue;
      found.add(id);
      open.push(other);
    }
  return [...found];
}

/** Whether the leaver can still use chat is over at the cut-off, where all access ends and nothing is secret before. */
function endsForLeaver({ access, confidential }: Flow): boolean {
  return access === 'all' && !confidential;
}

function lintLeaver(flow: Flow, step: FlowStep): LintFinding[] {
  const due = fixedDue(step);
  if (step.owner !== 'leaver' || due === null || !endsForLeaver(flow)) return [];
  return isAfterAccess(flow, step.starts ?? due)
    ? [contradiction([step.starts ? 'starts' : 'due'], 'is asked of the leaver when access has ended by then')]
    : [];
}

function isAfterAccess(flow: Flow, moment: Moment): boolean {
  return (
    usually(flow, moment) >= usually(flow, flow.cutOff.suggested.from === 'cut-off' ? moment : flow.cutOff.suggested)
  );
}

/** What must come before access ends, and what must not. */
function lintEnds(flow: Flow): LintFinding[] {
  const found: LintFinding[] = [];
  const { cutOff, survey, farewell, handovers, credentials } = flow;
  if (flow.access !== 'all') return [];
  if (endsForLeaver(flow)) {
    if (isAfterAccess(flow, farewell))
      found.push(contradiction(['farewell'], 'comes after access has ended, so the leaver cannot read it in chat'));
    if (survey && isAfterAccess(flow, survey.opens))
      found.push(
        contradiction(['survey', 'opens'], 'opens after access has ended, so the leaver cannot answer in chat'),
      );
    if (usually(flow, cutOff.suggested) < usually(flow, handovers.due))
      found.push(
        contradiction(
          ['handovers', 'due'],
          'is after access, and with it every licence, has ended: what is handed over is out of reach by then',
        ),
      );
  }
  if (usually(flow, credentials.due) < usually(flow, cutOff.suggested))
    found.push(
      contradiction(
        ['credentials', 'due'],
        'is before access ends, so the leaver can read what shared credentials were changed to',
      ),
    );
  return found;
}

/** Reminders that nobody gets, or that come too late to help. */
function lintLadders(flow: Flow): LintFinding[] {
  const groups = (['handovers', 'equipment', 'credentials'] as const).map((name) => ({
    path: [name] as Path,
    step: flow[name],
    due: flow[name].due as Moment | null,
  }));
  const steps = flow.steps.map((step, index) => ({ path: ['steps', index] as Path, step, due: fixedDue(step) }));
  return [...groups, ...steps].flatMap(({ path, step, due }) => {
    if (due === null || step.reminders.length === 0) return [];
    const dueAt = usually(flow, due);
    const starts = step.starts ? usually(flow, step.starts) : null;
    const rungs = step.reminders.map((rung) => usualRung(flow, rung, due));
    const found: LintFinding[] = [];
    if (rungs.every((at) => at > dueAt))
      found.push(contradiction([...path, 'reminders'], 'come only once it is late; let one come before it is due'));
    for (const [position, at] of rungs.entries()) {
      if (starts !== null && at <= starts)
        found.push(contradiction([...path, 'reminders', position], 'is before the start, so it is never sent'));
    }
    return found;
  });
}
