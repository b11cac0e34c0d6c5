import { describe, expect, it } from 'vitest';
import type { ConnectorContext } from '../../src/engine/ports/connector.ts';
import { createHrSystems, hrisSchema } from '../../src/hris/registry.ts';
import { missingSpec, vendorSpec } from '../connectors/http-vendor-spec.ts';
import { bamboohrFake } from './fakes/bamboohr.ts';
import { hrWorld } from './hr-world.ts';

const missing = missingSpec('bamboohr');
const context = (): ConnectorContext => ({
  now: () => new Date('2026-11-30T09:00:00Z'),
  signal: AbortSignal.timeout(10_000),
});

/**
 * The text of the description says "comma-separated", its schema says one by one: the text counts, and the schema is
 * asked in its own way.
 */
function written(url: URL): URL {
  const changed = new URL(url);
  const names = (url.pathname === '/api/v1/employees' ? url.searchParams.get('fields') : null)?.split(',') ?? [];
  if (names.length > 0) changed.searchParams.delete('fields');
  for (const name of names) changed.searchParams.append('fields', name);
  return changed;
}

describe.skipIf(missing !== null)('BambooHR, held to its own description', () => {
  it('in every request, and in every answer of the fake', async () => {
    const spec = await vendorSpec('bamboohr', '');
    const { fetch, now } = hrWorld(bamboohrFake);
    const watched = spec.watch(async () => new Response('{}'));
    const answers = spec.watchAnswers(fetch);
    const [system] = createHrSystems(
      hrisSchema.parse([{ id: 'hr', type: 'bamboohr', label: 'HR', ...bamboohrFake.settings, perMinute: 60_000 }]),
      {
        env: bamboohrFake.env,
        async fetch(url, init) {
          await watched(written(url), init);
          return answers(url, init);
        },
        now,
        allowPrivateAddresses: false,
      },
    );
    expect((await system?.check(context()))?.problems).toEqual([]);
    await system?.changesSince(null, new Date('2026-11-01T00:00:00Z'), context());
    expect(await system?.byId('999', context())).toBeNull();
    expect(spec.checked()).toBeGreaterThan(12);
    expect(spec.complaints()).toEqual([]);
  });

  it('canary: a request that it does not know is seen', async () => {
    const spec = await vendorSpec('bamboohr', '');
    const watched = spec.watch(async () => new Response('{}'));
    const ask = (path: string) =>
      watched(new URL(`https://example.bamboohr.com${path}`), {
        method: 'GET',
        headers: {},
        body: null,
        redirect: 'manual',
        signal: AbortSignal.timeout(1000),
      });
    await ask('/api/v1/employees?page[limit]=9999');
    await ask('/api/v1/employees?fields=terminationDay');
    await ask('/api/v1/leavers');
    expect(spec.complaints().length).toBeGreaterThanOrEqual(3);
  });
});
