import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import express from 'express';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFileLinks } from '../../../src/channels/email/file-links.ts';
import { createListLinks, createListMark } from '../../../src/channels/email/list-links.ts';
import { createListPages, createListRouter } from '../../../src/channels/email/page/list-router.ts';
import { createBroughtLists } from '../../../src/engine/conversation/brought-lists.ts';
import type { ListPlace } from '../../../src/engine/ports/list-pages.ts';
import { readWaveDraft } from '../../../src/engine/waves/wave-draft.ts';
import { createCsvHr } from '../../../src/hris/csv/csv-system.ts';
import { createHrFile } from '../../../src/hris/csv/hr-file.ts';
import { readPage } from '../../../src/workspace/mail/read-page.ts';
import { createMemoryWorld } from '../../support/memory/memory-world.ts';

const secret = Buffer.alloc(32, 9);
const hr: ListPlace = { kind: 'hr', system: 'staff' };
const wave: ListPlace = { kind: 'wave' };
const header = 'id,name,email,contractEnd,reason\n';
const before = `${header}1,Alex,alex@example.com,2027-01-31,resignation\n2,Jonas,jonas@example.com,2027-02-28,\n`;

async function createDesk() {
  const folder = mkdtempSync(join(tmpdir(), 'relais-lists-'));
  const path = join(folder, 'staff.csv');
  writeFileSync(path, before);
  const world = await createMemoryWorld();
  const now = () => world.clock.now().getTime();
  const links = async () => createListLinks(secret, now);
  const logged: string[] = [];
  const log = pino({ level: 'trace' }, { write: (line: string) => void logged.push(line) });
  const read: string[] = [];
  const file = createHrFile({ id: 'staff', label: 'Staff <list>', path, columns: {}, dates: 'iso' });
  const mark = async (text: string) => createListMark(secret)(text);
  const lists = createBroughtLists(
    { ...world.deps, log },
    { hrFiles: [file], mark, onPut: (id) => void read.push(id) },
  );
  const app = express().use(
    createListRouter({ links, lists, log, directory: world.deps.directory, defaultLocale: 'en' }),
  );
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const post = async (address: string, body: FormData) => {
    const response = await fetch(address, { method: 'POST', body });
    const html = await response.text();
    return { status: response.status, html, ...readPage(html) };
  };
  return {
    ...{ world, url, logged, read, path, now },
    lies: () => readFileSync(path, 'utf8'),
    link: (place: ListPlace, person: string) => createListPages({ links, publicUrl: url, now }).bring(place, person),
    send: (address: string, bytes: Uint8Array | string) => {
      const body = new FormData();
      body.append('file', new Blob([bytes]), 'C:\\Users\\nadia\\staff.csv');
      return post(address, body);
    },
    put: (address: string, { hidden }: { hidden: readonly (readonly [string, string])[] }) => {
      const body = new FormData();
      for (const [name, value] of hidden) body.append(name, value);
      body.append('put', '1');
      return post(address, body);
    },
    close: async () => {
      await new Promise((resolve) => server.close(resolve));
      rmSync(folder, { recursive: true });
    },
  };
}

/** As Relais reads it at the next poll. */
async function read(path: string) {
  const settings = { id: 'staff', label: 'Staff', path, columns: {}, dates: 'iso' } as const;
  const context = { now: () => new Date(), signal: AbortSignal.timeout(5000) };
  return (await createCsvHr(settings).changesSince('before', new Date(0), context)).employments;
}

let desk: Awaited<ReturnType<typeof createDesk>>;
beforeEach(async () => {
  desk = await createDesk();
});
afterEach(() => desk.close());

