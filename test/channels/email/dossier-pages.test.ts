import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { unzipSync } from 'fflate';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDossierLinks } from '../../../src/channels/email/dossier-links.ts';
import { createFileLinks } from '../../../src/channels/email/file-links.ts';
import { createDossierPages, createDossierRouter } from '../../../src/channels/email/page/dossier-router.ts';
import { createDossierFiles } from '../../../src/engine/conversation/dossier-files.ts';
import { createDossierPress } from '../../../src/evidence/dossier-press.ts';
import { pdfText } from '../../../src/verify/pdf-text.ts';
import { createMemoryWorld, mustDo, testFlow, testPeople } from '../../support/memory/memory-world.ts';

const secret = Buffer.alloc(32, 9);

async function createDesk() {
  const world = await createMemoryWorld();
  const hears = { leaver: 'at-once', teammates: 'at-once' } as const;
  const id = await world.plan({ hears }, { ...testFlow, dossier: true });
  const texts = [
    { topicId: 'missions', rev: 0, text: 'Invoices of Zoë\nEvery Monday' },
    { topicId: 'running', rev: 0, text: 'The forecast' },
  ];
  await mustDo(world.ask('leaver', id, { type: 'topic.write', texts }));
  const assign = { type: 'topic.assign', topicId: 'missions', rev: 1, to: testPeople.priya } as const;
  await mustDo(world.ask('leaver', id, assign));
  const now = () => world.clock.now().getTime();
  const links = async () => createDossierLinks(secret, now);
  const logged: string[] = [];
  const log = pino({ level: 'trace' }, { write: (line: string) => void logged.push(line) });
  const press = createDossierPress({ fontsFolder: 'nowhere', now: () => world.clock.now() });
  let isBroken = false;
  const files = createDossierFiles(
    { ...world.deps, log },
    { ...press, zip: async (packed) => (isBroken ? Promise.reject(new Error('no memory')) : press.zip(packed)) },
  );
  const app = express();
  const { once } = world.deps.store;
  app.use(
    createDossierRouter({ ...{ links, files, once, now, log }, directory: world.deps.directory, defaultLocale: 'en' }),
  );
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    ...{ world, id, url, logged, now },
    breakZip: (broken: boolean) => {
      isBroken = broken;
    },
    link: (person: string) => createDossierPages({ links, publicUrl: url, now }).take(id, person),
    take: (address: string, format: string) =>
      fetch(address, { method: 'POST', body: new URLSearchParams({ format }) }),
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

let desk: Awaited<ReturnType<typeof createDesk>>;
beforeEach(async () => {
  desk = await createDesk();
});
afterEach(() => desk.close());

describe('the page on which a dossier is taken', () => {
  it('gives one file, however often it is opened before, and none to whoever has the link afterwards', async () => {
    const address = await desk.link('maya');
    // What looks at links before people do takes nothing.
    for (let count = 0; count < 3; count += 1) expect((await fetch(address)).status).toBe(200);
    const taken = await desk.take(address, 'md');
    expect(taken.status).toBe(200);
    expect(taken.headers.get('content-disposition')).toBe('attachment; filename="dossier.md"');
    expect(taken.headers.get('cache-control')).toBe('no-store');
    const text = await taken.text();
    expect(text).toContain('Invoices of Zoë');
    expect(text).toContain('The forecast');
    expect((await desk.take(address, 'md')).status).toBe(410);
    expect((await desk.take(address, 'pdf')).status).toBe(410);
  });

  it('gives an heir what was handed to them, and nothing else', async () => {
    const text = await (await desk.take(await desk.link('priya'), 'md')).text();
    expect(text).toContain('Invoices of Zoë');
    expect(text).not.toContain('forecast');
    const packed = unzipSync(new Uint8Array(await (await desk.take(await desk.link('priya'), 'zip')).arrayBuffer()));
    expect(Object.keys(packed).toSorted()).toEqual(['dossier.md', 'topics/missions.md']);
    for (const who of ['jonas', 'tom']) {
      expect((await fetch(await desk.link(who))).status, who).toBe(410);
      expect((await desk.take(await desk.link(who), 'md')).status, who).toBe(410);
    }
  });

  it('draws it as a PDF that can be read', async () => {
    const taken = await desk.take(await desk.link('maya'), 'pdf');
    expect(taken.headers.get('content-type')).toBe('application/pdf');
    const bytes = Buffer.from(await taken.arrayBuffer());
    expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
    const words = pdfText(bytes);
    for (const said of ['What Alex Moreau knows', 'Invoices of Zoë', 'Every Monday', 'The forecast'])
      expect(words).toContain(said);
  });

  it('works for a quarter of an hour, and is no link of another kind', async () => {
    const address = await desk.link('maya');
    desk.world.clock.set(new Date(desk.now() + 15 * 60_000 + 1000));
    expect((await fetch(address)).status).toBe(410);
    const file = await createFileLinks(secret, desk.now).make(
      { departureId: desk.id, taskId: 'handover-1', fileId: null, person: 'maya' },
      desk.now() + 60_000,
    );
    expect((await fetch(`${desk.url}/dossiers/${file}`)).status).toBe(410);
    expect((await fetch(`${desk.url}/dossiers/nothing`)).status).toBe(410);
  });

  it('is still good where making the file failed, and after a form that says nothing', async () => {
    const address = await desk.link('maya');
    expect((await desk.take(address, 'exe')).status).toBe(410);
    desk.breakZip(true);
    expect((await desk.take(address, 'zip')).status).toBe(500);
    desk.breakZip(false);
    expect((await desk.take(address, 'zip')).status).toBe(200);
  });

  it('shows and logs neither link nor text', async () => {
    const address = await desk.link('maya');
    await desk.take(address, 'md');
    const logs = desk.logged.join('\n');
    expect(logs).toContain('dossier.taken');
    expect(logs).not.toContain('Invoices');
    expect(logs).not.toContain(address.split('/').at(-1));
  });
});
