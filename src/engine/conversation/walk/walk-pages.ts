import type { Dates } from '../../../domain/calendar/dates.ts';
import { localDate } from '../../../domain/calendar/time.ts';
import { decide } from '../../../domain/decide.ts';
import type { Departure } from '../../../domain/departure.ts';
import type { Thing } from '../../../domain/equipment/thing.ts';
import { evolve } from '../../../domain/evolve.ts';
import { countingFor, proposedCutOff } from '../../../domain/flow/dates-follow.ts';
import type { Flow } from '../../../domain/flow/flow.ts';
import { momentOf } from '../../../domain/flow/moment.ts';
import { leaverAsKnown } from '../../../domain/people/leaver.ts';
import { actionsOf, isKeepable } from '../../../domain/plan/plan-actions.ts';
import type { PlannedAction } from '../../../domain/systems/action.ts';
import type { Preflight } from '../../../domain/systems/look.ts';
import type { SharedAccount } from '../../../domain/tasks/shared-account.ts';
import type { FormView } from '../../../views/form-view.ts';
import type { WalkPage } from '../../../views/forms/fields.ts';
import type { ShownDates } from '../../../views/forms/walk-dates.ts';
import { walkDayForm } from '../../../views/forms/walk-day.ts';
import { walkKeptForm } from '../../../views/forms/walk-kept.ts';
import { walkPlanForm } from '../../../views/forms/walk-plan.ts';
import { walkWhoForm } from '../../../views/forms/walk-who.ts';
import { preflight } from '../../access/preflight.ts';
import { createEquipmentRegister, holdersOfPerson } from '../../equipment/register.ts';
import { type Cast, castOf, peopleOf } from '../../people/cast.ts';
import { sharedAccountsOf } from '../../people/shared-accounts.ts';
import { digest } from '../../sha256.ts';
import type { Reply } from '../conversation.ts';
import { formReply, refusalReply } from '../replies.ts';
import type { Turn } from '../turn.ts';
import { handingOver } from './handing-over.ts';
import { fittingFlows, pickedKind, whoKind } from './walk-kind.ts';
import { namedIn } from './walk-people.ts';

export function flowOf(turn: Turn, { draft }: Departure): Flow | null {
  return fittingFlows(turn, draft).find(({ id }) => id === draft.flowId) ?? null;
}

/** Where a draft goes on: at the first page until that is whole, then at the one that can be added to. */
export function nextOpenPage({ draft, manager }: Departure): WalkPage {
  return manager === null || !draft.kind || !draft.workerType || !draft.flowId ? 'who' : 'day';
}

/** Draws one page of the walk. */
export async function pageReply(turn: Turn, departure: Departure, page: WalkPage): Promise<Reply> {
  return page === 'plan' ? planReply(turn, departure) : formReply(await pageForm(turn, departure, page));
}

async function pageForm(turn: Turn, departure: Departure, page: Exclude<WalkPage, 'plan'>): Promise<FormView> {
  const { reader } = turn;
  switch (page) {
    case 'who': {
      const manager = departure.manager ? await turn.deps.directory.byId(departure.manager) : null;
      const found = await preflight(turn.deps, leaverAsKnown(departure));
      return walkWhoForm({
        reader,
        departureId: departure.id,
        echo: { leaver: leaverAsKnown(departure), manager, found },
        kind: whoKind(turn, pickedKind(turn, { leaver: departure.leaver, draft: departure.draft, said: null })),
      });
    }
    case 'day':
      return dayForm(turn, departure, { lent: await lentTo(turn, departure) });
    case 'kept': {
      const flow = flowOf(turn, departure);
      const candidates = flow ? await keepable(turn, departure, flow) : [];
      // Nothing to choose, or no flow that says so: the page before says what comes first.
      return flow && candidates.length > 0
        ? walkKeptForm({ reader, departure, flow, candidates })
        : dayForm(turn, departure, { lent: await lentTo(turn, departure) });
    }
  }
}

type DayPage = Parameters<typeof walkDayForm>[0];

/** The page of the last day; `dates` are what the draft holds or Relais proposes unless told. */
export function dayForm(
  turn: Turn,
  departure: Departure,
  more: Partial<Pick<DayPage, 'dates' | 'open' | 'problem' | 'suggested' | 'lent'>> = {},
): FormView {
  const flow = flowOf(turn, departure);
  return walkDayForm({
    ...{ reader: turn.reader, departure, flow, channel: turn.speaker.channel },
    dates: datesInWalk(turn, departure, flow),
    handingOver: handingOver(turn),
    ...more,
  });
}

/** What the page of the last day shows before anybody changes it. */
export function datesInWalk(turn: Turn, departure: Departure, flow: Flow | null): ShownDates {
  const { dates, lastDaySaid, nowConfirmed } = departure.draft;
  return {
    known: shownInWalk(turn, departure, flow),
    from: dates !== null ? 'chosen' : lastDaySaid !== undefined ? 'said' : 'proposed',
    when: nowConfirmed ? 'now' : 'scheduled',
  };
}

