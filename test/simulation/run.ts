import { addDays, day, hour, instantOf, localDate, minute } from '../../src/domain/calendar/time.ts';
import type { Draft } from '../../src/domain/lifecycle/draft.ts';
import { listedStages } from '../support/memory/memory-system.ts';
import { ending } from './ending.ts';
import type { Outside } from './outside.ts';
import type { DeparturePlan, Scenario } from './scenario.ts';
import { type Step, type Trouble, type Way, ways } from './steps.ts';
import { type PersonActor, stale, whoMay, wishesOf } from './wishes.ts';
import { createWorld, type World } from './world.ts';

/** Plays a scenario to its end, and gives back the world with everything that was recorded. */
export async function play(scenario: Scenario): Promise<World> {
  const random = Math.random;
  Math.random = dice(scenario.dice);
  try {
    const world = await createWorld(scenario);
    for (const plan of scenario.departures) await begin(world, plan, scenario);
    for (const step of scenario.steps) await take(world, step);
    await ending(world);
    if (scenario.afterwards) {
      for (const step of scenario.later) await take(world, step);
      await world.advance(world.outside.clock.now().getTime() + 9 * day);
    }
    return world;
  } finally {
    Math.random = random;
  }
}

/** A small generator (mulberry32), so that the jitter of a run is its own. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function actorFor({ company }: Outside, id: string): PersonActor {
  return { type: 'person', id, roles: company.rolesOf(id) };
}

async function begin(world: World, plan: DeparturePlan, scenario: Scenario): Promise<void> {
  const { outside } = world;
  const { company, clock } = outside;
  const [node] = world.nodes();
  if (!node) return;
  const leaver = company.person(plan.leaver);
  const hr = company.roles.hr.find((name) => name !== plan.leaver);
  const requester = actorFor(outside, scenario.dice % 3 === 0 && hr ? hr : 'max');
  const begun = await node.engine.begin(
    {
      type: 'draft.start',
      leaver,
      manager: 'max',
      people: Object.fromEntries(company.people.map((person) => [person.id, person])),
    },
    requester,
  );
  if (begun.type === 'refused') return;
  const { id } = begun.departure;
  const now = clock.now().toISOString();
  const zone = leaver.timeZone;
  const last = addDays(localDate(now, zone), plan.notice);
  const chosen = plan.cutOffAt === null ? now : instantOf(last, plan.cutOffAt, zone);
  const isNow = chosen <= now;
  const patch: Partial<Draft> = {
    kind: 'resignation',
    workerType: 'employee',
    // Whoever confirms this has access ended at once, whatever the dates say.
    nowConfirmed: isNow,
    dates: {
      lastWorkingDay: { date: last, zone },
      contractEnd: { date: addDays(last, plan.leave), zone },
      cutOff: { at: isNow ? now : chosen, zone },
    },
    handovers: plan.handovers
      .filter(({ to, fallback }) => to !== plan.leaver && fallback !== plan.leaver)
      .map(({ to, fallback, daysBefore }, index) => ({
        title: `Service ${index}`,
        notes: '',
        to,
        fallback,
        dueDate: addDays(last, -daysBefore),
      })),
    equipment: Array.from({ length: plan.equipment }, () => 'Laptop'),
    credentials: Array.from({ length: plan.credentials }, () => 'Shared login'),
    cardChannel: plan.inChannel ? { channel: 'slack', id: 'C-private' } : null,
  };
  await world.ask(id, { type: 'draft.edit', patch }, { actor: requester, node });
  await world.ask(id, { type: 'plan.submit' }, { actor: requester, node });
}

async function take(world: World, step: Step): Promise<void> {
  const { outside } = world;
  const { clock } = outside;
  const now = clock.now().getTime();
  switch (step.do) {
    case 'wait':
      return world.advance(now + step.minutes * minute);
    case 'wait-for': {
      const cutOffs = world.ids().flatMap((id) => Date.parse(world.state(id).dates?.cutOff.at ?? '') || []);
      const next = step.what === 'wake' ? world.nextInstant() : cutOffs.find((at) => at > now);
      return world.advance(Math.min((next ?? now) + step.minutes * minute, now + 30 * 24 * hour));
    }
    case 'ask':
      return ask(world, step);
    case 'trouble':
      return trouble(world, step);
    case 'crash': {
      const node = world.nodes()[step.node];
      if (!node?.alive()) return;
      node.crashAt(step.calls, step.side);
      outside.timers.add({ at: now + step.minutes * minute + 1, fire: () => void revive(world, node.name) });
      return;
    }
    case 'wake': {
      if (step.how === 'lost') return outside.wakes.clear();
      for (const node of step.how === 'both' ? world.up() : world.up().slice(0, 1))
        for (const id of world.ids()) void node.engine.reconcile(id);
      return world.quiet();
    }
    case 'jump':
      return jump(world, now + step.minutes * minute);
    case 'outside':
      return change(outside, step);
  }
}

/** A node that was to die and did not yet is left to; it comes back when it did. */
async function revive(world: World, name: string): Promise<void> {
  const dead = world.nodes().find((node) => node.name === name && !node.alive());
  if (dead) return world.restart(name);
  const { timers, clock } = world.outside;
  if (world.nodes().some((node) => node.name === name && node.doomed()))
    timers.add({ at: clock.now().getTime() + 5 * minute, fire: () => void revive(world, name) });
}

