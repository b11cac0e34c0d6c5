import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import Table from 'cli-table3';
import { Command, Option } from 'commander';
import { readConfig } from '../config.ts';
import type { Dates } from '../domain/calendar/dates.ts';
import { addDays, type Instant, instantOf, localDate, toInstant } from '../domain/calendar/time.ts';
import type { DepartureKind, Flow, WorkerType } from '../domain/flow/flow.ts';
import { momentOf, type PlanContext } from '../domain/flow/moment.ts';
import { emptyDraft } from '../domain/lifecycle/draft.ts';
import { countryName } from '../domain/people/country.ts';
import { type Locale, localeSchema, type Person } from '../domain/people/people.ts';
import { planTasks } from '../domain/tasks/plan-tasks.ts';
import { leaverHearsFrom, mayBeAskedFrom } from '../domain/tasks/who-hears.ts';
import type { Organisation } from '../engine/people/organisation.ts';
import { FlowError } from '../flows/flow-error.ts';
import { createHolidayCalendar, knowsHolidaysOf } from '../flows/holidays.ts';
import { loadFlows, parseFlow, shippedFlowsDir } from '../flows/load-flows.ts';
import { readRelaisFile } from '../relais-file.ts';
import { afterStep, stepPhrases, stepTitle, waitPhrases, whyNot } from '../views/tasks/step-words.ts';
import { formatDay } from '../views/words/format.ts';
import { roleName } from '../views/words/role-name.ts';
import { voiceFor } from '../views/words/voice.ts';
import { CommandError } from './command-error.ts';
import { knownNames } from './known-names.ts';
import { countryCode, day, dayAndTime, zoneName } from './option-values.ts';
import { previewWords } from './preview-words.ts';
import type { Surroundings } from './surroundings.ts';

interface PreviewOptions {
  lastDay: string;
  contractEnd?: string;
  cutOff?: { date: string; time: string };
  plannedOn?: string;
  zone: string;
  country: string;
  lang: Locale;
  kind?: DepartureKind;
  workerType?: WorkerType;
  team?: string;
  title?: string;
  equipment: boolean;
  managesPeople?: 'yes' | 'no';
}

/** The plan a departure would get on these dates, without any departure. */
export function flowsPreviewCommand({ terminal, env, exitWith }: Surroundings): Command {
  return new Command('preview')
    .description('print the dated plan that a flow makes')
    .argument('<flow>', 'the id of a flow, or the path of a YAML file')
    .requiredOption('--last-day <date>', 'last working day, YYYY-MM-DD', day)
    .option('--contract-end <date>', 'end of the contract, YYYY-MM-DD; default: the last working day', day)
    .option(
      '--cut-off <date time>',
      "when access ends, 'YYYY-MM-DD HH:mm'; default: what the flow suggests",
      dayAndTime,
    )
    .option(
      '--planned-on <date>',
      'the day on which the plan is made, YYYY-MM-DD; default: now, or 30 days before a last working day that is over',
      day,
    )
    .option('--zone <zone>', 'IANA time zone of the person who leaves', zoneName, 'Europe/Paris')
    .option('--country <code>', 'two letters, for weekends and public holidays', countryCode, 'FR')
    .addOption(new Option('--lang <language>', 'language of the plan').choices(localeSchema.options).default('en'))
    .option('--kind <kind>', 'kind of departure; default: the first of the flow')
    .option('--worker-type <type>', 'contract; default: the first of the flow')
    .option('--team <name>', 'team of the person, for conditions; not known unless told')
    .option('--title <title>', 'job title of the person, for conditions; not known unless told')
    .option('--no-equipment', 'nothing to hand back is named')
    .addOption(
      new Option('--manages-people <answer>', 'whether the person manages people; not known unless told').choices([
        'yes',
        'no',
      ]),
    )
    .addHelpText(
      'after',
      "\nExamples:\n  relais flows preview employee-resignation --last-day 2027-03-31\n  relais flows preview ./my-flow.yaml --last-day 2027-03-31 --cut-off '2027-03-31 17:30' --lang fr",
    )
    .action(async (wanted: string, options: PreviewOptions) => {
      const { organisation } = readRelaisFile(readConfig(env).configFile);
      const flow = await flowOf(wanted, env);
      checkFits(flow, options);
      const context = contextOf(flow, options);
      terminal.out(planTable(flow, context, { ...options, terminal, ownRoles: organisation.ownRoles }));
      for (const line of remarks(context, options)) terminal.out(line);
      exitWith(0);
    });
}

