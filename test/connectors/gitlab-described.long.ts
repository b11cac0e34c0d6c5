import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Fetch } from '../../src/connectors/http/transport.ts';
import { askEverything } from './ask-everything.ts';
import { gitlabWorld } from './gitlab-world.ts';
import { missingSpec, vendorSpec } from './http-vendor-spec.ts';
import { colleague, personOf } from './people.ts';

const absent = missingSpec('gitlab');
const loud = absent ? ` (${absent})` : '';
const context = () => ({ now: () => new Date(), signal: new AbortController().signal });

/** Documented, and missing in the description, which its vendor calls incomplete. */
const notDescribed = [/^\/api\/v4\/groups\/[^/]+\/descendant_groups$/, /^\/api\/v4\/runners\/all$/];

describe('gitlab as its vendor describes it', () => {
  it.skipIf(absent)(`is asked what it knows, and answered by the sandbox as it answers${loud}`, async () => {
    const spec = await vendorSpec('gitlab', '', notDescribed);
    const answers = fieldNames();
    for (const of of ['instance', 'group'] as const) {
      const world = await gitlabWorld({ of, watch: (fetch) => answers.watch(spec.watch(fetch)) });
      try {
        const { connector, people } = world;
        await askEverything(connector, [people.present, personOf(colleague('U0TOM')), people.absent]);
      } finally {
        await world.close();
      }
    }
    expect(spec.checked()).toBeGreaterThan(150);
    expect(answers.checked()).toBeGreaterThan(100);
    expect(spec.complaints()).toEqual([]);
    expect(answers.complaints()).toEqual([]);
  });

  it.skipIf(absent)(`canary: a request or an answer that it does not know is seen${loud}`, async () => {
    const spec = await vendorSpec('gitlab', '');
    const init = { headers: {}, redirect: 'manual', signal: context().signal } as const;
    for (const [method, path] of [
      ['POST', '/api/v4/users/1/block_user'],
      ['GET', '/api/v4/users?mail=alex@example.com'],
      ['DELETE', '/api/v4/personal_access_token/1'],
      ['GET', '/api/v4/personal_access_tokens?state=live'],
    ] as const) {
      const before = spec.complaints().length;
      const url = new URL(`https://gitlab.com${path}`);
      await spec.watch(async () => new Response())(url, { ...init, method, body: null });
      expect(spec.complaints().length, `${method} ${path}`).toBeGreaterThan(before);
    }
    const answers = fieldNames();
    const invented = answers.watch(async () => Response.json([{ id: 1, blocked: true }]));
    await invented(new URL('https://gitlab.com/api/v4/users'), { ...init, method: 'GET', body: null });
    expect(answers.complaints()).toEqual(['GET /api/v4/users: blocked']);
  });
});

const node = z.record(z.string(), z.unknown());

/**
 * The description gives many answers the wrong types (`access_level` a string, lists as objects), so the sandbox’s
 * answers are held to its names alone: no field that GitLab does not have.
 */
function fieldNames() {
  const path = resolve(import.meta.dirname, '../../../shared/specs/gitlab.json');
  const { paths, components } = z
    .object({ paths: z.record(z.string(), node), components: z.object({ schemas: z.record(z.string(), node) }) })
    .parse(JSON.parse(readFileSync(path, 'utf8')));
  const patterns = Object.keys(paths).map((each) => ({
    each,
    matches: new RegExp(`^${each.replace(/\{[^}]+\}/g, '[^/]+')}$`),
  }));
  const namesIn = (value: unknown): string[] => {
    const { $ref, items, properties } = node.catch({}).parse(value);
    if (typeof $ref === 'string') return namesIn(components.schemas[$ref.split('/').at(-1) ?? '']);
    return items === undefined ? Object.keys(node.catch({}).parse(properties)) : namesIn(items);
  };
  const administrators = namesIn({ $ref: '#/components/schemas/API_Entities_UserWithAdmin' });
  const complaints = new Set<string>();
  let checked = 0;
  return {
    watch:
      (send: Fetch): Fetch =>
      async (url, init) => {
        const response = await send(url, init);
        const found = patterns
          .filter(({ matches }) => matches.test(url.pathname))
          .toSorted((a, b) => a.each.length - b.each.length);
        const [described] = notDescribed.some((each) => each.test(url.pathname)) ? [] : found;
        if (init.method !== 'GET' || response.status !== 200 || described === undefined) return response;
        checked += 1;
        const answers = z.object({ get: z.object({ responses: node }) }).parse(paths[described.each]).get.responses;
        const content = z
          .object({ content: z.record(z.string(), z.object({ schema: z.unknown() })) })
          .parse(answers['200']).content;
        const known = new Set(Object.values(content).flatMap(({ schema }) => namesIn(schema)));
        if (/\/users(?:\/\{id\})?$/.test(described.each)) for (const name of administrators) known.add(name);
        const body: unknown = await response.clone().json();
        for (const each of Array.isArray(body) ? body : [body])
          for (const name of Object.keys(node.parse(each)))
            if (!known.has(name)) complaints.add(`GET ${described.each}: ${name}`);
        return response;
      },
    complaints: () => [...complaints],
    checked: () => checked,
  };
}
