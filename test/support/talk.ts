import { pino } from 'pino';
import { expect } from 'vitest';
import type { Person } from '../../src/domain/people/people.ts';
import type { Conversation, Reply } from '../../src/engine/conversation/conversation.ts';
import { createConversation } from '../../src/engine/conversation/create-conversation.ts';
import type { EngineDeps } from '../../src/engine/deps.ts';
import { type ActName, act as actRef } from '../../src/views/act-names.ts';
import type { FormView } from '../../src/views/form-view.ts';
import { createMemoryWorld, type MemoryWorld, type TestPersonName, testPeople } from './memory/memory-world.ts';

export interface Talk {
  world: MemoryWorld;
  /** Does one act and returns the answer; an unexpected failure fails the test with its cause. */
  say(who: TestPersonName | Person, name: ActName, more?: Partial<Said>): Promise<Reply>;
}

interface Said {
  id: string | null;
  target: string;
  seen: string | number;
  values: Record<string, string | readonly string[] | null>;
  words: (string | { personId: string })[];
}

/** Speaks with Relais as its channels do, in a world in memory; `more` is what it is made with besides. */
export async function talk(more: Partial<EngineDeps> = {}): Promise<Talk> {
  const world = await createMemoryWorld();
  const failures: unknown[] = [];
  const log = pino({ level: 'error' }, { write: (line: string) => void failures.push(JSON.parse(line)) });
  const deps = { ...world.deps, ...more, log };
  const conversation: Conversation = createConversation(deps, world.engine);
  return {
    world,
    async say(who, name, { id = null, target, seen, values, words = [] } = {}) {
      const person = typeof who === 'string' ? testPeople[who] : who;
      const ref = actRef(name, id, {
        ...(target === undefined ? {} : { target }),
        ...(seen === undefined ? {} : { seen }),
      });
      const reply = await conversation.act({ ref, values: values ?? null, words }, { person, channel: 'slack' });
      await world.engine.idle();
      expect(failures).toEqual([]);
      return reply;
    },
  };
}

export function formOf(reply: Reply): FormView {
  if (reply.type !== 'form') throw new Error(`expected a form, got ${JSON.stringify(reply)}`);
  return reply.form;
}

/** What the walk’s page of the last day is filled in with, every fold open. */
export const dates = {
  lastWorkingDay: '2026-03-20',
  contractEnd: '2026-03-31',
  zone: 'Europe/Paris',
  when: 'scheduled',
  cutOffDate: '2026-03-20',
  cutOffTime: '18:00',
};

/** From `/offboard` to the plan; returns the draft's id and the plan's form. */
export async function walk({ world, say }: Talk, who: TestPersonName = 'manager', kind = 'resignation') {
  formOf(await say(who, 'start', { words: [{ personId: 'alex' }] }));
  const form = formOf(
    await say(who, 'walk.who', { values: { leaver: 'alex', manager: 'maya', kind, workerType: 'employee' } }),
  );
  const id = form.submit?.act.departureId ?? '';
  await say(who, 'handover.form', { id, target: 'new' });
  await say(who, 'handover.save', {
    id,
    target: 'new',
    values: { title: 'Billing', notes: 'See the wiki', to: 'priya', fallback: 'jonas', dueDate: '2026-03-19' },
  });
  const values = { ...dates, equipment: 'Laptop\n\nBadge ', credentials: 'Status page', cardChannel: null };
  const plan = formOf(await say(who, 'walk.day', { id, values }));
  expect(plan.kind).toBe('plan');
  return { id, plan, world };
}

/** Walks to the plan and starts it; the id of the departure. */
export async function started(talking: Talk) {
  const { id, plan } = await walk(talking);
  const reply = await talking.say('manager', 'walk.submit', { id, seen: plan.submit?.act.seen ?? '' });
  expect(reply).toMatchObject({ type: 'done' });
  return id;
}
