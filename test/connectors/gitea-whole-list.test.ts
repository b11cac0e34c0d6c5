import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { wholeList } from '../../src/connectors/gitea/gitea-system.ts';
import type { HttpClient } from '../../src/connectors/http/http-client.ts';
import { inEnglish, inFrench } from '../../src/domain/localized.ts';
import { ConnectorError } from '../../src/engine/ports/connector.ts';

const context = { now: () => new Date(0), signal: new AbortController().signal, calledAt: null };

interface Page {
  items: readonly object[];
  /** `X-Total-Count`; left out: the header is not there. */
  total?: number | undefined;
}

/** Gives these pages, and after them pages without items. */
function pagesOf(...given: readonly Page[]): Pick<HttpClient, 'pages'> {
  return {
    async pages(_path, { schema, next }) {
      const pages = [];
      for (let at = 0; ; at += 1) {
        const { items, total } = given[at] ?? { items: [], total: given.at(-1)?.total };
        const page = schema.parse(items);
        const headers = new Headers(total === undefined ? {} : { 'x-total-count': String(total) });
        pages.push(page);
        if (next(page, headers) === null) return { pages, evidence: [], headers };
      }
    },
  };
}

const users = (...numbers: readonly number[]) => numbers.map((id) => ({ id: String(id) }));
const upTo = (first: number, last: number) => users(...Array.from({ length: last - first + 1 }, (_, n) => first + n));

async function idsOf(...given: readonly Page[]): Promise<string[]> {
  const shape = z.array(z.object({ id: z.string() }));
  return (await wholeList(pagesOf(...given), { path: '/x', shape }, context)).items.map(({ id }) => id);
}

async function refusalOf(...given: readonly Page[]): Promise<readonly string[]> {
  const error = await idsOf(...given).catch((cause: unknown) => cause);
  if (!(error instanceof ConnectorError)) throw new Error(`expected a ConnectorError, got ${String(error)}`);
  return [error.kind, inEnglish(error.words), inFrench(error.words)];
}

const moved = [
  'unproven',
  'Gitea’s list changed while it was read, so it may not be whole',
  'la liste de Gitea a changé pendant sa lecture : elle n’est peut-être pas entière',
];
const uncounted = [
  'unproven',
  'Gitea’s list has several pages and no count (X-Total-Count), so it may not be whole',
  'la liste de Gitea a plusieurs pages sans total (X-Total-Count) : elle n’est peut-être pas entière',
];

describe('a list of Gitea’s', () => {
  it('is whole by the count, however short its pages are', async () => {
    const ids = await idsOf({ items: users(3, 1), total: 3 }, { items: users(2), total: 3 });
    expect(ids).toEqual(['3', '1', '2']);
    expect(await idsOf({ items: [], total: 0 })).toEqual([]);
  });

  it('is not whole where one went from a page that was read already, and so one slipped past', async () => {
    // User 1 went after the first page, so that user 51 stood at its end when the second was read.
    expect(await refusalOf({ items: upTo(1, 50), total: 100 }, { items: upTo(52, 100), total: 99 })).toEqual(moved);
  });

  it('is not whole where one came onto a page that was read already, and so one is there twice', async () => {
    expect(await refusalOf({ items: upTo(1, 50), total: 99 }, { items: upTo(50, 98), total: 99 })).toEqual(moved);
    const pages = [users(1, 2), users(3, 4), users(1)].map((items) => ({ items, total: 5 }));
    expect(await refusalOf(...pages)).toEqual(moved);
  });

  it('is not whole where its count went away on the way', async () => {
    expect(await refusalOf({ items: users(1, 2), total: 4 }, { items: users(3, 4) })).toEqual(moved);
  });

  it('is not whole where it is shorter than its count', async () => {
    expect(await refusalOf({ items: users(1, 2), total: 3 })).toEqual([
      'unproven',
      'Gitea counts 3 and lists 2',
      'Gitea en compte 3 et en liste 2',
    ]);
  });

  it('without a count is believed as one page alone', async () => {
    expect(await idsOf({ items: users(1, 2) })).toEqual(['1', '2']);
    expect(await refusalOf({ items: users(1, 2) }, { items: users(3) })).toEqual(uncounted);
    // A full page may have had more behind it.
    expect(await refusalOf({ items: upTo(1, 50) })).toEqual(uncounted);
  });

  it('of addresses goes by the address: a user may have several', async () => {
    const shape = z.array(z.object({ email: z.string(), user_id: z.string() }));
    const emails = ['a@example.com', 'b@example.com'].map((email) => ({ email, user_id: '7' }));
    const told = { items: emails, total: 2 };
    expect((await wholeList(pagesOf(told), { path: '/x', shape }, context)).items).toEqual(emails);
  });
});
