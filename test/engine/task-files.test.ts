import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type Flow, flowSchema } from '../../src/domain/flow/flow.ts';
import { fileLimits } from '../../src/domain/tasks/task-file.ts';
import { createConversation } from '../../src/engine/conversation/create-conversation.ts';
import { fileTypeOf } from '../../src/engine/conversation/file-type.ts';
import { createTaskFiles } from '../../src/engine/conversation/task-files.ts';
import type { FilePages } from '../../src/engine/ports/file-pages.ts';
import { departureDetailsCard } from '../../src/views/cards/departure-details.ts';
import { taskCard } from '../../src/views/cards/task-card.ts';
import { flatParts } from '../../src/views/form-view.ts';
import {
  confidentialFlow,
  createMemoryWorld,
  type MemoryWorld,
  mustDo,
  type TestPersonName,
  testFlow,
  testPeople,
} from '../support/memory/memory-world.ts';
import { samplePicture } from '../support/sample-files.ts';
import { blockActions, cardTexts } from '../support/view-text.ts';

const place = { taskId: 'step-safe' };

function flowOf(step: Record<string, unknown>, flow: Flow = testFlow): Flow {
  const safe = {
    id: 'safe',
    title: { en: 'Close the safe', fr: 'Fermer le coffre' },
    due: { from: 'last-working-day' },
  };
  return flowSchema.parse({ ...flow, steps: [{ ...safe, owner: 'it', proof: 'file', ...step }] });
}

async function begun(step: Record<string, unknown> = {}, flow: Flow = testFlow) {
  const world = await createMemoryWorld();
  const pages: FilePages = {
    give: async ({ taskId }, person) => `https://relais.example.com/give/${taskId}/${person}`,
    open: async ({ fileId }, person) => `https://relais.example.com/open/${fileId}/${person}`,
  };
  world.deps.filePages = pages;
  const id = await world.plan({ handovers: [] }, flowOf(step, flow));
  const files = createTaskFiles(world.deps, world.engine);
  const at = { ...place, departureId: id };
  const give = (who: TestPersonName, bytes = samplePicture(), name = 'safe.png') =>
    files.give(at, testPeople[who], { name, bytes });
  return { world, id, files, at, give };
}

const taskOf = async (world: MemoryWorld, id: string) => {
  const task = (await world.load(id)).tasks.find((one) => one.id === 'step-safe');
  if (!task) throw new Error('no task');
  return task;
};

const complete = async (world: MemoryWorld, id: string, who: TestPersonName = 'it') =>
  world.ask(who, id, {
    ...{ type: 'task.complete', taskId: 'step-safe', rev: (await taskOf(world, id)).rev },
    ...{ notes: null, condition: null },
  });