async function ask(world: World, step: Step & { do: 'ask' }): Promise<void> {
  const { outside } = world;
  const { company, clock, recording } = outside;
  const ids = world.ids();
  const id = ids[step.pick % ids.length];
  const node = world.nodes()[step.node];
  if (!id || !node?.alive()) return;
  const state = world.state(id);
  const now = clock.now().toISOString();
  const wishes = wishesOf(step.family, state, company, now);
  const wish = wishes[step.pick % Math.max(wishes.length, 1)];
  if (!wish) return;
  const able = step.by === 'fit' ? whoMay(state, wish, { company, now }) : [actorFor(outside, step.by)];
  const actor = able[step.pick % Math.max(able.length, 1)];
  if (!actor) return;
  const hashes = recording.commits.flatMap((one) => (one.state.id === id ? (one.state.planHash ?? []) : []));
  const given = step.stale ? stale(wish, hashes.find((hash) => hash !== state.planHash) ?? 'an older plan') : wish;
  const other = world.nodes().find((one) => one !== node && one.alive());
  // The second click comes before the first was answered.
  const again = { no: null, here: node, there: other ?? node }[step.twice];
  const asked = [world.ask(id, given, { actor, node })];
  if (again) asked.push(world.ask(id, given, { actor, node: again }));
  await Promise.all(asked);
}

/** Whether it is the connection that is in trouble, and the system is well. */
function isOfTheWay(trouble: Trouble): trouble is Way {
  return ways.some((way) => way === trouble);
}

async function trouble(world: World, step: Step & { do: 'trouble' }): Promise<void> {
  const { outside } = world;
  const { systems, channel, troubles, timers, clock } = outside;
  const system = systems[step.pick % systems.length];
  const place = step.place === 'system' && system ? system.connector.id : step.place;
  const { trouble } = step;
  troubles.set(place, trouble);
  if (step.place === 'system' && system) system.mood = isOfTheWay(trouble) ? 'well' : trouble;
  if (step.place === 'channel')
    channel.mood = trouble === 'down' || trouble === 'throttled' || trouble === 'loses-answers' ? trouble : 'well';
  timers.add({
    at: clock.now().getTime() + step.minutes * minute,
    fire: () => {
      if (troubles.get(place) !== trouble) return;
      troubles.delete(place);
      if (step.place === 'system' && system) system.mood = 'well';
      if (step.place === 'channel') channel.mood = 'well';
    },
  });
}

/**
 * Nothing is under way when a machine falls asleep: what was asked before was answered, or lost, long ago when it
 * wakes.
 */
async function jump(world: World, to: number): Promise<void> {
  const { clock, underWay } = world.outside;
  do await world.advance(clock.now().getTime() + minute);
  while (underWay.size > 0);
  await world.sleep(to);
}

function change(outside: Outside, { happens, pick }: Step & { do: 'outside' }): void {
  const { systems, clock, channel, identitySince, company, recording } = outside;
  const system = systems[pick % systems.length];
  if (!system) return;
  const use = (lag: number) => {
    const at = clock.now();
    const toldFrom = new Date(at.getTime() + lag);
    system.use(at, toldFrom);
    recording.uses.push({
      order: recording.next(),
      system: system.connector.id,
      at: at.toISOString(),
      toldFrom: toldFrom.toISOString(),
    });
  };
  switch (happens) {
    case 'restored':
      for (const { email } of company.people) system.restore(email);
      return;
    case 'used':
      use(0);
      return;
    case 'used-told-late':
      use(26 * hour);
      return;
    case 'item-appears': {
      const stage = listedStages[pick % listedStages.length] ?? 'groups';
      const effect = pick % 4 === 3 ? 'destructive' : 'reversible';
      for (const { email } of company.people) system.grow(email, stage, `new-${pick}`, effect);
      return;
    }
    case 'account-appears':
      for (const { email } of company.people) system.addAccount(email);
      return;
    case 'comes-back':
      for (const { email } of company.people) system.reopen(email, pick);
      return;
    case 'signs-in':
      for (const { email } of company.people) system.signIn(email);
      return;
    case 'closed-by-hand':
      for (const { email } of company.people) system.closeByHand(email);
      return;
    case 'things-renamed':
      system.renameThings();
      return;
    case 'things-recreated':
      for (const { email } of company.people) system.recreateThings(email);
      return;
    case 'drifts':
      for (const { email } of company.people) system.drift(email);
      return;
    case 'message-deleted': {
      const message = channel.messages[pick % Math.max(channel.messages.length, 1)];
      if (message) channel.remove(message.ref.message);
      return;
    }
    case 'recreated':
    case 'gone':
    case 'protected':
    case 'as-planned':
      system.identity = happens;
      identitySince.set(system.connector.id, clock.now().getTime());
  }
}
