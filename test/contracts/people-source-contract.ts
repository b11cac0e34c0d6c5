import { describe, expect, it } from 'vitest';
import type { Fetch } from '../../src/connectors/http/transport.ts';
import { readSource } from '../../src/engine/people/sources/read-source.ts';
import { ConnectorError } from '../../src/engine/ports/connector.ts';
import type { PeopleSource } from '../../src/engine/ports/people-source.ts';

/** One request that a source makes of its vendor; what signs in is answered before. */
interface VendorRequest {
  url: URL;
  authorization: string;
}

export interface VendorWorld {
  /** The source over this transport. */
  source(fetch: Fetch): PeopleSource;
  /** Answers what signs in; null for every other request. */
  signIn(url: URL): Response | null;
  /**
   * A page of the vendor's list with Maya, her report Alex and a Bea without anything; `more` leads on to the same
   * list's next page.
   */
  page(request: VendorRequest, which: { part: 'first' | 'last' | 'only'; nulls?: boolean }): Response;
}

const now = () => new Date('2026-11-02T09:00:00.000Z');
const context = () => ({ now, signal: AbortSignal.timeout(20_000) });

/** What every source of people over HTTP must do, also where its vendor lies. */
export function peopleSourceContract(name: string, world: VendorWorld): void {
  const read = async (answer: (request: VendorRequest, count: number) => Response) => {
    let count = 0;
    const fetch: Fetch = async (url, { headers }) => {
      const signIn = world.signIn(url);
      if (signIn) return signIn;
      count += 1;
      return answer({ url, authorization: headers['authorization'] ?? '' }, count);
    };
    return { list: await readSource(world.source(fetch), context()), calls: () => count };
  };

  describe(`${name} as a source of people`, () => {
    it('tells everybody of all pages, addresses in lower case, managers by id or address', async () => {
      const { list } = await read((request, count) => world.page(request, { part: count === 1 ? 'first' : 'last' }));
      const byMail = new Map(list.people.map((one) => [one.email, one]));
      const [alex, maya] = [byMail.get('alex@example.com'), byMail.get('maya@example.com')];
      expect(alex).toMatchObject({ name: 'Alex Moreau', title: 'Engineer', team: 'Platform', employeeNumber: '42' });
      expect(alex?.managerId ?? alex?.managerEmail).toBe(alex?.managerId ? maya?.id : 'maya@example.com');
      expect(list.unreadable).toEqual([]);
    });

    it('takes what is null or odd for nothing said', async () => {
      const { list } = await read((request) => world.page(request, { part: 'only', nulls: true }));
      expect(list.people.find(({ id }) => id.includes('BEA') || id.includes('bea'))).toMatchObject({
        ...{ name: null, title: null, team: null, employeeNumber: null, managerId: null, managerEmail: null },
        ...{ country: null, locale: null, timeZone: null },
      });
    });

    it('throws rather than taking a list that leads in a circle', async () => {
      await expect(read((request) => world.page(request, { part: 'first' }))).rejects.toMatchObject({
        kind: 'unproven',
      });
    });

    it('throws rather than ending early when a page fails', async () => {
      const failed = read((request, count) =>
        count === 1 ? world.page(request, { part: 'first' }) : new Response('{}', { status: 503 }),
      );
      await expect(failed).rejects.toBeInstanceOf(ConnectorError);
    });

    it('signs in anew after one refusal, and waits for a short throttle', async () => {
      for (const [status, headers] of [
        [401, {}],
        [429, { 'retry-after': '0' }],
      ] as const) {
        const { list } = await read((request, count) =>
          count === 1 ? new Response('{}', { status, headers }) : world.page(request, { part: 'only' }),
        );
        expect(list.people.length).toBeGreaterThan(1);
      }
    });

    it('holds no personal data and no credential in what it throws', async () => {
      const error: unknown = await read(() => new Response('"alex.canary@example.com"', { status: 200 })).catch(
        (thrown: unknown) => thrown,
      );
      expect(error).toBeInstanceOf(ConnectorError);
      expect(String((error as Error).message)).not.toContain('canary');
    });
  });
}
