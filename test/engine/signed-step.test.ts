import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type Flow, flowSchema } from '../../src/domain/flow/flow.ts';
import { isNameOf } from '../../src/domain/tasks/signature.ts';
import { checkFlow } from '../../src/flows/check-flow.ts';
import { type MemoryWorld, mustDo, type TestPersonName, testFlow } from '../support/memory/memory-world.ts';
import { formOf, talk } from '../support/talk.ts';
import { cardTexts, formTexts } from '../support/view-text.ts';

const clauses = [
  { en: 'I keep what I learnt to myself.', fr: 'Je garde pour moi ce que j’ai appris.' },
  { en: 'I have deleted the data.', fr: 'J’ai supprimé les données.' },
];
const attest = {
  ...{ id: 'attest', title: { en: 'Attest', fr: 'Attester' }, owner: 'leaver', proof: 'signature', clauses },
  due: { from: 'last-working-day', at: '15:00' },
};

const flow: Flow = flowSchema.parse({ ...testFlow, steps: [...testFlow.steps, attest] });
const heard = { hears: { leaver: 'at-once', teammates: 'at-once' } } as const;

const taskOf = async (world: MemoryWorld, id: string) => {
  const task = (await world.load(id)).tasks.find(({ flowStepId }) => flowStepId === 'attest');
  if (!task) throw new Error('there is no such task');
  return task;
};

async function signing() {
  const { world, say } = await talk();
  const id = await world.plan(heard, flow);
  const sign = async (name: string | null, who: TestPersonName = 'leaver', language = 'en') => {
    const { rev, id: target } = await taskOf(world, id);
    return say(who, 'task.complete.submit', {
      ...{ id, target, seen: `${rev} ${language}` },
      values: { signature: name, notes: null },
    });
  };
  return { world, say, id, sign };
}

async function signatures(world: MemoryWorld, id: string) {
  const found = [];
  for await (const { event, by } of world.deps.store.departures.journal(id))
    if (event.type === 'task-completed' && event.signature) found.push({ by, ...event.signature });
  return found;
}

describe('a step that is signed', () => {
  it('shows its clauses, and keeps them with the name and their digest in the journal', async () => {
    const { world, say, id, sign } = await signing();
    const { id: target, rev } = await taskOf(world, id);
    const form = formOf(await say('leaver', 'task.complete', { id, target, seen: rev }));
    for (const { en } of clauses) expect(formTexts(form).join('\n')).toContain(en);
    expect(form.submit?.act.seen).toBe(`${rev} en`);
    expect(await sign('alex MOREAU')).toMatchObject({ type: 'done' });
    const read = clauses.map(({ en }) => en);
    // By hand: what the digest is over.
    const digest = createHash('sha256')
      .update(JSON.stringify([id, target, 'en', read, 'alex MOREAU']))
      .digest('hex');
    expect(await signatures(world, id)).toEqual([
      { by: 'alex', name: 'alex MOREAU', language: 'en', clauses: read, digest },
    ]);
    const task = await taskOf(world, id);
    expect(task).toMatchObject({
      status: 'done',
      done: { signature: { name: 'alex MOREAU', language: 'en', digest } },
    });
    // Whoever signed can compare later: their own list says it.
    const own = world.channel.inbox('U-alex').map(({ view }) => cardTexts(view).join('\n'));
    expect(own.join('\n')).toContain(digest);
    const details = formOf(await say('hr', 'departure.details', { id }));
    expect(formTexts(details).join('\n')).toContain(digest);
  });

  it('keeps the clauses in the language in which they were read', async () => {
    const { world, id, sign } = await signing();
    await sign('Alex Moreau', 'leaver', 'fr');
    expect((await signatures(world, id)).map(({ clauses: read }) => read)).toEqual([clauses.map(({ fr }) => fr)]);
  });

  it.each([
    ['no name', null],
    ['somebody else’s name', 'Maya Chen'],
    ['half a name', 'Alex'],
  ])('is not done with %s', async (_, name) => {
    const { world, id, sign } = await signing();
    expect(await sign(name)).toMatchObject({ type: 'errors', errors: { signature: expect.any(String) } });
    expect((await taskOf(world, id)).status).not.toBe('done');
    expect(await signatures(world, id)).toEqual([]);
  });

  it('is signed by nobody else, whoever may call other steps done', async () => {
    const { world, id, sign } = await signing();
    for (const who of ['manager', 'hr'] as const) {
      for (const name of ['Alex Moreau', who === 'hr' ? 'Nadia Berger' : 'Maya Chen'])
        expect(await sign(name, who), who).toMatchObject({ type: 'notice', notice: { tone: 'refused' } });
    }
    const { id: taskId, rev } = await taskOf(world, id);
    const unsigned = { type: 'task.complete', taskId, rev, notes: 'done', condition: null } as const;
    expect(await world.ask('leaver', id, unsigned)).toMatchObject({ refusal: { code: 'signature-needed' } });
    expect(await signatures(world, id)).toEqual([]);
  });

  it('is not passed on to somebody who would sign for another', async () => {
    const { world, id } = await signing();
    const { id: taskId, rev } = await taskOf(world, id);
    const to = (await world.load(id)).people['priya'];
    if (!to) throw new Error('nobody is called so');
    expect(await world.ask('manager', id, { type: 'task.reassign', taskId, rev, to })).toMatchObject({
      refusal: { code: 'signed-by-another' },
    });
  });

  it('is open again, without its signature, when it is taken back', async () => {
    const { world, id, sign } = await signing();
    await sign('Alex Moreau');
    const { id: taskId, rev } = await taskOf(world, id);
    await mustDo(world.ask('leaver', id, { type: 'task.undo', taskId, rev }));
    expect((await taskOf(world, id)).done).toBeNull();
  });

  it('tells its signer on their own list that it is to be read and signed', async () => {
    const { world } = await signing();
    const cards = world.channel.inbox('U-alex').map(({ view }) => cardTexts(view).join('\n'));
    expect(cards.join('\n')).toContain('Read and sign');
  });
});