describe('a step that asks for a file', () => {
  it('is not done before one was brought, and says so on its card', async () => {
    const { world, id, give } = await begun();
    expect(await complete(world, id)).toMatchObject({ type: 'refused', refusal: { code: 'file-needed' } });
    const now = world.clock.now().toISOString();
    const card = async () => taskCard(await world.load(id), await taskOf(world, id), testPeople.it, now);
    expect(cardTexts(await card()).join('\n')).toContain('This step needs a file');
    expect(blockActions((await card()).blocks).map(({ label }) => label)).toContain('Add a file');
    expect(await give('it')).toEqual({ type: 'added' });
    expect(cardTexts(await card()).join('\n')).toContain('1 file');
    await mustDo(complete(world, id));
    expect((await taskOf(world, id)).status).toBe('done');
  });

  it('keeps what was brought while a legal hold stands', async () => {
    const { world, id, files, at, give } = await begun();
    await give('it');
    const [file] = (await taskOf(world, id)).files ?? [];
    const place = { ...at, fileId: file?.id ?? '' };
    const hold = { type: 'hold.ask', scope: 'departure', reason: 'Dispute', reviewOn: '2026-12-01' } as const;
    await mustDo(world.ask('hr', id, hold));
    expect(await files.remove(place, testPeople.it)).toMatchObject({ code: 'under-hold' });
    expect(await world.deps.store.files.read(id, place.fileId)).not.toBeNull();
    await mustDo(world.ask('hr', id, { type: 'hold.lift', holdId: (await world.load(id)).holds?.[0]?.id ?? '' }));
    expect(await files.remove(place, testPeople.it)).toBeNull();
    expect(await world.deps.store.files.read(id, place.fileId)).toBeNull();
  });

  it('notes hash, size, type, name and who in the journal, and keeps the bytes apart', async () => {
    const { world, id, give } = await begun();
    const bytes = samplePicture('the safe is shut');
    await give('it', bytes, 'the safe.png');
    const [file] = (await taskOf(world, id)).files ?? [];
    expect(file).toMatchObject({
      ...{ type: 'image/png', size: bytes.byteLength, by: 'tom', name: 'the safe.png' },
      sha256: createHash('sha256').update(bytes).digest('hex'),
    });
    const entries = [];
    for await (const entry of world.deps.store.departures.journal(id)) entries.push(entry);
    expect(JSON.stringify(entries)).not.toContain('the safe is shut');
    expect(entries.filter(({ event }) => event.type === 'task-file-added')).toMatchObject([{ by: 'tom' }]);
    expect(Buffer.from((await world.deps.store.files.read(id, file?.id ?? '')) ?? [])).toEqual(Buffer.from(bytes));
  });

  it('notes in the journal who opened a file, before they have it', async () => {
    const { world, id, files, at, give } = await begun();
    await give('it');
    const [file] = (await taskOf(world, id)).files ?? [];
    const place = { ...at, fileId: file?.id ?? '' };
    expect(await files.open(place, testPeople.leaver)).toBeNull();
    expect((await files.open(place, testPeople.hr))?.name).toBe('safe.png');
    const opened = [];
    for await (const { event, by } of world.deps.store.departures.journal(id))
      if (event.type === 'task-file-opened') opened.push([by, event.person, event.fileId]);
    expect(opened).toEqual([['system', testPeople.hr.id, file?.id]]);
    world.deps.store.departures.commit = async () => {
      throw new Error('no entry can be written');
    };
    await expect(files.open(place, testPeople.hr)).rejects.toThrow('no entry can be written');
  });

  it('leaves nothing behind of a file whose bringing was cut short, and touches no other', async () => {
    const { world, id, give } = await begun();
    await give('it', samplePicture('named'), 'named.png');
    const [named] = (await taskOf(world, id)).files ?? [];
    const { command } = world.engine;
    world.engine.command = async () => {
      throw new Error('died');
    };
    await expect(give('it', samplePicture('half'))).rejects.toThrow('died');
    world.engine.command = command;
    const { files } = world.deps.store;
    expect(await files.ids(id)).toHaveLength(2);
    await world.engine.sweep();
    expect(await files.ids(id)).toHaveLength(2);
    world.clock.set(new Date(world.clock.now().getTime() + 61 * 60_000));
    await world.engine.sweep();
    expect(await files.ids(id)).toEqual([named?.id]);
    expect(await world.deps.store.notes.read('files-coming')).toBeNull();
  });

  it('leaves the buttons of the card good that somebody has open', async () => {
    const { world, id, give } = await begun();
    const { rev } = await taskOf(world, id);
    await give('it');
    expect((await taskOf(world, id)).rev).toBe(rev);
  });

  it('takes what is a picture or a PDF by its first bytes, and keeps nothing else', async () => {
    const { world, id, give } = await begun();
    const script = Buffer.from('<html><script>alert(1)</script>');
    expect(await give('it', script, 'safe.png')).toEqual({ type: 'refused', why: 'unknown-type' });
    expect(await give('it', new Uint8Array(), 'safe.png')).toEqual({ type: 'refused', why: 'empty' });
    const large = Buffer.concat([samplePicture(), Buffer.alloc(fileLimits.bytes)]);
    expect(await give('it', large)).toEqual({ type: 'refused', why: 'too-large' });
    expect((await taskOf(world, id)).files).toBeUndefined();
    expect(await world.deps.store.files.read(id, 'file-1')).toBeNull();
    expect(fileTypeOf(Buffer.from('%PDF-1.7 ...'))).toBe('application/pdf');
    expect(fileTypeOf(Buffer.from([0xff, 0xd8, 0xff, 0xe0]))).toBe('image/jpeg');
    expect(fileTypeOf(Buffer.from('RIFF____WEBPVP8 '))).toBe('image/webp');
    expect(fileTypeOf(Buffer.from('RIFF____WAVEfmt '))).toBeNull();
    expect(fileTypeOf(Buffer.from('GIF89a'))).toBeNull();
  });

  it('takes no more than five, and the same one once', async () => {
    const { world, id, give } = await begun();
    for (const more of ['a', 'b', 'b', 'c', 'd', 'e'])
      expect(await give('it', samplePicture(more))).toEqual({ type: 'added' });
    expect((await taskOf(world, id)).files).toHaveLength(5);
    expect(await give('it', samplePicture('f'))).toMatchObject({ why: { code: 'too-many-files', params: { max: 5 } } });
    // Of eight that came, five are kept: what was refused, or was there, left nothing behind.
    const kept = await Promise.all([1, 2, 3, 4, 5, 6, 7].map((n) => world.deps.store.files.read(id, `file-${n}`)));
    expect(kept.filter((bytes) => bytes !== null)).toHaveLength(5);
  });

  it('lets whoever has it, the manager and HR bring one, and nobody else', async () => {
    const { world, id, files, at, give } = await begun();
    for (const [index, who] of (['it', 'manager', 'hr'] as const).entries())
      expect(await give(who, samplePicture(String(index)))).toEqual({ type: 'added' });
    // Priya has nothing to do with this departure, and hears of none.
    const refused = { leaver: 'not-permitted', security: 'not-permitted', priya: 'not-found' };
    for (const [who, code] of Object.entries(refused))
      expect(await give(who as TestPersonName, samplePicture(who))).toMatchObject({ type: 'refused', why: { code } });
    expect((await taskOf(world, id)).files).toHaveLength(3);
    expect(await files.asked(at, testPeople.it)).not.toBeNull();
  });

  it('asks for none where the flow says nothing of it', async () => {
    const { give, files, at } = await begun({ proof: 'none' });
    expect(await give('it')).toMatchObject({ type: 'refused', why: { code: 'file-not-asked' } });
    expect(await files.asked(at, testPeople.it)).toBeNull();
  });
});

