import PQueue from 'p-queue';
import { z } from 'zod';
import { plus, second, toInstant } from '../../domain/calendar/time.ts';
import type { PersonCommand } from '../../domain/command.ts';
import type { Departure } from '../../domain/departure.ts';
import { leaverAsKnown } from '../../domain/people/leaver.ts';
import type { Actor } from '../../domain/people/people.ts';
import { type Refusal, refuse } from '../../domain/refusal.ts';
import type { Wave, WaveMember } from '../../domain/waves/wave.ts';
import { allEnded } from '../concurrency/all-ended.ts';
import type { EngineDeps } from '../deps.ts';
import { createEquipmentRegister, holdersOfPerson } from '../equipment/register.ts';
import { castOf, peopleOf } from '../people/cast.ts';
import { sharedAccountsOf } from '../people/shared-accounts.ts';
import type { Store } from '../ports/store.ts';
import { begin, transact } from '../transact.ts';
import { type AskingOfMany, askingOfMany, beside } from './ask-systems.ts';
import { type RowPlan, rowPlanSchema } from './check-rows.ts';
import { actorOf, note } from './note-of-wave.ts';
import { spreadOut } from './spread-out.ts';
import { readWave } from './wave-journal.ts';
import { stateOfWave } from './wave-state.ts';

/** For how long people are begun with before the card says how far it is, in milliseconds. */
export const stretch = 15 * second;

/** What each departure is planned from, by its id, until all are planned. */
const plansSchema = z.record(z.string(), rowPlanSchema);

/** Keeps what the departures of a wave are planned from. Before the wave is opened, so that none is without it. */
export async function keepRowPlans(
  { notes }: Pick<Store, 'notes'>,
  id: string,
  plans: Readonly<Record<string, RowPlan>>,
): Promise<void> {
  await notes.write(plansKey(id), plans);
}

/** Whoever is woken by something that a departure of the wave was asked. */
export interface Woken {
  reconcile(id: string): void;
  /** Brings the wave's card to what it is by now. */
  show(): Promise<void>;
}

/**
 * Plans whoever has no plan, for a while; then spreads the cut-offs once everybody has one. Tells whether there is more
 * to do at once.
 */
export async function planAll(deps: EngineDeps, wave: Wave, woken: Woken): Promise<boolean> {
  const plans = plansSchema.catch({}).parse(await deps.store.notes.read(plansKey(wave.id)));
  const actor = await actorOf(deps, wave.by);
  // Whoever began it sees at once that it goes on.
  await woken.show();
  const asking = askingOfMany(deps);
  const queue = new PQueue({ concurrency: beside });
  const until = plus(toInstant(deps.clock.now()), stretch);
  const isOver = () => toInstant(deps.clock.now()) >= until;
  await allEnded(
    wave.members.map((member) =>
      queue.add(async () => {
        if (member.problem !== null || isOver() || deps.gates.areClosed()) return;
        const planning = { wave, member, plan: plans[member.departure] ?? null, actor, asking };
        const refusal = await planOne(deps, planning);
        if (refusal) await note(deps, wave.id, { type: 'member-failed', departure: member.departure, ...refusal });
      }),
    ),
  );
  if (deps.gates.areClosed()) return false;
  const current = await readWave(deps.store, wave.id);
  if (current === null) return false;
  const state = await stateOfWave(deps, current);
  // The rest follows in the next stretch, or somebody's failed in a way that passes: then the sweep tries again.
  if (state.people.some(({ member, departure }) => member.problem === null && hasNoPlan(departure))) return isOver();
  const floors = await spreadOut(deps, state, actor);
  await note(deps, wave.id, { type: 'planned', floors });
  // Whom the list named is in the departures now.
  await deps.store.notes.write(plansKey(wave.id), null);
  for (const { member } of state.people) woken.reconcile(member.departure);
  return true;
}

function hasNoPlan(departure: Departure | null): boolean {
  return departure === null || departure.status === 'draft';
}

interface Planning {
  wave: Wave;
  member: WaveMember;
  plan: RowPlan | null;
  actor: Actor & { type: 'person' };
  asking: AskingOfMany;
}

/** From nothing, or from wherever it was left, to a plan; why not, where nobody can. */
async function planOne(deps: EngineDeps, { wave, member, plan, actor, asking }: Planning): Promise<Refusal | null> {
  const id = member.departure;
  let state = await deps.store.departures.load(id);
  if (state !== null && state.status !== 'draft')
    return state.flow === null ? refuse('wrong-status', { status: state.status }).refusal : null;
  if (plan === null) return refuse('not-found').refusal;
  const flow = deps.flows.find((one) => one.id === plan.flowId && one.confidential);
  if (flow === undefined) return refuse('draft-incomplete', { field: 'flow' }).refusal;
  if (state === null) {
    const leaver = await deps.directory.byId(plan.leaver);
    if (leaver === null) return refuse('not-found').refusal;
    const people = await peopleOf(deps, [plan.leaver, plan.manager, plan.heir, wave.by]);
    const part = { id: wave.id, members: wave.members.map(({ person }) => person) };
    const command = { type: 'draft.start', leaver, manager: plan.manager, people, wave: part } as const;
    const begun = await begin({ ...deps, newId: () => id }, command, actor);
    state = await deps.store.departures.load(id);
    if (state === null) return begun.type === 'refused' ? begun.refusal : refuse('not-found').refusal;
  }
  const { kind, workerType, dates, heir, flowId } = plan;
  const edited = await transact(
    deps,
    id,
    { type: 'draft.edit', patch: { kind, workerType, flowId, dates, ...(heir !== null && { heir }) } },
    actor,
  );
  if (edited.type === 'refused') return discarded(deps, { id, refusal: edited.refusal, actor });
  const [found, cast, people, things, shared] = await Promise.all([
    asking.preflight(leaverAsKnown(edited.departure)),
    castOf(deps, flow),
    peopleOf(deps, [plan.manager, plan.heir, wave.by, plan.leaver]),
    createEquipmentRegister(deps.store.notes).of(holdersOfPerson(leaverAsKnown(edited.departure))),
    sharedAccountsOf(deps, leaverAsKnown(edited.departure)),
  ]);
  // This process ends; the next one asks.
  if (found === null) return null;
  const command: PersonCommand = {
    type: 'plan.submit',
    ...{ flow, preflight: found, cast: cast.ids, ownRoles: cast.own },
    managesPeople: deps.directory.managesPeople(edited.departure.leaver),
    people: { ...shared.people, ...cast.people, ...people },
    sharedAccounts: shared.accounts,
    lent: { things: [...things], all: true },
  };
  const submitted = await transact(deps, id, command, actor);
  return submitted.type === 'refused' ? discarded(deps, { id, refusal: submitted.refusal, actor }) : null;
}

/** A draft that nobody can plan is thrown away, unless another process has planned it meanwhile. */
async function discarded(
  deps: EngineDeps,
  { id, refusal, actor }: { id: string; refusal: Refusal; actor: Actor },
): Promise<Refusal | null> {
  const thrown = await transact(deps, id, { type: 'draft.discard' }, actor);
  return thrown.type === 'done' ? refusal : null;
}

function plansKey(id: string): string {
  return `wave-plans/${id}`;
}