describe('whose name it is', () => {
  it.each([
    ['Inès Laurent', 'ines laurent', true],
    ['Inès Laurent', 'LAURENT, Inès', true],
    ['Inès Laurent', 'Dr. Inès M. Laurent', true],
    ['Inès Laurent', 'Mme Laurent-Inès', true],
    ['Fatou Diallo (Lyon)', 'Fatou Diallo (Lyon)', true],
    ['Inès Laurent', 'Inès Marie Laurent', false],
    ['Fatou Diallo', 'I do not agree, Fatou Diallo', false],
    ['Fatou Diallo', 'Fatou NON Diallo', false],
    ['Fatou Diallo', 'p.p. Fatou Diallo X', false],
    ['Fatou Diallo', 'Fatou Diallo?', false],
    ['Fatou Diallo', '❌ Fatou Diallo', false],
    ['Jean-Luc Petit', 'Jean Luc Petit', true],
    ['Inès Laurent', 'Laurent', false],
    ['Inès Laurent', '', false],
    ['Inès Laurent', 'Inés Lauren', false],
    ['', 'anybody', false],
  ])('%s signs as %s: %s', (name, typed, isTheirs) => {
    expect(isNameOf(typed, { name })).toBe(isTheirs);
  });
});

describe('a flow with a step that is signed', () => {
  const found = (step: object) =>
    checkFlow(flowSchema.parse({ ...testFlow, steps: [{ ...attest, ...step }] }), { ownRoles: [] }).map(({ path }) =>
      path.join('.'),
    );

  it('is taken with clauses and one signer, and refused otherwise', () => {
    expect(found({})).toEqual([]);
    expect(found({ clauses: undefined })).toEqual(['steps.0.proof']);
    expect(found({ proof: 'note' })).toEqual(['steps.0.clauses']);
    expect(found({ next: ['manager'] })).toEqual(['steps.0.next']);
    expect(found({ forEach: 'equipment' })).toEqual(['steps.0.forEach']);
    expect(found({ clauses: ['x'.repeat(601)] })).toEqual(['steps.0.clauses.0']);
  });
});
