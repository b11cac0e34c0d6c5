import { strFromU8, unzipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fileFormats } from '../../src/desk/file-formats.ts';
import { openDesk } from '../support/desk-server.ts';
import { confidentialFlow, mustDo, testFlow, testPeople } from '../support/memory/memory-world.ts';

describe('what somebody who means ill sends to the desk', () => {
  let desk: Awaited<ReturnType<typeof openDesk>>;
  beforeEach(async () => {
    desk = await openDesk();
  });
  afterEach(() => desk.close());

  it('is answered by a word, and by nothing of the inside', async () => {
    const cookie = await desk.enter('tom');
    const sent = (path: string, body: string, more: Record<string, string> = {}) =>
      desk.get(path, cookie, { method: 'POST', body, headers: { 'content-type': 'application/json', ...more } });
    const answers = [
      await sent('/api/saved', '{"name": '),
      await sent('/api/saved', JSON.stringify({ name: 'x'.repeat(9000) })),
      await sent('/api/leave', '{}', { 'content-type': 'application/json; charset=nonsense' }),
      await sent('/api/saved/remove', 'x', { 'content-encoding': 'nonsense' }),
      await desk.get('/%E0%A4%A', cookie),
      await desk.get('/api/page/%E0%A4%A', cookie),
      await desk.get('/open/%E0%A4%A'),
    ];
    for (const answer of answers) {
      const text = await answer.text();
      expect([answer.status >= 400 && answer.status < 500, text]).toEqual([true, text]);
      expect(text).not.toMatch(/node_modules|at .*\.[jt]s|SyntaxError|URIError/);
      expect(answer.headers.get('cache-control')).toBe('no-store');
    }
    // Nobody was let out by it.
    expect((await desk.get('/api/shell', cookie)).status).toBe(200);
  });
});

/** Every page and what it may be narrowed down by, but one departure. */
const everywhere = [
  ...['departures', 'departures?state=closed', 'departures?kind=dismissal', 'departures?late=yes', 'departures?page=2'],
  ...['calendar?month=2026-03', 'calendar?month=2026-03&what=all', 'calendar?month=2026-04&what=tasks'],
  ...['figures?year=2026', 'figures?year=2026&by=team', 'figures?year=2026&by=kind', 'survey', 'settings'],
];

describe('what the desk tells of what its reader may not know', () => {
  /** All that a reader is answered, wherever they look: pages, and each of them as a file. */
  async function allOf(desk: Awaited<ReturnType<typeof openDesk>>, cookie: string): Promise<Record<string, string>> {
    const found: Record<string, string> = {};
    for (const one of everywhere) {
      const [view, query = ''] = one.split('?');
      const ways = [`page/${view}`, `file/${view}/csv`, `file/${view}/xlsx`];
      for (const way of ways) {
        const answer = await desk.get(`/api/${way}?${query}`, cookie);
        const bytes = Buffer.from(await answer.arrayBuffer());
        // A ZIP says when it was made. A PDF is drawn from the same parts.
        const said = way.endsWith('xlsx') && answer.ok ? sheetsOf(bytes) : bytes.toString();
        found[`${way}?${query}`] = `${answer.status} ${said}`;
      }
    }
    return found;
  }

  it.each([
    ['HR, of their own confidential departure', confidentialFlow, testPeople.hr, 'tom'],
    ['IT, of their own departure, which is no secret', testFlow, testPeople.it, 'ines'],
  ])('%s: byte for byte what it tells where there is none', async (_who, flow, leaver, colleague) => {
    const [without, desk] = [await openDesk(), await openDesk()];
    const id = await desk.world.plan({}, flow, { ...leaver, managerId: 'maya' });
    const cookie = await desk.enter(leaver.id);
    expect(await allOf(desk, cookie)).toEqual(await allOf(without, await without.enter(leaver.id)));
    for (const way of ['page/departure', ...fileFormats.map((format) => `file/departure/${format}`)]) {
      const [own, none] = await Promise.all([id, 'none'].map((one) => desk.get(`/api/${way}?id=${one}`, cookie)));
      expect([own?.status, await own?.text()], way).toEqual([404, '{"error":"not-there"}']);
      expect([none?.status, await none?.text()], way).toEqual([404, '{"error":"not-there"}']);
    }
    // There was something to tell: a colleague reads it.
    const other = await desk.enter(colleague);
    expect((await desk.get(`/api/page/departure?id=${id}`, other)).status).toBe(200);
    expect((await allOf(desk, other))['page/departures?']).toContain(leaver.name);
    await Promise.all([without.close(), desk.close()]);
  });

  it('nothing of a draft, to anybody but its author in chat', async () => {
    const [without, desk] = [await openDesk(), await openDesk()];
    const begun = await desk.world.engine.begin(
      { type: 'draft.start', leaver: testPeople.leaver, manager: 'maya', people: {} },
      { type: 'person', id: 'nadia', roles: ['hr'] },
    );
    if (begun.type !== 'done') throw new Error('not begun');
    for (const who of ['tom', 'nadia']) {
      const cookie = await desk.enter(who);
      expect(await allOf(desk, cookie)).toEqual(await allOf(without, await without.enter(who)));
      expect((await desk.get(`/api/page/departure?id=${begun.departure.id}`, cookie)).status).toBe(404);
    }
    await Promise.all([without.close(), desk.close()]);
  });

  it('writes workbooks that open, whatever signs people wrote', async () => {
    const desk = await openDesk();
    const id = await desk.world.plan();
    await mustDo(
      desk.world.ask('hr', id, { type: 'departure.cancel', reason: 'one\u0001two\u0008three\ud800four <b>&' }),
    );
    const answer = await desk.get(`/api/file/departure/xlsx?id=${id}`, await desk.enter('nadia'));
    const sheets = sheetsOf(Buffer.from(await answer.arrayBuffer()));
    expect(sheets).toMatch(/one.?two.?three.?four &lt;b&gt;&amp;/);
    // XML 1.0 has no such signs, and no spreadsheet opens a file that holds one.
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
    expect(sheets).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/);
    await desk.close();
  });
});

function sheetsOf(bytes: Uint8Array): string {
  return Object.entries(unzipSync(bytes))
    .filter(([name]) => name.startsWith('xl/'))
    .map(([name, content]) => `${name}\n${strFromU8(content)}`)
    .join('\n');
}
