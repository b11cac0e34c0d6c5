import { describe, expect, it, onTestFinished } from 'vitest';
import type { Fetch } from '../../src/connectors/http/transport.ts';
import { type Connector, ConnectorError } from '../../src/engine/ports/connector.ts';

/** A fake system whose list of accounts is read. */
interface ListedWorld {
  connector: Connector;
  now(): Date;
  /** Ids of every account that the vendor would list, by the fake's own state. */
  ids(): readonly string[];
  /** So many more accounts come to be, each under an address of its own. */
  crowd(count: number): void;
  close(): Promise<void>;
}

/** One answer before it goes on to the connector. */
interface Meddled {
  url: URL;
  body: unknown;
}

export interface AccountListCase {
  make(watch: (fetch: Fetch) => Fetch): Promise<ListedWorld>;
  /** How many accounts fit onto the largest page. */
  pageSize: number;
  /** Whether a request is one for a page of the accounts. */
  isPage(url: URL, method: string): boolean;
  /** What is answered where rights hide some accounts and nothing is refused: what the connector has to see through. */
  hides(answer: Meddled): unknown;
}

type Lie =
  | { type: 'none' }
  /** Every later page is the first one again. */
  | { type: 'repeats' }
  /** Every page from the nth on is refused. */
  | { type: 'refuses'; page: number; status: number }
  | { type: 'rewrites'; change: (answer: Meddled) => unknown };

/** What a list of accounts must never be: a part that passes for the whole. */
export function accountListContract(name: string, { make, pageSize, isPage, hides }: AccountListCase): void {
  describe(`list of accounts: ${name}`, () => {
    async function open() {
      let lie: Lie = { type: 'none' };
      let pages = 0;
      let first: { status: number; headers: Headers; text: string } | null = null;
      const watch = (fetch: Fetch): Fetch => {
        return async (url, init) => {
          if (!isPage(url, init.method)) {
            const reply = await fetch(url, init);
            return lie.type === 'rewrites' ? rewritten(reply, url, lie.change) : reply;
          }
          pages += 1;
          if (lie.type === 'refuses' && pages >= lie.page)
            return new Response('{"refused":"once"}', {
              status: lie.status,
              headers: lie.status === 429 ? { 'retry-after': '30' } : {},
            });
          if (lie.type === 'repeats' && first !== null)
            return new Response(first.text, { status: first.status, headers: first.headers });
          const reply = await fetch(url, init);
          if (lie.type === 'rewrites') return rewritten(reply, url, lie.change);
          if (lie.type !== 'repeats') return reply;
          first = { status: reply.status, headers: reply.headers, text: await reply.text() };
          return new Response(first.text, { status: first.status, headers: first.headers });
        };
      };
      const world = await make(watch);
      onTestFinished(() => world.close());
      const { accounts } = world.connector;
      if (accounts === undefined) throw new Error('lists no accounts');
      const read = (tenant?: string) =>
        accounts.read({ now: world.now, signal: AbortSignal.timeout(20_000), ...(tenant !== undefined && { tenant }) });
      return {
        world,
        read,
        failure: async (tenant?: string) => {
          const error = await read(tenant).then(
            () => null,
            (thrown: unknown) => thrown,
          );
          return error instanceof ConnectorError ? error.kind : error;
        },
        lie(next: Lie) {
          lie = next;
          pages = 0;
          first = null;
        },
      };
    }

    it('names every account once, by its immutable id', async () => {
      const { world, read } = await open();
      const { accounts, tenant } = await read();
      expect(accounts.map(({ id }) => id).toSorted()).toEqual(world.ids().toSorted());
      expect((await read(tenant)).accounts).toEqual(accounts);
      for (const { addresses } of accounts)
        for (const address of addresses) expect(address).toBe(address.toLowerCase());
    });

    it('reads 250 more over all pages', async () => {
      const { world, read } = await open();
      const before = world.ids().length;
      world.crowd(250);
      expect(world.ids()).toHaveLength(before + 250);
      expect((await read()).accounts.map(({ id }) => id).toSorted()).toEqual(world.ids().toSorted());
    });

    it('takes pages that repeat themselves for no list', async () => {
      const { world, lie, failure } = await open();
      world.crowd(pageSize);
      lie({ type: 'repeats' });
      expect(await failure()).toBe('unproven');
    });

    it('never gives a part when a page is refused', async () => {
      const { world, lie, failure } = await open();
      world.crowd(pageSize);
      lie({ type: 'refuses', page: 1, status: 403 });
      expect(await failure()).toBe('unauthorised');
      // Last, because what one call hears holds the others back.
      lie({ type: 'refuses', page: 2, status: 429 });
      expect(await failure()).toBe('throttled');
    });

    it('believes no list from which rights take something', async () => {
      const { lie, failure } = await open();
      lie({ type: 'rewrites', change: hides });
      expect(['unproven', 'rejected']).toContain(await failure());
    });

    it('is of the organisation that answered before, or of none', async () => {
      const { read, failure } = await open();
      const { tenant } = await read();
      expect(await failure(`${tenant.split(' ')[0]} another`)).toBe('mismatch');
    });
  });
}

async function rewritten(reply: Response, url: URL, change: (answer: Meddled) => unknown): Promise<Response> {
  const text = await reply.text();
  const headers = new Headers(reply.headers);
  headers.delete('content-length');
  const body = text.startsWith('{') || text.startsWith('[') || /^\d/.test(text) ? JSON.parse(text) : null;
  const told = body === null ? text : JSON.stringify(change({ url, body }));
  return new Response(reply.status === 204 ? null : told, { status: reply.status, headers });
}