describe('a file that was brought', () => {
  it('is opened by whoever brought it, whoever approves, the manager and HR; never by the leaver or another', async () => {
    const { world, id, files, at, give } = await begun({ approvers: ['legal'] });
    await give('it');
    const [file] = (await taskOf(world, id)).files ?? [];
    const opens = async (who: TestPersonName) =>
      (await files.open({ ...at, fileId: file?.id ?? '' }, testPeople[who])) !== null;
    expect(await opens('jonas')).toBe(false);
    await mustDo(complete(world, id));
    // Jonas is asked to approve by now; Inès is another of IT.
    const may = { it: true, manager: true, hr: true, jonas: true, security: false, priya: false, leaver: false };
    for (const [who, expected] of Object.entries(may)) expect(await opens(who as TestPersonName), who).toBe(expected);
    expect(await files.open({ ...at, fileId: 'another' }, testPeople.it)).toBeNull();
    expect(await files.open({ ...at, taskId: 'step-other', fileId: file?.id ?? '' }, testPeople.it)).toBeNull();
  });

  it('is reached by a button by whoever did the step, the manager and HR, and by nobody who may not open it', async () => {
    const { world, id, give } = await begun();
    await give('it');
    await mustDo(complete(world, id));
    const [state, now] = [await world.load(id), world.clock.now().toISOString()];
    const names = (card: { blocks: Parameters<typeof blockActions>[0] }) =>
      blockActions(card.blocks).map(({ act }) => act.name);
    for (const who of ['manager', 'hr', 'it'] as const)
      expect(names(departureDetailsCard(state, testPeople[who], now)), who).toContain('task.files');
    expect(names(departureDetailsCard(state, testPeople.security, now))).not.toContain('task.files');
    expect(names(taskCard(state, await taskOf(world, id), testPeople.it, now))).toContain('task.files');
  });

  it('is not given out when it is not what was brought', async () => {
    const { world, id, files, at, give } = await begun();
    await give('it');
    const [file] = (await taskOf(world, id)).files ?? [];
    const { store } = world.deps;
    const read = store.files.read;
    store.files.read = async () => samplePicture('another');
    await expect(files.open({ ...at, fileId: file?.id ?? '' }, testPeople.it)).rejects.toMatchObject({
      kind: 'corrupt',
    });
    store.files.read = read;
    await store.files.remove(id, file?.id ?? '');
    await expect(files.open({ ...at, fileId: file?.id ?? '' }, testPeople.it)).rejects.toMatchObject({
      kind: 'corrupt',
    });
  });

  it('is taken out by whoever brought it, until an approver has looked', async () => {
    const { world, id, files, at, give } = await begun({ approvers: ['legal'] });
    await give('it');
    await give('hr', samplePicture('second'));
    const [first, second] = ((await taskOf(world, id)).files ?? []).map((one) => ({ ...at, fileId: one.id }));
    if (!first || !second) throw new Error('two files');
    expect(await files.remove(second, testPeople.it)).toMatchObject({ code: 'file-not-yours' });
    expect(await files.remove(first, testPeople.it)).toBeNull();
    expect(await world.deps.store.files.read(id, first.fileId)).toBeNull();
    expect((await taskOf(world, id)).files).toHaveLength(1);
    await mustDo(complete(world, id));
    expect(await files.remove(second, testPeople.hr)).toMatchObject({ code: 'task-not-open' });
    const approval = (await world.load(id)).tasks.find(({ approves }) => approves === 'step-safe');
    if (!approval) throw new Error('no approval');
    const back = { taskId: approval.id, rev: approval.rev, reason: 'Not the whole safe' };
    await mustDo(world.ask('jonas', id, { type: 'task.send-back', ...back }));
    expect(await files.remove(second, testPeople.hr)).toMatchObject({ code: 'file-not-yours' });
    expect(await give('it', samplePicture('third'))).toEqual({ type: 'added' });
  });

  it('is nobody’s business of a confidential departure that they may not know of', async () => {
    const { files, at, give } = await begun({}, confidentialFlow);
    expect(await give('leaver')).toMatchObject({ type: 'refused', why: { code: 'not-found' } });
    expect(await files.asked(at, testPeople.leaver)).toBeNull();
    expect(await files.asked(at, testPeople.priya)).toBeNull();
  });
});