/** What the manager may keep out of the plan, as the systems tell it now: the groups of an old role. */
export async function keepable(turn: Turn, departure: Departure, flow: Flow): Promise<readonly PlannedAction[]> {
  if (flow.access !== 'old-role') return [];
  const { systems } = await preflight(turn.deps, leaverAsKnown(departure));
  return actionsOf(flow, systems, []).filter(isKeepable);
}

/**
 * The dates that the page of the last day shows. With "now", the cut-off of the draft is the instant of typing: a set
 * one is proposed in its place.
 */
export function shownInWalk(turn: Turn, departure: Departure, flow: Flow | null): Dates | null {
  const { dates, nowConfirmed } = departure.draft;
  if (dates === null) return suggestedDates(turn, departure, flow);
  if (!nowConfirmed || flow === null) return dates;
  const counting = countingFor(departure, { now: turn.now, calendar: turn.deps.calendar });
  return { ...dates, cutOff: { ...dates.cutOff, at: proposedCutOff(flow, dates, counting) } };
}

/**
 * The day that was written with the command, else a month from now, with the cut-off where the flow wants it: something
 * to correct is easier than nothing.
 */
function suggestedDates(turn: Turn, departure: Departure, flow: Flow | null): Dates | null {
  if (!flow) return null;
  const zone = departure.leaver.timeZone;
  const calendar = turn.deps.calendar;
  const context = (dates: Dates) => ({ now: turn.now, dates, zone, country: departure.leaver.country, calendar });
  const today = localDate(turn.now, zone);
  const placeholder: Dates = {
    lastWorkingDay: { date: today, zone },
    contractEnd: { date: today, zone },
    cutOff: { at: turn.now, zone },
  };
  const month = { from: 'planned', offset: 20, unit: 'business-days' } as const;
  const day = departure.draft.lastDaySaid ?? localDate(momentOf(month, context(placeholder)), zone);
  const dates = { ...placeholder, lastWorkingDay: { date: day, zone }, contractEnd: { date: day, zone } };
  return { ...dates, cutOff: { at: momentOf(flow.cutOff.suggested, context(dates)), zone } };
}

/** What the register says that the leaver was lent; nothing for whoever stays in the company and keeps it. */
async function lentTo(turn: Turn, departure: Departure): Promise<readonly Thing[]> {
  const { deps } = turn;
  if (flowOf(turn, departure)?.access === 'old-role') return [];
  return createEquipmentRegister(deps.store.notes).of(holdersOfPerson(leaverAsKnown(departure)));
}

export interface Submission {
  flow: Flow;
  preflight: Preflight;
  cast: Cast['ids'];
  ownRoles: Cast['own'];
  managesPeople: boolean | null;
  people: Departure['people'];
  lent: { things: Thing[]; all: boolean };
  sharedAccounts: SharedAccount[];
}

/** Everything a plan is made of, gathered anew: systems asked, roles looked up. Null while no flow is chosen. */
export async function gather(turn: Turn, departure: Departure): Promise<Submission | null> {
  const flow = flowOf(turn, departure);
  if (!flow) return null;
  const [found, cast, people, things, shared] = await Promise.all([
    preflight(turn.deps, leaverAsKnown(departure)),
    castOf(turn.deps, flow),
    peopleOf(turn.deps, namedIn(departure)),
    lentTo(turn, departure),
    sharedAccountsOf(turn.deps, leaverAsKnown(departure)),
  ]);
  return {
    ...{ flow, preflight: found, cast: cast.ids, ownRoles: cast.own },
    managesPeople: turn.deps.directory.managesPeople(departure.leaver),
    people: { ...shared.people, ...cast.people, ...people },
    sharedAccounts: shared.accounts,
    // What the page proposed and its reader took out stays out.
    lent: { things: [...things], all: false },
  };
}

/** The plan as it would be: decided and applied, and thrown away. */
async function planReply(turn: Turn, departure: Departure): Promise<Reply> {
  const submission = await gather(turn, departure);
  if (!submission) return refusalReply(turn, { code: 'draft-incomplete', params: { field: 'flow' } });
  const context = {
    now: turn.now,
    actor: turn.actor,
    calendar: turn.deps.calendar,
    digest,
    leaving: new Set<string>(),
  };
  const decision = decide(departure, { type: 'plan.submit', ...submission }, context);
  if (decision.type === 'refused') return refusalReply(turn, decision.refusal);
  let planned = departure;
  for (const event of decision.events) planned = evolve(planned, { at: turn.now, by: turn.actor.id, event });
  const preview = {
    flow: submission.flow,
    tasks: planned.tasks,
    actions: planned.revocations.map(({ action }) => action),
    systems: submission.preflight.systems,
    kept: planned.kept,
    handingOver: handingOver(turn),
    inapplicable: planned.inapplicable ?? [],
  };
  return formReply(
    walkPlanForm({
      reader: turn.reader,
      departure: { ...departure, people: planned.people, cast: planned.cast },
      preview,
    }),
  );
}
