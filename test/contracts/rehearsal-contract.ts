import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Fetch } from '../../src/connectors/http/transport.ts';
import { inEnglish } from '../../src/domain/localized.ts';
import type { Person } from '../../src/domain/people/people.ts';
import type { CheckReport, Connector, ConnectorContext } from '../../src/engine/ports/connector.ts';
import { ConnectorError } from '../../src/engine/ports/connector.ts';
import { inEnglishToo } from '../support/english.ts';
import type { ConnectorWorld } from './connector-contract.ts';

/** One request of a connector, as it leaves. */
interface Asked {
  method: string;
  url: URL;
  body: string;
}

/** An answer of a vendor in its own way. */
interface Said {
  status: number;
  body: unknown;
}

/** One way in which a vendor is asked for somebody, written by hand. */
export interface LookUpRow {
  /** What the finding has to name. */
  names: string;
  is(asked: Asked): boolean;
  /** How this vendor says that it finds nobody. */
  nobody: Said;
}

export interface RehearsedVendor {
  open(watch: (fetch: Fetch) => Fetch): Promise<ConnectorWorld>;
  lookUps: readonly LookUpRow[];
  /**
   * In what one request names what belongs to one person: its words are of no shape. Addresses, numbers and ids are
   * none anyway.
   */
  personal?: RegExp;
  /** How this vendor refuses for want of a right; 403 where it is left out. */
  refusal?: Said;
}

/** What stands between a connector and its vendor, one fault at a time. */
function faultyFetch(shapeIn: (asked: Asked) => string) {
  const shapes = new Set<string>();
  let fault: ((asked: Asked, pass: () => Promise<Response>) => Promise<Response>) | null = null;
  const watch =
    (fetch: Fetch): Fetch =>
    (url, init) => {
      const asked = { method: init.method, url, body: init.body ?? '' };
      shapes.add(shapeIn(asked));
      const pass = () => fetch(url, init);
      return fault === null ? pass() : fault(asked, pass);
    };
  return {
    watch,
    shapes,
    set(made: typeof fault) {
      fault = made;
    },
  };
}

/** A request without what it says of one person: another person's is of the same shape. */
function shapeOf({ method, url, body }: Asked, personal?: RegExp): string {
  const path = url.pathname
    .split('/')
    .map((part) => (/^(?:v\d[\d.]*|[a-z_.-]*[a-z]|oauth2|[a-zA-Z]+)$/.test(part) ? part : ':'))
    .join('/');
  const query = [...url.searchParams].map(([name, value]) => `${name}=${wordless(value)}`).toSorted();
  const shape = `${method} ${path} ${query.join('&')} ${wordless(body)}`;
  return personal ? shape.replaceAll(personal, '?') : shape;
}