describe('a file of HR that is brought', () => {
  it('is shown before anything, person by person, and put in place only then', async () => {
    const address = await desk.link(hr, 'nadia');
    // Excel's own: Windows-1252 and semicolons.
    const next = Buffer.from(
      'id;name;email;contractEnd;reason\r\n1;Álex <b>;alex@example.com;2027-02-15;resignation\r\n3;Priya;priya@example.com;2027-03-31;dismissal\r\n',
      'latin1',
    );
    const shown = await desk.send(address, next);
    expect(shown.status).toBe(200);
    expect(desk.lies()).toBe(before);
    const text = shown.lines.join('\n');
    expect(text).toContain('Álex <b> (ligne 2) : part le dimanche 31 janvier 2027');
    expect(text).toMatch(/Priya \(ligne 3\) : reste → part le .*31 mars 2027.*licenciement/);
    expect(text).toContain('Jonas : n’est plus dans la liste');
    expect(shown.html).not.toContain('<b>');
    expect(shown.html).toContain('Staff &lt;list&gt;');
    const done = await desk.put(address, shown);
    expect([done.status, desk.read]).toEqual([200, ['staff']]);
    expect(readFileSync(desk.path)).toEqual(next);
    expect(desk.logged.join('')).not.toContain('alex@example.com');
  });

  it('with a line that cannot be read is not taken, also by whoever sends the button all the same', async () => {
    const address = await desk.link(hr, 'nadia');
    const shown = await desk.send(address, `${header}1,Alex,alex@example.com,soon,\n`);
    expect(shown.lines.join('\n')).toContain('Ligne 2 : il faut un jour comme 2027-03-31 dans contractEnd');
    expect(shown.buttons.map(({ label }) => label)).not.toContain('Mettre en place');
    const good = await desk.send(address, `${header}1,Alex,alex@example.com,2027-05-31,\n`);
    const seen = good.hidden.filter(([name]) => name === 'seen');
    const carried = Buffer.from(`${header}1,Alex,alex@example.com,soon,\n`).toString('base64');
    for (const hidden of [[...seen, ['carried', carried] as const], seen, []])
      expect((await desk.put(address, { hidden })).status).toBe(422);
    expect((await desk.send(address, 'id\n1\n')).lines.join('\n')).toContain(
      'Ce fichier n’est pas pris : il faut une colonne pour contractEnd',
    );
    for (const bytes of [new Uint8Array(), new Uint8Array([0x50, 0x4b, 3, 4]), 'a,b\n', 'id\n1\n2\n'])
      expect((await desk.send(address, bytes)).status).toBe(422);
    expect((await desk.send(address, 'x'.repeat(5_000_000))).status).toBe(422);
    expect([desk.lies(), desk.read]).toEqual([before, []]);
  });

  it('is not put in place of another than it was compared with', async () => {
    const address = await desk.link(hr, 'nadia');
    const shown = await desk.send(address, `${header}1,Alex,alex@example.com,2027-05-31,\n`);
    const other = `${header}9,Zoé,zoe@example.com,2027-06-30,\n`;
    writeFileSync(desk.path, other);
    expect((await desk.put(address, shown)).status).toBe(422);
    expect(desk.lies()).toBe(other);
  });

  it('shows whom a row is about by now, and all else that it says otherwise', async () => {
    const address = await desk.link(hr, 'nadia');
    const all = 'id,name,email,employeeNumber,status,contractEnd,reason\n';
    const bob = `${all}1,Alex,bob@example.com,,employed,2027-01-31,resignation\n`;
    const shown = await desk.send(address, `${bob}2,Jonas,jonas@example.com,77,on-leave,2027-02-28,\n`);
    const text = shown.lines.join('\n');
    expect(text).toContain('Alex (ligne 2) : adresse : alex@example.com → bob@example.com');
    expect(text).toContain('Jonas (ligne 3) : matricule : non précisé → 77 · situation : en poste → en congé');
    expect(text).not.toContain('Rien : il dit');
  });

  it('never shows what it says, or said, of whoever brings it, and leaves that as it lies there', async () => {
    const lying = `${before}7,Nadia,nadia@example.com,2027-03-31,dismissal\n`;
    writeFileSync(desk.path, lying);
    const address = await desk.link(hr, 'nadia');
    const rows = '1;Alex;2027-01-31;resignation\n2;Jonas;2027-02-28;\n';
    for (const own of ['', '7;Nadia;;\n', '7;Somebody;;\n']) {
      writeFileSync(desk.path, lying);
      const next = `id;name;contractEnd;reason;email\n${rows}${own}`.replaceAll(
        /^(\d);(\w+);(.*)$/gm,
        (row, _id, name: string) => `${row};${name.toLowerCase()}@example.com`,
      );
      const shown = await desk.send(address, next);
      const text = shown.lines.join('\n');
      expect(text).toContain('Rien : il dit de chaque autre personne');
      expect(text).not.toMatch(/nadia|somebody|licenciement|31 mars/i);
      const done = await desk.put(address, shown);
      expect(done.lines.join('\n')).toContain(`${own === '' ? 2 : 3} lignes sont en place`);
      const there = await read(desk.path);
      expect(there.map(({ person, end }) => [person.id, person.email, end?.contractEnd, end?.reason])).toEqual([
        ['1', 'alex@example.com', '2027-01-31', 'resignation'],
        ['2', 'jonas@example.com', '2027-02-28', 'unknown'],
        ['7', 'nadia@example.com', '2027-03-31', 'dismissal'],
      ]);
    }
  });

  it('is put in place by one at a time, and never over another that came while it was written', async () => {
    const address = await desk.link(hr, 'nadia');
    const [one, other] = [
      await desk.send(address, `${header}1,Alex,alex@example.com,2027-05-31,\n`),
      await desk.send(address, `${header}1,Alex,alex@example.com,2027-06-30,\n`),
    ];
    const both = await Promise.all([desk.put(address, one), desk.put(address, other)]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 422]);
    expect(desk.lies()).toContain(both[0]?.status === 200 ? '2027-05-31' : '2027-06-30');
    expect(readdirSync(dirname(desk.path))).toEqual(['staff.csv']);
    await desk.world.deps.store.once.take('hr-file/staff', desk.now(), desk.now() + 60_000);
    const again = await desk.send(address, `${header}1,Alex,alex@example.com,2027-07-31,\n`);
    expect((await desk.put(address, again)).lines.join('\n')).toContain('met justement un fichier en place');
  });

  it('is asked of HR and administrators alone, at each request, and by a link of its own kind', async () => {
    for (const who of ['maya', 'tom', 'alex', 'nobody']) {
      const address = await desk.link(hr, who);
      expect((await fetch(address)).status, who).toBe(410);
      expect((await desk.send(address, before)).status, who).toBe(410);
    }
    expect((await fetch(await desk.link({ kind: 'hr', system: 'bamboo' }, 'nadia'))).status).toBe(410);
    const address = await desk.link(hr, 'nadia');
    expect((await fetch(address)).headers.get('cache-control')).toBe('no-store');
    const file = await createFileLinks(secret, desk.now).make(
      { departureId: 'd', taskId: 't', fileId: null, person: 'nadia' },
      desk.now() + 60_000,
    );
    expect((await fetch(`${desk.url}/files/lists/${file}`)).status).toBe(410);
    desk.world.clock.set(new Date(desk.now() + 30 * 60_000 + 1000));
    expect((await fetch(address)).status).toBe(410);
    expect(desk.logged.join('')).not.toContain(address.split('/').at(-1)?.slice(0, 60));
  });
});

describe('people for a wave', () => {
  it('are added to the list of whoever brings them, by which nothing begins', async () => {
    const address = await desk.link(wave, 'nadia');
    const sent = await desk.send(address, '\ufeffemail,last day\nalex@example.com,2027-03-31\nnobody@example.com,\n');
    expect(sent.lines.join('\n')).toContain('2 lignes ajoutées');
    expect(sent.lines.join('\n')).toContain('Rien n’a commencé');
    const draft = await readWaveDraft(desk.world.deps.store, 'nadia');
    expect(draft?.rows.map(({ email, lastDay }) => [email, lastDay])).toEqual([
      ['alex@example.com', '2027-03-31'],
      ['nobody@example.com', ''],
    ]);
    const none = await desk.send(address, 'email,shoe size\nalex@example.com,42\n');
    expect(none.status).toBe(422);
    expect(none.lines.join('\n')).toContain('shoe size');
    for await (const _ of desk.world.deps.store.departures.search({})) throw new Error('something began');
  });
});
