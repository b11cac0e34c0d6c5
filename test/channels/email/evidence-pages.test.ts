import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDossierLinks } from '../../../src/channels/email/dossier-links.ts';
import { createEvidenceLinks } from '../../../src/channels/email/evidence-links.ts';
import { createEvidencePages, createEvidenceRouter } from '../../../src/channels/email/page/evidence-router.ts';
import type { EvidenceAsked } from '../../../src/domain/evidence/takers.ts';
import { createEvidenceDesk } from '../../../src/engine/audit/evidence-desk.ts';
import type { EvidencePacks } from '../../../src/engine/ports/evidence-packs.ts';
import { verifyPack } from '../../../src/verify/verify-pack.ts';
import { filesOf } from '../../evidence/repack.ts';
import { installationEntries, packsOf } from '../../support/audit-server.ts';
import { confidentialFlow, createMemoryWorld, testFlow, testPeople } from '../../support/memory/memory-world.ts';

const secret = Buffer.alloc(32, 9);
/** One of IT leaves, and the other one confirms. */
const secretFlow = {
  ...confidentialFlow,
  confirmation: { ...confidentialFlow.confirmation, confirmers: [{ role: 'it' as const, count: 1 }] },
};
const march = { from: '2026-03-01', to: '2026-03-31' };

