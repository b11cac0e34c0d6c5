import PQueue from 'p-queue';
import { z } from 'zod';
import { type Instant, minute, toInstant } from '../../domain/calendar/time.ts';
import type { PersonCommand } from '../../domain/command.ts';
import type { Departure } from '../../domain/departure.ts';
import { leaverAsKnown } from '../../domain/people/leaver.ts';
import type { Actor } from '../../domain/people/people.ts';
import type { Refusal } from '../../domain/refusal.ts';
import { happened, refuse } from '../../domain/refusal.ts';
import { spread } from '../../domain/waves/spread.ts';
import { standingOf } from '../../domain/waves/standing.ts';
import type { Floor, Wave, WaveEvent, WaveMember } from '../../domain/waves/wave.ts';
import { preflight } from '../access/preflight.ts';
import { allEnded } from '../concurrency/all-ended.ts';
import type { EngineDeps } from '../deps.ts';
import { castOf, peopleOf } from '../people/cast.ts';
import type { Store } from '../ports/store.ts';
import { begin, transact } from '../transact.ts';
import { type RowPlan, rowPlanSchema } from './check-rows.ts';
import { changeWave, readWave, registerWave } from './wave-journal.ts';
import { stateOfWave, type WaveState } from './wave-state.ts';

/** How long one process may be at a wave before another tries; what both do is done once all the same. */
const turnLasts = 2 * minute;
/** People planned beside one another: each asks every system. */
const beside = 8;

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
}

/**
 * Brings a wave to what should be true: plans whoever has no plan, spreads the cut-offs over what systems take, gives each confirmation of the
 * wave in each of its departures, and says when nothing is to come any more. Every step is found anew from what is kept, and can be repeated:
 * a process may die anywhere, and two may be at it.
 */
export async function workOnWave(deps: EngineDeps, id: string, woken: Woken): Promise<void> {
  const now = deps.clock.now().getTime();
  const lock = `wave/${id}`;
  if ((await deps.store.once.take(lock, now, now + turnLasts)) !== 'taken') return;
  try {
    // Somebody may confirm while this is going on: what is there by then is done too.
    while (!deps.gates.areClosed() && (await step(deps, id, woken)));
  } finally {
    await deps.store.once.giveBack(lock);
  }
}

/** The next thing to do; false when there is none. */
async function step(deps: EngineDeps, id: string, woken: Woken): Promise<boolean> {
  const wave = await readWave(deps.store, id);
  if (wave === null) {
    await registerWave(deps.store, id, false);
    return false;
  }
  if (wave.status === 'ended') {
    await registerWave(deps.store, id, false);
    return false;
  }
  if (wave.status === 'planning') return planAll(deps, wave, woken);
  const waiting = wave.confirmations.findIndex(({ applied }) => !applied);
  if (waiting >= 0) return apply(deps, wave, waiting, woken);
  return end(deps, wave);
}

async function planAll(deps: EngineDeps, wave: Wave, woken: Woken): Promise<boolean> {
  const plans = plansSchema.catch({}).parse(await deps.store.notes.read(plansKey(wave.id)));
  const actor = await actorOf(deps, wave.by);
  const queue = new PQueue({ concurrency: beside });
  await allEnded(
    wave.members.map((member) =>
      queue.add(async () => {
        if (member.problem !== null || deps.gates.areClosed()) return;
        const refusal = await planOne(deps, { wave, member, plan: plans[member.departure] ?? null, actor });
        if (refusal) await note(deps, wave.id, { type: 'member-failed', departure: member.departure, ...refusal });
      }),
    ),
  );
  if (deps.gates.areClosed()) return false;
  const current = await readWave(deps.store, wave.id);
  if (current === null) return false;
  const state = await stateOfWave(deps, current);
  // Somebody's may have failed in a way that passes: the sweep tries again.
  if (state.people.some(({ member, departure }) => member.problem === null && departure?.status === 'draft'))
    return false;
  const floors = await spreadOut(deps, state, actor);
  await note(deps, wave.id, { type: 'planned', floors });
  // Whom the list named is in the departures now.
  await deps.store.notes.write(plansKey(wave.id), null);
  for (const { member } of state.people) woken.reconcile(member.departure);
  return true;
}

interface Planning {
  wave: Wave;
  member: WaveMember;
  plan: RowPlan | null;
  actor: Actor & { type: 'person' };
}