async function flowOf(wanted: string, env: Surroundings['env']): Promise<Flow> {
  if (/\.ya?ml$/.test(wanted)) {
    const text = await readFile(wanted, 'utf8').catch((cause: unknown) => {
      throw new CommandError(`${wanted} cannot be read; check the path.`, { cause });
    });
    const { flow, problems } = parseFlow(text, wanted, knownNames(env));
    if (!flow) throw new FlowError(problems);
    return flow;
  }
  const dir = readConfig(env).flowsDir ?? shippedFlowsDir;
  const flows = await loadFlows(dir, knownNames(env));
  const found = flows.find(({ id }) => id === wanted);
  if (!found)
    throw new CommandError(
      `There is no flow ${wanted} in ${basename(dir)}/; there are ${flows.map(({ id }) => id).join(', ')}.`,
    );
  return found;
}

/** A kind or contract that the flow is not for would show a plan that never is. */
function checkFits(flow: Flow, { kind, workerType }: PreviewOptions): void {
  if (kind !== undefined && !flow.kinds.includes(kind))
    throw new CommandError(`The flow ${flow.id} is for ${flow.kinds.join(', ')}, not for ${kind}; check --kind.`);
  if (workerType !== undefined && !flow.workerTypes.includes(workerType))
    throw new CommandError(
      `The flow ${flow.id} is for ${flow.workerTypes.join(', ')}, not for ${workerType}; check --worker-type.`,
    );
}

function contextOf(flow: Flow, options: PreviewOptions): PlanContext {
  const { zone, country, lastDay, contractEnd = lastDay, cutOff, plannedOn } = options;
  if (contractEnd < lastDay)
    throw new CommandError('The contract cannot end before the last working day; check --contract-end and --last-day.');
  const planned = plannedOn ?? plannedBefore(options);
  const now = planned ? instantOf(planned, '09:00', zone) : toInstant(new Date());
  const days = { lastWorkingDay: { date: lastDay, zone }, contractEnd: { date: contractEnd, zone } };
  const common = { now, zone, country, calendar: createHolidayCalendar() };
  const dates = (at: Instant): Dates => ({ ...days, cutOff: { at, zone } });
  const at = cutOff
    ? instantOf(cutOff.date, cutOff.time, zone)
    : momentOf(flow.cutOff.suggested, { ...common, dates: dates(instantOf(lastDay, '18:00', zone)) });
  return { ...common, dates: dates(at) };
}

/** A plan that is made after the last working day says nothing about the flow: everything is due at once. */
function plannedBefore({ lastDay, zone }: PreviewOptions): string | null {
  return lastDay < localDate(toInstant(new Date()), zone) ? addDays(lastDay, -30) : null;
}

/** What the plan itself does not show: a day of planning that nobody gave, and holidays that nobody knows. */
function remarks({ now, zone }: PlanContext, { plannedOn, country, lang, ...options }: PreviewOptions): string[] {
  const words = previewWords(lang);
  const assumed = plannedOn === undefined && plannedBefore({ country, lang, ...options }) !== null;
  return [
    ...(assumed ? [words.plannedOn(formatDay(lang, { date: localDate(now, zone) }))] : []),
    ...(knowsHolidaysOf(country) ? [] : [words.noHolidaysKnown(`${countryName(country, words.intl)} (${country})`)]),
  ];
}

/** Somebody of whom nothing is known but what the options say. */
function leaverOf({ zone, country }: PlanContext, { team, title }: PreviewOptions): Person {
  return {
    id: 'leaver',
    name: 'leaver',
    email: 'leaver@example.com',
    title: title ?? null,
    team: team ?? null,
    managerId: 'manager',
    locale: 'en',
    timeZone: zone,
    country,
    photoUrl: null,
    handles: {},
  };
}

/** A departure in which every role is held by somebody of that name. */
function previewOf(flow: Flow, context: PlanContext, options: PreviewOptions, known: PreviewKnown) {
  const { things } = known;
  const dueDate = localDate(momentOf(flow.handovers.due, context), context.zone);
  const handover = { title: things, notes: '', to: 'teammate', fallback: null, dueDate };
  const own = Object.fromEntries(known.ownRoles.map(({ id, name }) => [id, { name, people: [id] }]));
  const departure = {
    leaver: leaverOf(context, options),
    manager: 'manager',
    requester: 'manager',
    cast: { hr: ['hr'], it: ['it'], admin: ['admin'], own },
    draft: {
      ...emptyDraft,
      kind: options.kind ?? flow.kinds[0] ?? null,
      workerType: options.workerType ?? flow.workerTypes[0] ?? null,
      handovers: [handover],
      equipment: options.equipment ? [things] : [],
      credentials: [things],
    },
  };
  const managesPeople = options.managesPeople === undefined ? null : options.managesPeople === 'yes';
  return { departure, ...planTasks(flow, departure, context, { leaving: new Set(), managesPeople }) };
}

