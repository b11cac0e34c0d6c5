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

describe.skipIf(missing !== null)('BambooHR, held to its own description', () => {
  it('in every request, and in every answer of the fake', async () => {
    const spec = await vendorSpec('bamboohr', '');
    const { fetch, now } = hrWorld(bamboohrFake);
    const [system] = createHrSystems(
      hrisSchema.parse([{ id: 'hr', type: 'bamboohr', label: 'HR', ...bamboohrFake.settings }]),
      {
        env: bamboohrFake.env,
        fetch: spec.watch(spec.watchAnswers(fetch)),
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
    await ask('/api/v1/employees?page[size]=5');
    await ask('/api/v1/employees?fields=terminationDay');
    await ask('/api/v1/leavers');
    expect(spec.complaints().length).toBeGreaterThanOrEqual(3);
  });
});
