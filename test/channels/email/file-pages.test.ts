import { createServer, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { SignJWT } from 'jose';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFileLinks, type FileLink } from '../../../src/channels/email/file-links.ts';
import { createLinks } from '../../../src/channels/email/links.ts';
import { createFilePages, createFileRouter } from '../../../src/channels/email/page/file-router.ts';
import { flowSchema } from '../../../src/domain/flow/flow.ts';
import { fileLimits } from '../../../src/domain/tasks/task-file.ts';
import { createTaskFiles } from '../../../src/engine/conversation/task-files.ts';
import { createMemoryWorld, testFlow } from '../../support/memory/memory-world.ts';
import { samplePicture } from '../../support/sample-files.ts';

const secret = Buffer.alloc(32, 9);

async function createDesk() {
  const world = await createMemoryWorld();
  const step = {
    id: 'safe',
    title: { en: 'Close the safe', fr: 'Fermer le coffre' },
    due: { from: 'last-working-day' },
  };
  const flow = flowSchema.parse({ ...testFlow, steps: [{ ...step, owner: 'it', proof: 'file' }] });
  const id = await world.plan({ handovers: [] }, flow);
  const now = () => world.clock.now().getTime();
  const links = async () => createFileLinks(secret, now);
  const logged: string[] = [];
  const log = pino({ level: 'trace' }, { write: (line: string) => void logged.push(line) });
  const app = express();
  const files = createTaskFiles({ ...world.deps, log }, world.engine);
  app.use(createFileRouter({ links, files, directory: world.deps.directory, log, defaultLocale: 'en' }));
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const pages = createFilePages({ links, publicUrl: url, now });
  const place = { departureId: id, taskId: 'step-safe' };
  return {
    ...{ world, id, url, pages, place, logged, now },
    link: (link: Partial<FileLink> = {}, until = now() + 60_000) =>
      links().then((one) => one.make({ ...place, fileId: null, person: 'tom', ...link }, until)),
    async send(address: string, ...parts: (Blob | string)[]) {
      const body = new FormData();
      for (const [index, part] of parts.entries())
        if (typeof part === 'string') body.append('file', part);
        else body.append('file', part, index === 0 ? 'C:\\fakepath\\the safe.png' : `file ${index}.png`);
      return fetch(address, { method: 'POST', body });
    },
    async filesNow() {
      const { tasks } = await world.load(id);
      return tasks.find((task) => task.id === 'step-safe')?.files ?? [];
    },
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

/** Says how much is coming, and sends nothing of it: how it is answered all the same; `waits` where it is not. */
function announced(address: string, bytes: number): Promise<number | 'waits'> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'multipart/form-data; boundary=x', 'content-length': bytes };
    const asking = httpRequest(address, { method: 'POST', headers, agent: false });
    const ends = (answer: number | 'waits') => {
      resolve(answer);
      asking.destroy();
    };
    asking.once('response', ({ statusCode }) => ends(statusCode ?? 0));
    asking.setTimeout(3000, () => ends('waits'));
    asking.once('error', reject);
    asking.flushHeaders();
  });
}

const blob = (more = '') => new Blob([Buffer.from(samplePicture(more))], { type: 'image/png' });

