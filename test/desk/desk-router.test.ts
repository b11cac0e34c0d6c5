import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDesk } from '../support/desk-server.ts';
import { testFlow, testPeople, testPerson } from '../support/memory/memory-world.ts';

describe('the desk over HTTP', () => {
  let desk: Awaited<ReturnType<typeof openDesk>>;
  beforeEach(async () => {
    desk = await openDesk();
  });
  afterEach(() => desk.close());

  it('a link shows a button and is not used up by whoever follows it; pressing lets in once', async () => {
    const ticket = await desk.admissions.ticket('nadia');
    for (let scanned = 0; scanned < 3; scanned += 1) {
      const page = await desk.get(`/open/${ticket}`, '', { headers: { 'accept-language': 'fr' } });
      expect(page.status).toBe(200);
      expect(page.headers.get('set-cookie')).toBeNull();
      const html = await page.text();
      expect(html).toMatch(/<html lang="fr">.*<form method="post">.*Entrer/s);
      expect(html).not.toMatch(/<script|src=|Nadia|nadia/);
    }
    const came = await desk.get(`/open/${ticket}`, '', { method: 'POST' });
    expect([came.status, came.headers.get('location')]).toEqual([303, '/desk/departures']);
    const cookie = came.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/^relais-desk=[\w-]{43}; Path=\/desk; HttpOnly; SameSite=Strict$/);
    const again = await desk.get(`/open/${ticket}`, '', { method: 'POST' });
    expect([again.status, again.headers.get('set-cookie')]).toEqual([410, null]);
    expect((await desk.get(`/open/${ticket}`)).status).toBe(410);
    expect((await desk.get('/departures', cookie.split(';')[0])).status).toBe(200);
    expect(desk.logged.join('')).not.toContain(ticket);
  });

  it('brings nobody in from another website', async () => {
    const ticket = await desk.admissions.ticket('nadia');
    const headers = { 'sec-fetch-site': 'cross-site' };
    expect((await desk.get(`/open/${ticket}`, '', { method: 'POST', headers })).status).toBe(410);
    expect(await desk.admissions.isGood(ticket)).toBe(true);
  });

  it('shows nothing to whoever did not come in, and the same whatever they ask for', async () => {
    const id = await desk.world.plan();
    const asked = [
      '/api/shell',
      `/api/page/departure?id=${id}`,
      '/api/page/departure?id=none',
      '/api/file/departures/csv',
    ];
    for (const path of asked)
      for (const cookie of ['', 'relais-desk=guessed-guessed-guessed', `relais-desk=${'z'.repeat(43)}`]) {
        const answer = await desk.get(path, cookie);
        expect([answer.status, await answer.text()], path).toEqual([401, '{"error":"over"}']);
      }
    const page = await desk.get('/departures');
    expect(page.status).toBe(401);
    expect(await page.text()).toContain('The desk is closed');
  });

  it('lets nothing run, load or frame that is not its own, and keeps nothing on the way', async () => {
    const cookie = await desk.enter('tom');
    for (const path of ['/departures', '/api/shell']) {
      const { headers } = await desk.get(path, cookie);
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toMatch(/unsafe|\*|https?:/);
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
    }
  });

  it('answers the same for what may not be seen and what is not there', async () => {
    const id = await desk.world.plan({}, testFlow, { ...testPeople.hr, managerId: 'maya' });
    const cookie = await desk.enter('nadia');
    const answers = await Promise.all(
      [
        `/api/page/departure?id=${id}`,
        '/api/page/departure?id=none',
        '/api/page/nonsense',
        `/api/file/departure/pdf?id=${id}`,
      ].map(async (path) => {
        const answer = await desk.get(path, cookie);
        return [answer.status, await answer.text()];
      }),
    );
    for (const answer of answers) expect(answer).toEqual([404, '{"error":"not-there"}']);
    expect((await desk.get(`/api/page/survey`, await desk.enter('tom'))).status).toBe(404);
  });

  it('a visit ends with the role, and its cookie is worth nothing afterwards, also once the role is back', async () => {
    const cookie = await desk.enter('tom');
    expect((await desk.get('/api/shell', cookie)).status).toBe(200);
    desk.roles.lost = true;
    expect((await desk.get('/api/shell', cookie)).status).toBe(401);
    desk.roles.lost = false;
    expect((await desk.get('/api/shell', cookie)).status).toBe(401);
  });

  it('takes what is posted from its own page only, and nothing by looking', async () => {
    const cookie = await desk.enter('tom');
    const view = { name: 'Mine', view: 'departures', query: { late: 'yes' } };
    const forged = [{ 'x-relais-form': '' }, { 'x-relais-form': 'f'.repeat(64) }, { 'sec-fetch-site': 'same-site' }];
    for (const headers of forged)
      expect((await desk.post('/api/saved', cookie, view, headers as Record<string, string>)).status).toBe(403);
    // The form of somebody else's visit is no form of this one.
    const { form } = (await (await desk.get('/api/shell', await desk.enter('nadia'))).json()) as { form: string };
    expect((await desk.post('/api/saved', cookie, view, { 'x-relais-form': form })).status).toBe(403);
    const saved = await desk.post('/api/saved', cookie, view);
    expect(await saved.json()).toMatchObject({ shell: { saved: [view] } });
    for (const wrong of [
      { ...view, name: ' ' },
      { ...view, view: 'x' },
      { ...view, query: { 'a b': 'c' } },
      { ...view, more: 1 },
    ])
      expect((await desk.post('/api/saved', cookie, wrong)).status).toBe(400);
    expect((await desk.get('/api/leave', cookie)).status).toBe(404);
    expect((await desk.post('/api/leave', cookie, {})).status).toBe(200);
    expect((await desk.get('/api/shell', cookie)).status).toBe(401);
  });

  it('writes files in which no name is a formula', async () => {
    const leaver = testPerson('evil', '=HYPERLINK("https://example.com")', {
      email: 'evil@example.com',
      managerId: 'maya',
    });
    await desk.world.plan({}, testFlow, leaver);
    const cookie = await desk.enter('tom');
    const csv = await desk.get('/api/file/departures/csv', cookie);
    expect(csv.headers.get('content-disposition')).toBe('attachment; filename="relais-departures-2026-03-02.csv"');
    const text = await csv.text();
    expect(text).toContain(`"'=HYPERLINK(""https://example.com"")"`);
    const xlsx = Buffer.from(await (await desk.get('/api/file/departures/xlsx', cookie)).arrayBuffer());
    expect(xlsx.subarray(0, 2).toString()).toBe('PK');
    const { unzipSync, strFromU8 } = await import('fflate');
    const parts = Object.entries(unzipSync(xlsx)).map(([name, bytes]) => [name, strFromU8(bytes)] as const);
    const sheets = parts.filter(([name]) => name.startsWith('xl/'));
    expect(sheets.some(([, xml]) => xml.includes('=HYPERLINK(&quot;') || xml.includes('=HYPERLINK("'))).toBe(true);
    expect(sheets.every(([, xml]) => !xml.includes('<f>'))).toBe(true);
    const pdf = Buffer.from(await (await desk.get('/api/file/departures/pdf', cookie)).arrayBuffer());
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    expect((await desk.get('/api/file/departures/exe', cookie)).status).toBe(404);
  });

  it('is asked so often a minute by one visit, and no more', async () => {
    const ticket = await desk.admissions.ticket('tom');
    const answers = [];
    for (let count = 0; count < 31; count += 1) answers.push((await desk.get(`/open/${ticket}`)).status);
    expect(answers.slice(0, 30).every((status) => status === 200)).toBe(true);
    expect(answers[30]).toBe(429);
  });
});

describe('behind https', () => {
  it('the cookie never goes another way', async () => {
    const desk = await openDesk({ secure: true });
    const came = await desk.get(`/open/${await desk.admissions.ticket('tom')}`, '', { method: 'POST' });
    expect(came.headers.get('set-cookie')).toContain('; Secure');
    await desk.close();
  });
});