async function createPages() {
  const world = await createMemoryWorld();
  const { deps, clock } = world;
  const links = async () => createEvidenceLinks(secret, () => clock.now().getTime());
  const logged: string[] = [];
  const log = pino({ level: 'trace' }, { write: (line: string) => void logged.push(line) });
  let make: EvidencePacks['make'] = async ({ departures }) => ({
    ...{ bytes: Buffer.from(`of ${departures.join()}`), digest: 'ab'.repeat(32), fingerprint: 'cd' },
  });
  const real = packsOf(world);
  const desk = createEvidenceDesk({ ...deps, log }, { codes: real.codes, make: (asked) => make(asked) });
  const app = express();
  const shared = { directory: deps.directory, once: deps.store.once, defaultLocale: 'en' as const };
  app.use(createEvidenceRouter({ ...shared, links, desk, clock, log }));
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const pages = createEvidencePages({ links, publicUrl: url, clock });
  return {
    ...{ world, url, logged, real, desk },
    making: (next: EvidencePacks['make']) => {
      make = next;
    },
    link: (what: EvidenceAsked['what'], person = 'nadia', level: EvidenceAsked['level'] = 'auditor') =>
      pages.take({ what, level }, person),
    take: (address: string) => fetch(address, { method: 'POST' }),
    entries: async () => (await installationEntries(deps)).map(({ by, event }) => ({ by, ...event })),
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

let pages: Awaited<ReturnType<typeof createPages>>;
beforeEach(async () => {
  pages = await createPages();
});
afterEach(() => pages.close());

describe('the page on which a pack of evidence is taken', () => {
  it('gives one pack, which strangers check, and its entry names who took it', async () => {
    const id = await pages.world.plan();
    pages.making(pages.real.make);
    const address = await pages.link({ departure: id }, 'nadia', 'full');
    for (let opened = 0; opened < 3; opened += 1) {
      const page = await fetch(address);
      expect([page.status, page.headers.get('cache-control')]).toEqual([200, 'no-store']);
      expect(await page.text()).toMatch(/<html lang="fr">.*Le départ d’Alex Moreau.*Avec les noms/s);
    }
    expect(await pages.entries()).toEqual([]);
    const taken = await pages.take(address);
    expect([taken.status, taken.headers.get('content-disposition')]).toEqual([
      ...[200, 'attachment; filename="evidence.zip"'],
    ]);
    const bytes = new Uint8Array(await taken.arrayBuffer());
    expect((await verifyPack(bytes, { expectedKey: null })).findings).toEqual([]);
    expect(Buffer.from(bytes).toString('latin1')).toContain('Alex Moreau');
    const digest = createHash('sha256').update(bytes).digest('hex');
    expect(await pages.entries()).toEqual([
      {
        ...{ by: 'nadia', type: 'evidence-pack-made', via: 'chat', level: 'full', period: null, departures: [id] },
        digest,
      },
    ]);
    expect((await pages.take(address)).status).toBe(410);
    expect(await pages.entries()).toHaveLength(1);
  });

  it('is still good where nothing was made, and says then nowhere that it was taken', async () => {
    const address = await pages.link({ departure: await pages.world.plan() });
    pages.making(() => Promise.reject(new Error('the fonts are not there')));
    expect((await pages.take(address)).status).toBe(500);
    expect(await pages.entries()).toEqual([]);
    // Another one is being made meanwhile.
    const { once } = pages.world.deps.store;
    const now = pages.world.clock.now().getTime();
    await once.take('audit-pack', now, now + 60_000);
    const busy = await pages.take(address);
    expect([busy.status, await busy.text()]).toEqual([503, expect.stringContaining('Un autre dossier')]);
    await once.giveBack('audit-pack');
    pages.making(async () => ({ bytes: Buffer.from('pack'), digest: 'ab', fingerprint: 'cd' }));
    expect(await (await pages.take(address)).text()).toBe('pack');
    expect(await pages.entries()).toHaveLength(1);
  });

  it('holds of a period what this person may take, by their roles at that moment', async () => {
    const secretOne = await pages.world.plan({ kind: 'dismissal' }, secretFlow, {
      ...{ ...testPeople.it, managerId: testPeople.manager.id },
    });
    const open = await pages.world.plan({}, testFlow, {
      ...{ ...testPeople.leaver, id: 'kim', name: 'Kim Doe', email: 'kim@example.com', handles: {} },
      managerId: testPeople.manager.id,
    });
    const asIt = await pages.link({ period: march }, 'tom');
    expect(await (await fetch(asIt)).text()).toMatch(/One departure begun/);
    expect(await (await pages.take(asIt)).text()).toBe(`of ${open}`);
    const asHr = await pages.link({ period: march }, 'nadia');
    expect(await (await fetch(asHr)).text()).toMatch(/2 départs commencés.*encore confidentiel/s);
    expect(await (await pages.take(asHr)).text()).toBe(`of ${secretOne},${open}`);
    // A link says what was asked for, not who may: that is asked at each visit.
    for (const [person, level] of [
      ['tom', 'full'],
      ['maya', 'auditor'],
      ['kim', 'auditor'],
    ] as const) {
      const address = await pages.link({ departure: open }, person, level);
      expect([(await fetch(address)).status, (await pages.take(address)).status], person).toEqual([410, 410]);
    }
  });

  it('gives nothing that began to be a secret, or to be erased, while it was made', async () => {
    const id = await pages.world.plan();
    pages.making(async () => {
      const departure = await pages.world.load(id);
      const at = '2026-03-02T09:00:00.000Z';
      const erasure = { at, why: 'retention' as const, evidenceUntil: null, cards: [], notBefore: null };
      const load = pages.world.deps.store.departures.load.bind(pages.world.deps.store.departures);
      pages.world.deps.store.departures.load = async (one) => (one === id ? { ...departure, erasure } : load(one));
      return { bytes: Buffer.from('pack'), digest: 'ab', fingerprint: 'cd' };
    });
    expect((await pages.take(await pages.link({ departure: id }))).status).toBe(410);
    expect(await pages.entries()).toEqual([]);
  });

  it('gives nothing to whoever lost the role, or may not know of it any more, while it was made', async () => {
    const { deps } = pages.world;
    const { departures } = deps.store;
    const [rolesOf, load] = [deps.directory.rolesOf.bind(deps.directory), departures.load.bind(departures)];
    const id = await pages.world.plan();
    const meanwhile: readonly (() => void)[] = [
      () => {
        deps.directory.rolesOf = (person) => (person.id === 'nadia' ? [] : rolesOf(person));
      },
      () => {
        departures.load = async (one) => {
          const departure = await load(one);
          const flow = departure?.flow && { ...departure.flow, confidential: true };
          return departure && flow ? { ...departure, flow, wave: { id: 'w', members: ['alex', 'nadia'] } } : departure;
        };
      },
    ];
    for (const happens of meanwhile) {
      const address = await pages.link({ departure: id });
      pages.making(async () => {
        happens();
        return { bytes: Buffer.from('bytes of it'), digest: 'ab', fingerprint: 'cd' };
      });
      const refused = await pages.take(address);
      expect([refused.status, await refused.text()]).toEqual([410, expect.not.stringContaining('bytes of it')]);
      expect(await pages.entries()).toEqual([]);
      deps.directory.rolesOf = rolesOf;
      departures.load = load;
    }
    // The canary: where nothing of that happens, it is given.
    pages.making(async () => ({ bytes: Buffer.from('bytes of it'), digest: 'ab', fingerprint: 'cd' }));
    expect(await (await pages.take(await pages.link({ departure: id }))).text()).toBe('bytes of it');
  });

  it('gives no bytes where it cannot be noted, and the link is still good', async () => {
    const address = await pages.link({ departure: await pages.world.plan() });
    const { notes } = pages.world.deps.store;
    const change = notes.change.bind(notes);
    pages.making(async () => {
      notes.change = () => Promise.reject(new Error('the database is away'));
      return { bytes: Buffer.from('bytes of it'), digest: 'ab', fingerprint: 'cd' };
    });
    const failed = await pages.take(address);
    expect([failed.status, await failed.text()]).toEqual([500, expect.not.stringContaining('bytes of it')]);
    notes.change = change;
    expect(await pages.entries()).toEqual([]);
    pages.making(async () => ({ bytes: Buffer.from('bytes of it'), digest: 'ab', fingerprint: 'cd' }));
    expect(await (await pages.take(address)).text()).toBe('bytes of it');
    expect(await pages.entries()).toHaveLength(1);
  });

  it('says on its cover that a period has only what whoever took it may see, and how much else there is nowhere', async () => {
    const secretOne = await pages.world.plan({ kind: 'dismissal' }, secretFlow, {
      ...{ ...testPeople.it, managerId: testPeople.manager.id },
    });
    const open = await pages.world.plan({}, testFlow, {
      ...{ ...testPeople.leaver, id: 'kim', name: 'Kim Doe', email: 'kim@example.com', handles: {} },
      managerId: testPeople.manager.id,
    });
    pages.making(pages.real.make);
    const taken = async (what: EvidenceAsked['what']) => {
      const files = filesOf(new Uint8Array(await (await pages.take(await pages.link(what, 'tom'))).arrayBuffer()));
      return (name: string) => Buffer.from(files.find((one) => one.name === name)?.bytes ?? []).toString('utf8');
    };
    const ofPeriod = await taken({ period: march });
    expect(JSON.parse(ofPeriod('evidence.json'))).toMatchObject({ limitedTo: 'taker', departures: [{}] });
    expect(ofPeriod('evidence.en.json')).toContain(
      'Of these days, this pack holds only the departures that whoever took it may see. There may be others.',
    );
    expect(ofPeriod('evidence.fr.json')).toContain(
      'Pour ces jours, ce dossier ne contient que les départs que la personne qui l’a pris peut voir. Il peut y en avoir d’autres.',
    );
    expect(ofPeriod('evidence.json')).not.toContain(secretOne);
    expect(JSON.parse((await taken({ departure: open }))('evidence.json'))).not.toHaveProperty('limitedTo');
  });

  it('calls one secret departure so, not one of several', async () => {
    const id = await pages.world.plan({ kind: 'dismissal' }, secretFlow);
    const pageFor = async (person: string) => (await fetch(await pages.link({ departure: id }, person))).text();
    expect(await pageFor('tom')).toContain(
      'This departure is confidential still. Give the file to nobody who may not know.',
    );
    expect(await pageFor('nadia')).toContain('Ce départ est encore confidentiel.');
  });

  it('works for a quarter of an hour, is no link of another kind, and is logged nowhere', async () => {
    const id = await pages.world.plan();
    const address = await pages.link({ departure: id });
    const now = () => pages.world.clock.now().getTime();
    const other = await createDossierLinks(secret, now).make({ departureId: id, person: 'nadia' }, now() + 60_000);
    expect((await fetch(`${pages.url}/evidence/${other}`)).status).toBe(410);
    pages.world.clock.set(new Date(now() + 15 * 60_000 + 1000));
    expect([(await fetch(address)).status, (await pages.take(address)).status]).toEqual([410, 410]);
    const good = await pages.link({ departure: id });
    await pages.take(good);
    expect(pages.logged.join()).toContain('evidence.taken');
    expect(pages.logged.join()).not.toMatch(new RegExp(`Alex|${good.split('/').at(-1)?.replaceAll('.', '\\.')}`));
  });

  it('gives twenty within an hour to one person, and says so', async () => {
    const id = await pages.world.plan();
    for (let given = 0; given < 20; given += 1) {
      const pack = await pages.desk.make({ what: { departure: id }, level: 'auditor' }, testPeople.hr);
      expect(pack).toBeInstanceOf(Uint8Array);
    }
    const address = await pages.link({ departure: id });
    const refused = await pages.take(address);
    expect([refused.status, await refused.text()]).toEqual([429, expect.stringContaining('20 dossiers')]);
    expect((await pages.take(await pages.link({ departure: id }, 'tom'))).status).toBe(200);
    // The link that gave nothing is still good.
    pages.world.clock.set(new Date(pages.world.clock.now().getTime() + 14 * 60_000));
    expect((await pages.take(address)).status).toBe(429);
  });
});