describe('the page on which a file is brought', () => {
  let desk: Awaited<ReturnType<typeof createDesk>>;
  beforeEach(async () => {
    desk = await createDesk();
  });
  afterEach(() => desk.close());

  it('is a form without scripts in the reader’s language, and changes nothing by being opened', async () => {
    const before = await desk.world.load(desk.id);
    const page = await fetch(await desk.pages.give(desk.place, 'nadia'));
    const html = await page.text();
    expect(page.status).toBe(200);
    expect(html).toContain('<html lang="fr">');
    expect(html).toContain('Fermer le coffre');
    expect(html).toMatch(/<form method="post" enctype="multipart\/form-data">/);
    expect(html).toMatch(/<label for="file">/);
    expect(html).not.toMatch(/<script|src=/);
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(page.headers.get('cache-control')).toBe('no-store');
    expect(await desk.world.load(desk.id)).toEqual(before);
  });

  it('takes what a browser sends, several at once, without the path of the machine', async () => {
    const address = await desk.pages.give(desk.place, 'tom');
    const page = await desk.send(address, blob('a'), blob('b'));
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('2 files were added.');
    expect((await desk.filesNow()).map(({ name, by }) => [name, by])).toEqual([
      ['the safe.png', 'tom'],
      ['file 1.png', 'tom'],
    ]);
    expect(desk.logged.join('')).not.toContain('the safe.png');
  });

  it('says what is wrong, by name, and still takes what is right', async () => {
    const address = await desk.pages.give(desk.place, 'tom');
    const none = await desk.send(address, new Blob([]));
    expect(none.status).toBe(422);
    const html = await (await desk.send(address, new Blob(['<svg onload="alert(1)">']), blob('b'))).text();
    expect(html).toContain('the safe.png: only PNG, JPEG, WebP and PDF are taken');
    expect(html).toContain('The file was added.');
    expect(await desk.filesNow()).toHaveLength(1);
    for (const body of ['file=x', '', '--x\r\nbroken']) {
      const page = await fetch(address, {
        method: 'POST',
        body,
        headers: { 'content-type': 'multipart/form-data; boundary=x' },
      });
      expect(page.status, body).toBe(422);
      expect(await page.text()).toContain('Choose a file first.');
    }
  });

  it('refuses what is too large before it takes it in', async () => {
    const address = await desk.pages.give(desk.place, 'tom');
    const page = await desk.send(address, new Blob([samplePicture(), Buffer.alloc(2 * fileLimits.bytes + 70_000)]));
    expect(page.status).toBe(422);
    // Of no file by its name: none was looked at.
    expect(await page.text()).toContain('That was too much at once: at most 10 MB, please.');
    const one = await desk.send(address, new Blob([samplePicture(), Buffer.alloc(fileLimits.bytes)]));
    expect(await one.text()).toContain('the safe.png: at most 10 MB, please.');
    expect(await desk.filesNow()).toEqual([]);
  });

  it('keeps none of more files than a step may hold', async () => {
    const address = await desk.pages.give(desk.place, 'tom');
    const page = await desk.send(address, ...['a', 'b', 'c', 'd', 'e', 'f'].map(blob));
    expect(page.status).toBe(422);
    expect(await page.text()).toContain('5');
    expect(await desk.filesNow()).toEqual([]);
  });

  it('is over after half an hour, when the step is done, and for whoever may not know of it', async () => {
    const address = await desk.pages.give(desk.place, 'tom');
    const strangers = await fetch(await desk.pages.give({ ...desk.place, taskId: 'none' }, 'tom'));
    expect(strangers.status).toBe(410);
    // Before anything of what is sent was taken in.
    expect(await announced(await desk.pages.give({ ...desk.place, taskId: 'none' }, 'tom'), 1_000_000)).toBe(410);
    const nobody = await fetch(await desk.pages.give(desk.place, 'who-is-that'));
    expect(nobody.status).toBe(410);
    desk.world.clock.set(new Date(desk.now() + 30 * 60_000 + 1000));
    const over = await desk.send(address, blob());
    expect(over.status).toBe(410);
    expect(await over.text()).not.toContain('safe');
    expect(await desk.filesNow()).toEqual([]);
  });

  it('takes no link of a mail, none of another secret, and none that was changed', async () => {
    const until = desk.now() + 60_000;
    const ofMail = await createLinks(secret, desk.now).make(
      { key: `${desk.id}/x`, person: 'tom', generation: 1 },
      until,
    );
    const foreign = await createFileLinks(Buffer.alloc(32, 8), desk.now).make(
      { ...desk.place, fileId: null, person: 'tom' },
      until,
    );
    const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${(await desk.link()).split('.')[1]}.`;
    const whole = () =>
      new SignJWT({ to: { ...desk.place, fileId: null, person: 'tom' } })
        .setProtectedHeader({ alg: 'HS256' })
        .setExpirationTime('1h');
    const noAudience = await whole().sign(secret);
    const ofAnotherKind = await whole().setAudience('relais/dossier').sign(secret);
    const ours = await whole().setAudience('relais/file').sign(secret);
    expect((await fetch(`${desk.url}/files/${ours}`)).status, 'canary: it says all that one of ours says').toBe(200);
    for (const token of [ofMail, foreign, unsigned, noAudience, ofAnotherKind, (await desk.link()).slice(0, -2), 'x'])
      expect((await desk.send(`${desk.url}/files/${token}`, blob())).status, token).toBe(410);
    // And no link of ours opens a page of a mail.
    expect(await createLinks(secret, desk.now).read(await desk.link())).toBeNull();
    const pages = createLinks(secret, desk.now);
    const mailed = () =>
      new SignJWT({ key: `${desk.id}/x`, generation: 1 }).setProtectedHeader({ alg: 'HS256' }).setSubject('tom');
    for (const [kind, link] of [
      ['relais/page', { key: `${desk.id}/x`, person: 'tom', generation: 1 }],
      ['relais/button', undefined],
      ['relais/file', undefined],
    ] as const)
      expect(
        (await pages.read(await mailed().setAudience(kind).setExpirationTime('1h').sign(secret)))?.link,
        kind,
      ).toEqual(link);
  });
});

describe('a file behind its link', () => {
  let desk: Awaited<ReturnType<typeof createDesk>>;
  beforeEach(async () => {
    desk = await createDesk();
    await desk.send(await desk.pages.give(desk.place, 'tom'), blob('the safe'));
  });
  afterEach(() => desk.close());

  it('is given as what it is, and can run and load nothing', async () => {
    const [file] = await desk.filesNow();
    const got = await fetch(await desk.pages.open({ ...desk.place, fileId: file?.id ?? '' }, 'maya'));
    expect(got.status).toBe(200);
    expect(Buffer.from(await got.arrayBuffer())).toEqual(Buffer.from(samplePicture('the safe')));
    expect(got.headers.get('content-type')).toBe('image/png');
    expect(got.headers.get('content-disposition')).toBe('inline; filename="proof.png"');
    expect(got.headers.get('x-content-type-options')).toBe('nosniff');
    expect(got.headers.get('content-security-policy')).toContain('sandbox');
    await desk.send(await desk.pages.give(desk.place, 'tom'), new Blob(['%PDF-1.7\n%%EOF\n'], { type: 'image/png' }));
    const pdf = (await desk.filesNow()).at(-1);
    const saved = await fetch(await desk.pages.open({ ...desk.place, fileId: pdf?.id ?? '' }, 'maya'));
    expect(saved.headers.get('content-type')).toBe('application/pdf');
    expect(saved.headers.get('content-disposition')).toBe('attachment; filename="proof.pdf"');
  });

  it('is given to nobody who may not open it, by whatever link, and not for longer than a quarter of an hour', async () => {
    const [file] = await desk.filesNow();
    const of = (person: string) => desk.pages.open({ ...desk.place, fileId: file?.id ?? '' }, person);
    for (const who of ['alex', 'priya', 'ines']) expect((await fetch(await of(who))).status, who).toBe(410);
    const address = await of('tom');
    expect((await fetch(address, { method: 'POST', body: new FormData() })).status).toBe(410);
    desk.world.clock.set(new Date(desk.now() + 15 * 60_000 + 1000));
    expect((await fetch(address)).status).toBe(410);
  });

  it('is told as trouble, and logged, when it is not what was brought', async () => {
    const [file] = await desk.filesNow();
    desk.world.deps.store.files.read = async () => samplePicture('another');
    const got = await fetch(await desk.pages.open({ ...desk.place, fileId: file?.id ?? '' }, 'tom'));
    expect(got.status).toBe(500);
    expect(await got.text()).not.toContain('another');
    expect(desk.logged.join('')).toContain('is not what was brought');
  });

  it('says that it goes away when there is too much of it', async () => {
    const address = await desk.pages.give(desk.place, 'tom');
    const statuses = await Promise.all(Array.from({ length: 40 }, () => fetch(address).then(({ status }) => status)));
    expect(statuses.filter((status) => status === 429).length).toBeGreaterThan(5);
  });
});
