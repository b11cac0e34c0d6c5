import { pino } from 'pino';
import { expect } from 'vitest';
import type { Flow } from '../../src/domain/flow/flow.ts';
import type { Person } from '../../src/domain/people/people.ts';
import type { Wave } from '../../src/domain/waves/wave.ts';
import type { Reply } from '../../src/engine/conversation/conversation.ts';
import { createConversation } from '../../src/engine/conversation/create-conversation.ts';
import { createEngine, type Engine } from '../../src/engine/engine.ts';
import { readWave, waveIds } from '../../src/engine/waves/wave-journal.ts';
import { type ActName, act } from '../../src/views/act-names.ts';
import type { CardView } from '../../src/views/card-view.ts';
import type { FormView } from '../../src/views/form-view.ts';
import { createMemoryWorld, type MemoryWorld, testFlow, testPeople, testPerson } from './memory/memory-world.ts';
import { formOf } from './talk.ts';
import { formTexts } from './view-text.ts';

/** A reduction: confidential, by the clock, confirmed by two people of IT. */
const waveFlow: Flow = {
  ...testFlow,
  id: 'test-reduction',
  kinds: ['redundancy'],
  confidential: true,
  confirmation: { ...testFlow.confirmation, confirmers: [{ role: 'it', count: 2 }] },
};

export interface WaveWorld {
  world: MemoryWorld;
  people: readonly Person[];
  say(who: Person, name: ActName, more?: Said): Promise<Reply>;
  /** Another process on the same store. */
  process(): Engine;
  list(rows: string, more?: Record<string, string>): Promise<FormView>;
  /** From a list to a wave with a plan for everybody; by HR. */
  begun(rows: string, more?: Record<string, string>): Promise<Wave>;
  wave(): Promise<Wave>;
  /** As this person, for what they see now. */
  confirm(who: Person, leaveOut?: string): Promise<Reply>;
  card(who: Person): CardView | undefined;
}

interface Said {
  target?: string;
  seen?: string | number;
  id?: string;
  values?: Record<string, string | readonly string[] | null>;
  words?: (string | { personId: string })[];
}

/** A company in memory with so many people of Maya's beside the usual ones. */
export async function waveWorld(count: number): Promise<WaveWorld> {
  const world = await createMemoryWorld();
  world.deps.flows = [waveFlow, ...world.deps.flows];
  const people = Array.from({ length: count }, (_, index) =>
    testPerson(`p${index + 1}`, `Zelda Quill ${index + 1}`, { managerId: 'maya' }),
  );
  for (const person of people) await world.deps.store.people.save(person);
  const failures: unknown[] = [];
  const log = pino({ level: 'error' }, { write: (line: string) => void failures.push(JSON.parse(line)) });
  const deps = { ...world.deps, log };
  const conversation = createConversation(deps, world.engine);
  const settled = async () => {
    await world.engine.idle();
    expect(failures).toEqual([]);
  };
  const made: WaveWorld = {
    world,
    people,
    async say(person, name, { target, seen, id, values, words = [] } = {}) {
      const ref = act(name, id ?? null, {
        ...(target === undefined ? {} : { target }),
        ...(seen === undefined ? {} : { seen }),
      });
      const reply = await conversation.act({ ref, values: values ?? null, words }, { person, channel: 'slack' });
      await settled();
      return reply;
    },
    process: () => createEngine({ ...world.deps, turns: new Map() }),
    async list(rows, more = {}) {
      const values = { title: 'Spring', lastDay: '2026-03-20', time: '18:00', flow: 'test-reduction', rows, ...more };
      return formOf(await made.say(testPeople.hr, 'wave.rows.submit', { values }));
    },
    async begun(rows, more) {
      const form = await made.list(rows, more);
      const seen = actOf(form, 'wave.begin')?.seen;
      if (!seen) throw new Error(`not ready: ${formTexts(form).join(' | ')}`);
      expect(await made.say(testPeople.hr, 'wave.begin', { seen })).toMatchObject({ type: 'done' });
      return made.wave();
    },
    async wave() {
      const id = (await waveIds(world.deps.store, 'all')).at(-1) ?? '';
      const wave = await readWave(world.deps.store, id);
      if (!wave) throw new Error('there is no wave');
      return wave;
    },
    async confirm(who, leaveOut) {
      const { id } = await made.wave();
      const card = formOf(await made.say(who, 'wave.show', { target: id }));
      const seen = actOf(card, 'wave.confirm')?.seen;
      if (!seen) throw new Error('nothing to confirm on this card');
      const form = formOf(await made.say(who, 'wave.confirm', { target: id, seen }));
      return made.say(who, 'wave.confirm.submit', {
        target: id,
        seen: form.submit?.act.seen ?? '',
        values: { leaveOut: leaveOut ?? null },
      });
    },
    card: (who) => world.channel.inbox(`U-${who.id}`).find(({ key }) => key.startsWith('wave/'))?.view,
  };
  return made;
}

/** The act of this name that a form offers. */
export function actOf(form: FormView, name: ActName) {
  if (form.submit?.act.name === name) return form.submit.act;
  return form.parts
    .flatMap((part) => (part.type === 'block' && part.block.type === 'actions' ? part.block.actions : []))
    .find((one) => one.act.name === name)?.act;
}

export const emails = (people: readonly Person[]) => people.map(({ email }) => email).join('\n');