describe('what people read of files', () => {
  const said = async (world: MemoryWorld, who: TestPersonName, name: 'task.files' | 'task.complete', id: string) => {
    const { rev } = await taskOf(world, id);
    const ref = { name, departureId: id, target: 'step-safe', seen: String(rev) };
    const talk = createConversation(world.deps, world.engine);
    const reply = await talk.act({ ref, values: null, words: [] }, { person: testPeople[who], channel: 'slack' });
    if (reply.type !== 'form') return JSON.stringify(reply);
    return JSON.stringify([reply.form.kind, flatParts(reply.form.parts)]);
  };

  it('leads whoever presses Done to bring one first', async () => {
    const { world, id } = await begun();
    const form = await said(world, 'it', 'task.complete', id);
    expect(form).toContain('"files"');
    expect(form).toContain('https://relais.example.com/give/step-safe/tom');
    expect(form).toContain('up to 10 MB each');
  });

  it('gives each reader ways of their own, and names of files to nobody who may not open them', async () => {
    const { world, id, give } = await begun();
    await give('hr', samplePicture(), 'passport of Alex.png');
    const ofHr = await said(world, 'hr', 'task.files', id);
    expect(ofHr).toContain('passport of Alex.png');
    expect(ofHr).toContain('https://relais.example.com/open/file-1/nadia');
    expect(ofHr).toContain('Retirer');
    const ofIt = await said(world, 'it', 'task.files', id);
    expect(ofIt).not.toContain('passport');
    expect(ofIt).not.toContain('/open/');
    expect(ofIt).toContain('https://relais.example.com/give/step-safe/tom');
    expect(await said(world, 'security', 'task.files', id)).toContain('refused');
  });

  it('says what is missing where there are no pages', async () => {
    const { world, id } = await begun();
    delete world.deps.filePages;
    expect(await said(world, 'it', 'task.complete', id)).toContain('RELAIS_PUBLIC_URL');
  });
});
