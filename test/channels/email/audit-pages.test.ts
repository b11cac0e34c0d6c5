import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { revokeAuditor } from '../../../src/engine/auditors/invitations.ts';
import { installationKey } from '../../../src/evidence/installation-key.ts';
import { verifyPack } from '../../../src/verify/verify-pack.ts';
import { completedIn } from '../../engine/completed-world.ts';
import { askers, invitedIn, openAudit } from '../../support/audit-server.ts';
import { mustDo, testPeople } from '../../support/memory/memory-world.ts';

let audit: Awaited<ReturnType<typeof openAudit>>;
beforeEach(async () => {
  audit = await openAudit();
});
afterEach(() => audit.close());

describe('the pages for auditors', () => {
  it('let in once, by a button and not by whoever follows the link', async () => {
    const ticket = await audit.admissions.ticket(await invitedIn(audit.world));
    for (let scanned = 0; scanned < 3; scanned += 1) {
      const page = await audit.get(`/open/${ticket}`, '', { headers: { 'accept-language': 'fr' } });
      expect([page.status, page.headers.get('set-cookie')]).toEqual([200, null]);
      const html = await page.text();
      expect(html).toMatch(/<html lang="fr">.*<form method="post">.*Entrer/s);
      expect(html).not.toMatch(/<script|src=|Ines/);
    }
    const crossing = { method: 'POST', headers: { 'sec-fetch-site': 'cross-site' } };
    expect((await audit.get(`/open/${ticket}`, '', crossing)).status).toBe(410);
    const came = await audit.get(`/open/${ticket}`, '', { method: 'POST' });
    expect([came.status, came.headers.get('location')]).toEqual([303, '/audit']);
    const cookie = came.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/^relais-audit=[\w-]{43}; Path=\/audit; HttpOnly; SameSite=Strict$/);
    expect((await audit.get(`/open/${ticket}`, '', { method: 'POST' })).status).toBe(410);
    expect((await audit.get(`/open/${ticket}`)).status).toBe(410);
    expect((await audit.get('', cookie.split(';')[0])).status).toBe(200);
    expect(audit.logged.join('')).not.toContain(ticket);
  });

  it('show nothing without a visit, and nothing any more once the invitation is ended', async () => {
    const id = await audit.world.plan();
    const auditor = await invitedIn(audit.world);
    const cookie = await audit.enter(auditor);
    const paths = ['', '/exceptions', '/departures.csv', '/exceptions.csv', '/samples/1'];
    expect(await (await audit.get('', cookie)).text()).toContain(id);
    for (const path of paths)
      for (const nobody of ['', `relais-audit=${'z'.repeat(43)}`, cookie.replace('relais-audit', 'relais-desk')]) {
        const answer = await audit.get(path, nobody);
        expect([answer.status, (await answer.text()).includes(id)], path).toEqual([410, false]);
      }
    await revokeAuditor(audit.world.deps, auditor, askers.it);
    for (const path of paths) {
      const answer = await audit.get(path, cookie);
      expect([answer.status, (await answer.text()).includes(id)], path).toEqual([410, false]);
    }
    for (const path of ['/samples', '/packs'])
      expect((await audit.post(path, cookie, { size: '1', seed: '', departure: id })).status).toBe(410);
  });

  it('take what is posted from their own page only', async () => {
    const id = await audit.world.plan();
    const cookie = await audit.enter(await invitedIn(audit.world));
    const others = await (await audit.get('', await audit.enter(await invitedIn(audit.world)))).text();
    const stolen = /name="form" value="([^"]*)"/.exec(others)?.[1] ?? '';
    const body = (form: string) => new URLSearchParams({ form, departure: id, size: '1', seed: 'a' });
    for (const path of ['/packs', '/samples', '/leave'])
      for (const form of ['', 'f'.repeat(64), stolen])
        expect((await audit.get(path, cookie, { method: 'POST', body: body(form) })).status, path).toBe(410);
    expect((await audit.get('', cookie)).status).toBe(200);
    expect((await audit.post('/leave', cookie, {})).status).toBe(410);
    expect((await audit.get('', cookie)).status).toBe(410);
  });

  it('let nothing run, load or frame, and keep nothing on the way', async () => {
    const cookie = await audit.enter(await invitedIn(audit.world));
    for (const path of ['', '/exceptions']) {
      const { headers } = await audit.get(path, cookie);
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy).toContain("default-src 'none'");
      expect(policy).not.toMatch(/unsafe|\*|https?:/);
      expect([headers.get('cache-control'), headers.get('referrer-policy')]).toEqual(['no-store', 'no-referrer']);
    }
  });

  it('hold no name, address or word of anybody, on no page and in no file', async () => {
    const id = await completedIn(audit.world, undefined);
    const kept = { ...testPeople.leaver, id: 'kim', name: 'Kim Doe', email: 'kim@example.com', handles: {} };
    audit.world.clock.set(new Date('2026-03-10T09:00:00.000Z'));
    const other = await audit.world.plan({}, undefined, kept);
    await mustDo(audit.world.ask('hr', other, { type: 'departure.retain', reason: 'Kim Doe has changed her mind' }));
    const auditor = await invitedIn(audit.world);
    const cookie = await audit.enter(auditor);
    expect((await audit.post('/samples', cookie, { size: '1', seed: '' })).headers.get('location')).toBe(
      '/audit/samples/1',
    );
    const told: string[] = [];
    for (const path of ['', '/exceptions', '/departures.csv', '/exceptions.csv', '/samples/1'])
      told.push(await (await audit.get(path, cookie)).text());
    expect(told[0]).toContain(id);
    expect(told[4]).toContain('chosen-by-relais');
    expect(told[1]).toContain('the person stays');
    // The canary: the departure is full of them.
    expect(JSON.stringify(await audit.world.load(id))).toMatch(/Alex Moreau.*alex@example.com/s);
    for (const person of Object.values(testPeople))
      for (const word of [person.name, person.email, `"${person.id}"`])
        expect(
          told.filter((one) => one.includes(word)),
          word,
        ).toEqual([]);
    expect(told.join('')).not.toMatch(/[\w.]+@|alex|Moreau|Ines|Okafor|Kim|her mind/i);
  });

  it('give a pack that verifies, under a name that says nothing, and say what is wrong with a sample', async () => {
    const id = await audit.world.plan();
    const cookie = await audit.enter(await invitedIn(audit.world));
    const given = await audit.post('/packs', cookie, { departure: id });
    expect([given.status, given.headers.get('content-disposition')]).toEqual([
      200,
      'attachment; filename="evidence.zip"',
    ]);
    const { fingerprint } = await installationKey(audit.world.deps.store.notes, audit.world.clock.now());
    const checked = await verifyPack(new Uint8Array(await given.arrayBuffer()), { expectedKey: fingerprint });
    expect([checked.findings, checked.departures]).toEqual([[], 1]);
    expect((await audit.post('/packs', cookie, { departure: 'none' })).status).toBe(410);
    for (const wrong of [{ size: '0' }, { size: '61' }, { size: 'x' }, { size: '1', seed: '<b>' }]) {
      const answer = await audit.post('/samples', cookie, { seed: '', ...wrong });
      expect([answer.status, await answer.text()]).toEqual([422, expect.stringContaining('from 1 to 60')]);
    }
  });
});
