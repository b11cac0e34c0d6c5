import { pino } from 'pino';
import { Registry } from 'prom-client';
import { auditPath, createAuditRouter } from '../../src/channels/email/page/audit-router.ts';
import type { Asker } from '../../src/domain/auditors/decide.ts';
import { createAuditDesk } from '../../src/engine/audit/audit-desk.ts';
import { inviteAuditor } from '../../src/engine/auditors/invitations.ts';
import { createDeskAdmissions, ofAuditors } from '../../src/engine/desk/admissions.ts';
import { entriesBackwards, type InstallationEntry } from '../../src/engine/installation/installation-journal.ts';
import type { EvidencePacks } from '../../src/engine/ports/evidence-packs.ts';
import { csvOf } from '../../src/evidence/csv.ts';
import { installationKey } from '../../src/evidence/installation-key.ts';
import { makePack } from '../../src/evidence/make-pack.ts';
import { createHttpServer } from '../../src/http/server.ts';
import { createMemoryWorld, type MemoryWorld } from './memory/memory-world.ts';

export const askers = {
  hr: { type: 'person', id: 'nadia', roles: ['hr'] },
  it: { type: 'person', id: 'tom', roles: ['it'] },
  nobody: { type: 'person', id: 'jonas', roles: [] },
  server: { type: 'system', id: 'system', roles: [] },
} as const satisfies Record<string, Asker>;

/** All entries of the journal of the installation, the first first. */
export async function installationEntries({ store }: Pick<MemoryWorld['deps'], 'store'>) {
  const found: InstallationEntry[] = [];
  for await (const one of entriesBackwards(store.notes)) found.push(one);
  return found.reverse();
}

/** The real packs of a world in memory. */
export function packsOf({ deps, clock }: MemoryWorld): EvidencePacks {
  const { store } = deps;
  return {
    codes: async () => (await installationKey(store.notes, clock.now())).codeOf,
    make: (asked) =>
      makePack(
        {
          ...{ store, now: clock.now(), organisation: 'Example', relais: '0.1.0', own: {}, stamp: null },
          verifyPage: Buffer.from('<!doctype html><title>stands for the page</title>'),
          fonts: 'nowhere, so from their package',
        },
        asked,
      ),
  };
}

/** An auditor of what began in March 2026, until the given instant. */
export async function invitedIn(
  { deps, clock }: MemoryWorld,
  {
    until = '2026-05-01T00:00:00.000Z',
    person = null,
    asker = askers.hr,
    locale = 'en',
  }: { until?: string; person?: string | null; asker?: Asker; locale?: 'en' | 'fr' } = {},
): Promise<string> {
  const invited = await inviteAuditor(
    deps,
    {
      ...{ name: 'Ines Okafor, Example Audit', person, locale, until },
      ...{ period: { from: '2026-03-01', to: '2026-03-31' }, from: clock.now().toISOString() },
    },
    asker,
  );
  if (invited.type === 'refused') throw new Error(`not invited: ${invited.why}`);
  return invited.grant.id;
}

/** The pages for auditors of a world in memory, over HTTP. */
export async function openAudit(given?: MemoryWorld) {
  const world = given ?? (await createMemoryWorld());
  const { deps, engine, clock } = world;
  const made: string[] = [];
  const admissions = createDeskAdmissions(
    deps.store.notes,
    { now: () => clock.now().getTime(), secret: () => `s${made.push('')}`.padEnd(43, 'k') },
    ofAuditors,
  );
  const desk = createAuditDesk(deps, engine, packsOf(world));
  const logged: string[] = [];
  const server = createHttpServer({
    ...{ port: 0, host: '127.0.0.1', registry: new Registry(), ready: async () => {} },
    log: pino({ level: 'silent' }),
  });
  server.mount(
    createAuditRouter({
      ...{ desk, admissions, organisation: 'Example', secure: false, defaultLocale: 'en', csv: csvOf },
      log: pino({ level: 'trace' }, { write: (line: string) => void logged.push(line) }),
      newSeed: () => 'chosen-by-relais',
    }),
  );
  const url = await server.listen();
  const get = (path: string, cookie = '', more: RequestInit = {}) =>
    fetch(`${url}${auditPath}${path}`, { redirect: 'manual', ...more, headers: { cookie, ...more.headers } });
  /** Comes in by a link, as a browser does. */
  const enter = async (auditor: string) => {
    const came = await get(`/open/${await admissions.ticket(auditor)}`, '', { method: 'POST' });
    return (came.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  };
  /** Posts a form of the first page. */
  const post = async (path: string, cookie: string, values: Record<string, string>) => {
    const html = await (await get('', cookie)).text();
    const form = /name="form" value="([^"]*)"/.exec(html)?.[1] ?? '';
    return get(path, cookie, { method: 'POST', body: new URLSearchParams({ form, ...values }) });
  };
  return { url, world, desk, admissions, logged, get, enter, post, close: () => server.close() };
}