/** Without values: what is quoted, addresses, and whatever has a figure in it. */
function wordless(text: string): string {
  return decodeURIComponent(text.replaceAll('+', ' ').replaceAll(/%(?![0-9a-f]{2})/gi, '%25'))
    .replaceAll(/"(?:[^"\\]|\\.)*@(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g, '?')
    .replaceAll(/[^\s"'=&,:]+@[^\s"'=&,:]+/g, '?')
    .replaceAll(/[\w:-]*\d[\w:-]*/g, '?');
}

/**
 * Requests by which credentials are got, which concern everything, and further pages of a list, which the first one
 * stands for.
 */
function isApart(shape: string): boolean {
  return (
    /^POST \S*(?:token|access_tokens) /.test(shape) ||
    /(?:skiptoken|page|cursor|pageToken|startIndex|first)=/.test(shape.replace(/per_page=|page_size=|pageSize=/g, ''))
  );
}

/** A vendor with nothing wrong, one fault at a time, for each test. */
function rehearsed({ open, refusal, personal }: RehearsedVendor) {
  const shapeIn = (asked: Asked) => shapeOf(asked, personal);
  const current = {} as { world: ConnectorWorld; faults: ReturnType<typeof faultyFetch> };
  beforeEach(async () => {
    current.faults = faultyFetch(shapeIn);
    current.world = await open(current.faults.watch);
  });
  afterEach(() => current.world.close());
  const context = (): ConnectorContext => ({ now: current.world.now, signal: new AbortController().signal });
  return {
    current,
    shapeIn,
    context,
    refused: () => answerOf(refusal ?? { status: 403, body: { error: 'not allowed' } }),
    async check() {
      const report = await current.world.connector.check(context());
      return { ...report, said: saidBy(report) };
    },
  };
}

/** That a check tries each look-up of a departure, and names the one that does not work. The rows are by hand. */
export function rehearsalContract(name: string, vendor: RehearsedVendor): void {
  const { lookUps } = vendor;
  describe(`a rehearsal: ${name}`, () => {
    const { current, context, refused, check } = rehearsed(vendor);

    it('finds nothing where nothing is wrong, and changes nothing', async () => {
      const { problems } = await check();
      expect(problems).toEqual([]);
      expect(current.world.writes()).toBe(current.world.triesOfNobody ?? 0);
    });

    for (const { names, is, nobody } of lookUps) {
      it(`names ${names} where it is refused`, async () => {
        current.faults.set((asked, pass) => (is(asked) ? refused() : pass()));
        const { ok, said } = await check();
        expect({ ok, said }).toMatchObject({ ok: false, said: expect.stringContaining(names) });
      });

      it(`names ${names} where it finds nobody`, async () => {
        current.faults.set((asked, pass) => (is(asked) ? answerOf(nobody) : pass()));
        const { ok, said } = await check();
        expect({ ok, said }).toMatchObject({ ok: false, said: expect.stringContaining(names) });
      });

      it(`names ${names} where it answers with the same person whoever is asked for`, async () => {
        const first = new Map<string, Said>();
        current.faults.set(async (asked, pass) => {
          if (!is(asked)) return pass();
          const known = first.get(names);
          if (known) return answerOf(known);
          const answer = await pass();
          const said = {
            status: answer.status,
            body: await answer
              .clone()
              .json()
              .catch(() => null),
          };
          if (answer.ok && JSON.stringify(said.body) !== JSON.stringify(nobody.body)) first.set(names, said);
          return answer;
        });
        const { ok, said } = await check();
        expect({ ok, said }).toMatchObject({ ok: false, said: expect.stringContaining(names) });
      });

      it(`names ${names} where it minds capitals and a departure does too`, async () => {
        current.faults.set((asked, pass) => (is(asked) && isInCapitals(asked) ? answerOf(nobody) : pass()));
        const { present } = current.world.people;
        const found = await current.world.connector
          .find({ ...present, email: inCapitals(present.email) }, context())
          .then(
            ({ status }) => status,
            (error: unknown) => {
              if (error instanceof ConnectorError) return error.kind;
              throw error;
            },
          );
        const { said } = await check();
        if (found === 'none') expect(said).toContain(names);
      });
    }
  });
}

/**
 * For the long lane. The expectation is a departure itself: whatever one of its requests, refused by itself, costs it,
 * the check has to say, and to name each list that would be untold.
 */
export function rehearsalOfEachRequest(name: string, vendor: RehearsedVendor): void {
  describe(`a rehearsal of each request: ${name}`, () => {
    const { current, shapeIn, context, refused, check } = rehearsed(vendor);

    it('says whatever one refused request would cost a departure', async () => {
      const well = await departure(current.world.connector, current.world.people, context);
      expect(well.failed).toBeNull();
      const shapes = [...current.faults.shapes].filter((shape) => !isApart(shape));
      expect(shapes.length).toBeGreaterThan(0);
      let tried = 0;
      const silent: string[] = [];
      for (const shape of shapes) {
        current.faults.set((asked, pass) => (shapeIn(asked) === shape ? refused() : pass()));
        const ill = await departure(current.world.connector, current.world.people, context);
        if (JSON.stringify(ill) === JSON.stringify(well)) continue;
        tried += 1;
        const { ok, said } = await check();
        if (ok) silent.push(`${shape}, which costs ${ill.failed ?? ill.untold.join(', ')}`);
        else silent.push(...ill.untold.filter((list) => !said.includes(list)).map((list) => `${list}: ${said}`));
        current.faults.set(null);
        pause(current.world);
      }
      expect(silent).toEqual([]);
      expect(tried).toBeGreaterThan(0);
    });
  });
}

/** Everything that a departure reads of a system: who is found, who is not, and what there is to end. */
async function departure(
  connector: Connector,
  { present, absent }: { present: Person; absent: Person },
  context: () => ConnectorContext,
) {
  const told = { failed: null as string | null, found: '', absent: '', items: [] as string[], untold: [] as string[] };
  try {
    const found = await connector.find(present, context());
    told.found = found.status;
    told.absent = (await connector.find(absent, context())).status;
    if (found.status !== 'found') return told;
    for (const account of found.accounts) {
      const { items, untold } = await connector.look(account, context());
      told.items.push(...items.map(({ action, standing }) => `${action.id} ${standing}`));
      told.untold.push(...untold.map(({ named }) => inEnglish(named)));
      await connector.lastUse(account, context().now(), context());
    }
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    told.failed = error.message;
  }
  return told;
}

function saidBy({ problems }: CheckReport): string {
  const told = inEnglishToo(problems);
  for (const { message, fix } of told) expect([message, fix]).not.toContain('');
  return told.map(({ message, fix }) => `${message} → ${fix}`).join('\n');
}

async function answerOf({ status, body }: Said): Promise<Response> {
  return new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });
}

/** What a connector remembers for a minute is forgotten. */
function pause(world: ConnectorWorld): void {
  if ('pass' in world && typeof world.pass === 'function') world.pass(61);
}

function inCapitals(address: string): string {
  return address.toUpperCase();
}

function isInCapitals({ url, body }: Asked): boolean {
  return /EXAMPLE\.(?:COM|ORG)/.test(decodeURIComponent(`${url.pathname}${url.search}${body}`));
}