/** From nothing, or from wherever it was left, to a plan; why not, where nobody can. */
async function planOne(deps: EngineDeps, { wave, member, plan, actor }: Planning): Promise<Refusal | null> {
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
  const [found, cast, people] = await Promise.all([
    preflight(deps, leaverAsKnown(edited.departure)),
    castOf(deps, flow),
    peopleOf(deps, [plan.manager, plan.heir, wave.by, plan.leaver]),
  ]);
  const command: PersonCommand = {
    type: 'plan.submit',
    ...{ flow, preflight: found, cast: cast.ids, ownRoles: cast.own },
    managesPeople: deps.directory.managesPeople(edited.departure.leaver),
    people: { ...cast.people, ...people },
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

/** What one account and one action ask of their system at least: a search, two looks; a call and a read-back. */
const callsPerAccount = 3;
const callsPerAction = 2;

/** Moves each cut-off to where the limits of systems have room for it, and says what they take. */
async function spreadOut(deps: EngineDeps, { people }: WaveState, actor: Actor): Promise<Floor[]> {
  const perMinute = Object.fromEntries([...deps.connectors.values()].map((one) => [one.id, one.perMinute ?? null]));
  const planned = people.flatMap(({ member, departure }) =>
    departure?.status === 'active' && departure.runStartedAt === null && departure.dates
      ? [{ member, departure, dates: departure.dates, calls: callsOf(departure) }]
      : [],
  );
  const starts = spread(
    planned.map(({ member, calls }) => ({ departure: member.departure, from: member.from, calls })),
    perMinute,
  );
  for (const { departure, dates } of planned) {
    const at: Instant = starts.get(departure.id) ?? dates.cutOff.at;
    if (at === dates.cutOff.at) continue;
    const moved = { ...dates, cutOff: { ...dates.cutOff, at } };
    await transact(deps, departure.id, { type: 'departure.reschedule', dates: moved }, actor);
  }
  return floorsOf(planned, perMinute, deps);
}

function callsOf({ revocations, accounts }: Departure): Record<string, number> {
  const calls: Record<string, number> = {};
  const add = (system: string, count: number) => {
    calls[system] = (calls[system] ?? 0) + count;
  };
  for (const { system } of accounts) add(system, callsPerAccount);
  for (const { action } of revocations) if (!action.manual) add(action.system, callsPerAction);
  return calls;
}

function floorsOf(
  planned: readonly { calls: Readonly<Record<string, number>> }[],
  perMinute: Readonly<Record<string, number | null>>,
  { connectors }: Pick<EngineDeps, 'connectors'>,
): Floor[] {
  const total: Record<string, number> = {};
  for (const { calls } of planned)
    for (const [system, count] of Object.entries(calls)) total[system] = (total[system] ?? 0) + count;
  return Object.entries(total).map(([system, calls]) => ({
    ...{ system, calls, perMinute: perMinute[system] ?? null },
    label: connectors.get(system)?.label ?? system,
  }));
}

/** Gives one confirmation of the wave in each departure, as that person, and lets those go whom they left out. */
async function apply(deps: EngineDeps, wave: Wave, index: number, woken: Woken): Promise<boolean> {
  const confirmation = wave.confirmations[index];
  if (confirmation === undefined) return false;
  const { by, plans } = confirmation;
  for (const { departure, left } of wave.members) {
    if (deps.gates.areClosed()) return false;
    if (left !== null) {
      const state = await deps.store.departures.load(departure);
      if (state?.wave?.leftAt !== undefined || state === null) continue;
      await transact(deps, departure, { type: 'wave.leave' }, await actorOf(deps, left.by));
    } else {
      const planHash = plans[departure];
      if (planHash === undefined) continue;
      // Whatever that departure says against it, for example that its plan changed since, is what its line on the card says.
      await transact(deps, departure, { type: 'access.confirm', planHash }, await actorOf(deps, by));
    }
    woken.reconcile(departure);
  }
  await note(deps, wave.id, { type: 'applied', confirmation: index });
  return true;
}

const over: ReadonlySet<string> = new Set(['failed', 'left', 'closed', 'stopped', 'gone']);

async function end(deps: EngineDeps, wave: Wave): Promise<boolean> {
  const { people } = await stateOfWave(deps, wave);
  const now = toInstant(deps.clock.now());
  if (!people.every(({ member, departure }) => over.has(standingOf(member, departure, now)))) return false;
  await note(deps, wave.id, { type: 'ended' });
  return true;
}

/** What Relais itself adds to a wave's journal; nothing where another process has done so already. */
async function note(deps: EngineDeps, id: string, event: WaveEvent): Promise<void> {
  await changeWave(deps, id, {
    by: 'system',
    decide: (wave) => (wave === null || isThere(wave, event) ? happened() : happened(event)),
  });
}

function isThere(wave: Wave, event: WaveEvent): boolean {
  switch (event.type) {
    case 'member-failed':
      return wave.members.some(({ departure, problem }) => departure === event.departure && problem !== null);
    case 'planned':
      return wave.status !== 'planning';
    case 'applied':
      return wave.confirmations[event.confirmation]?.applied ?? true;
    case 'ended':
      return wave.status === 'ended';
    case 'opened':
    case 'confirmed':
      return false;
  }
}

/** Somebody with the rights that they have now. */
async function actorOf(deps: EngineDeps, id: string): Promise<Actor & { type: 'person' }> {
  const person = await deps.directory.byId(id);
  return { type: 'person', id, roles: person === null ? [] : deps.directory.rolesOf(person) };
}

function plansKey(id: string): string {
  return `wave-plans/${id}`;
}
