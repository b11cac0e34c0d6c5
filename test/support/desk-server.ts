import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { Registry } from 'prom-client';
import { contentSecurityPolicy, style } from '../../src/channels/email/page/style.ts';
import { createDeskRouter } from '../../src/desk/desk-router.ts';
import { createDeskAdmissions } from '../../src/engine/desk/admissions.ts';
import { createDesk } from '../../src/engine/desk/desk.ts';
import { createWritePage } from '../../src/evidence/write-page.ts';
import { createHttpServer } from '../../src/http/server.ts';
import { createMemoryWorld, type MemoryWorld } from './memory/memory-world.ts';

/**
 * The desk of a world in memory, over HTTP. `pageDir`: the built page; without,
 * a page that only says that it is one.
 */
export async function openDesk({
  secure = false,
  pageDir: built,
  world: given,
}: {
  secure?: boolean;
  pageDir?: string;
  world?: MemoryWorld;
} = {}) {
  const world = given ?? (await createMemoryWorld());
  const made: string[] = [];
  const admissions = createDeskAdmissions(world.deps.store.notes, {
    now: () => world.clock.now().getTime(),
    secret: () => `s${made.push('')}`.padEnd(43, 'k'),
  });
  const roles = { lost: false };
  const { directory } = world.deps;
  const deps = {
    ...world.deps,
    directory: {
      ...directory,
      rolesOf: (one: Parameters<typeof directory.rolesOf>[0]) => (roles.lost ? [] : directory.rolesOf(one)),
    },
  };
  const logged: string[] = [];
  const scratch = mkdtempSync(join(tmpdir(), 'relais-desk-'));
  writeFileSync(join(scratch, 'index.html'), '<!doctype html><title>the page</title>');
  const pageDir = built ?? scratch;
  // The one that Relais has, so what falls through the desk is answered as it is there.
  const server = createHttpServer({
    ...{ port: 0, host: '127.0.0.1', registry: new Registry(), ready: async () => {} },
    log: pino({ level: 'silent' }),
  });
  server.mount(
    createDeskRouter({
      ...{ desk: createDesk(deps), admissions, pageDir, secure, defaultLocale: 'en' },
      writePage: createWritePage({ fonts: 'nowhere', now: () => world.clock.now() }),
      look: { style, contentSecurityPolicy },
      now: () => world.clock.now(),
      log: pino({ level: 'trace' }, { write: (line: string) => void logged.push(line) }),
    }),
  );
  const url = await server.listen();
  const get = (path: string, cookie = '', more: RequestInit = {}) =>
    fetch(`${url}/desk${path}`, { redirect: 'manual', ...more, headers: { cookie, ...more.headers } });
  /** Comes in by a link, as a browser does. */
  const enter = async (person: string) => {
    const came = await get(`/open/${await admissions.ticket(person)}`, '', { method: 'POST' });
    return (came.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  };
  const post = async (path: string, cookie: string, body: object, headers: Record<string, string> = {}) => {
    const { form = '' } = (await (await get('/api/shell', cookie)).json()) as { form?: string };
    return get(path, cookie, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json', 'x-relais-form': form, ...headers },
    });
  };
  return {
    ...{ url, world, admissions, roles, logged, get, post, enter },
    async close() {
      await server.close();
      rmSync(scratch, { recursive: true, force: true });
    },
  };
}