interface PreviewKnown {
  /** What stands for each thing that a real departure names. */
  things: string;
  ownRoles: Organisation['ownRoles'];
}

function planTable(
  flow: Flow,
  context: PlanContext,
  { terminal, ownRoles, ...options }: PreviewOptions & Pick<Surroundings, 'terminal'> & Pick<PreviewKnown, 'ownRoles'>,
): string {
  const { lang, zone } = options;
  const words = previewWords(lang);
  const voice = voiceFor({ locale: lang, timeZone: zone });
  const at = clockOf(words.intl, zone, context.dates.lastWorkingDay.date.slice(0, 4));
  const { departure, tasks, inapplicable } = previewOf(flow, context, options, { things: words.each, ownRoles });
  const who = (id: string | null) =>
    id === null ? words.nobody : id === 'teammate' ? words.teammate : roleName(departure, id, voice);
  const farewellAt = momentOf(flow.farewell, context);
  const hearing = { ...departure, flow, tasks, farewellAt };
  const telling = flow.steps.find(({ id }) => id === flow.teamTold);
  const onceTold = telling === undefined ? [] : [afterStep(telling, voice)];
  const rows: { at: Instant; cells: string[] }[] = tasks.map((task) => {
    const step = flow.steps.find(({ id }) => id === task.flowStepId);
    const waits = step && task.approves === undefined ? waitPhrases(step, flow, voice) : [];
    const starts = task.startsAt > context.now ? [at(task.startsAt)] : [];
    const approves = task.approves === undefined ? [] : [words.onceDone];
    const told = task.approves === undefined && mayBeAskedFrom(hearing, task) === null ? onceTold : [];
    const begins = [...new Set([...starts, ...waits, ...approves, ...told])];
    return {
      at: task.dueAt,
      cells: [
        [
          task.nature === 'step' ? voice.localized(task.title) : words.natures[task.nature],
          ...stepPhrases(task, flow, departure, voice).filter((phrase) => !waits.includes(phrase)),
          ...(task.notes === null ? [] : [voice.localized(task.notes)]),
          ...(task.checklist ?? []).map(({ label }) => `☐ ${voice.localized(label)}`),
          ...(task.clauses ?? []).map((clause) => `§ ${voice.localized(clause)}`),
          ...(task.links ?? []).map(({ label, url }) => `${voice.localized(label)}: ${url}`),
        ].join('\n'),
        [who(task.assignee), ...task.candidates.map((id) => words.next(who(id)))].join('\n'),
        begins.length === 0 ? words.atOnce : begins.join('\n'),
        at(task.dueAt),
        task.reminders.map(at).join('\n') || '–',
        task.escalateAt && task.escalateTo[0] ? `${at(task.escalateAt)}\n→ ${who(task.escalateTo[0])}` : '–',
      ],
    };
  });
  const moment = (label: string, instant: Instant) =>
    rows.push({ at: instant, cells: [label, 'Relais', '', at(instant), '', ''] });
  moment(words.cutOff[flow.cutOff.mode], context.dates.cutOff.at);
  moment(words.farewell, leaverHearsFrom(hearing) ?? farewellAt);
  if (flow.survey) {
    moment(words.surveyOpens, momentOf(flow.survey.opens, context));
    moment(words.surveyCloses, momentOf(flow.survey.closes, context));
  }
  const table = new Table({
    head: words.head.map((title) => terminal.colours.bold(title)),
    // Colours are ours to decide: the table's own would end up in files and pipes too.
    style: { head: [], border: [] },
    colWidths: [48, 20, 24, 19, 19, 21],
    wordWrap: true,
  });
  for (const { cells } of rows.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))) table.push(cells);
  const title = `${voice.localized(flow.name)} (${flow.id}, ${words.version} ${flow.version}), ${zone}`;
  const left = inapplicable.flatMap(({ stepId, unmet }) => {
    const step = flow.steps.find(({ id }) => id === stepId);
    return step
      ? [`  ${stepTitle(step, voice, 150)}${words.colon} ${whyNot({ step, flow, about: departure }, unmet, voice)}`]
      : [];
  });
  return [title, table.toString(), ...(left.length > 0 ? [`${voice.t('step.none')}${words.colon}`, ...left] : [])].join(
    '\n',
  );
}

/** `Thu 4 Feb 17:00`; the year only where it is not that of the last day. */
function clockOf(intl: string, timeZone: string, year: string): (instant: Instant) => string {
  const parts = {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  } as const;
  const near = new Intl.DateTimeFormat(intl, { ...parts, timeZone });
  const far = new Intl.DateTimeFormat(intl, { ...parts, timeZone, year: 'numeric' });
  return (instant) =>
    (localDate(instant, timeZone).startsWith(year) ? near : far).format(new Date(instant)).replaceAll(',', '');
}
