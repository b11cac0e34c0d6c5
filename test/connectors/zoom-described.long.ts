import { describe, expect, it, onTestFinished } from 'vitest';
import { askEverything } from './ask-everything.ts';
import { missingSpec, vendorSpec } from './http-vendor-spec.ts';
import { colleague, personOf } from './people.ts';
import { zoomWorld } from './zoom-world.ts';

const absent = missingSpec('zoom');
const loud = absent ? ` (${absent})` : '';

/**
 * Signing in is OAuth's; meetings, webinars and recordings are other descriptions of Zoom's, which were not to be had.
 */
const notDescribed = [/^\/oauth\/token$/, /^\/users\/[^/]+\/(?:meetings|webinars|recordings)$/];

describe('zoom, held to Zoom’s own description', () => {
  it.skipIf(absent)(`asks as it says, and is answered so${loud}`, async () => {
    const requests = await vendorSpec('zoom', '/v2', notDescribed);
    const answers = await vendorSpec('zoom', '/v2', notDescribed);
    for (const settings of [{}, { data: undefined }]) {
      const world = await zoomWorld({ settings, watch: (fetch) => requests.watch(answers.watchAnswers(fetch)) });
      onTestFinished(() => world.close());
      const people = [world.people.present, personOf(colleague('U0TOM')), world.people.absent];
      await askEverything(world.connector, people);
    }
    expect(requests.complaints()).toEqual([]);
    expect(answers.complaints()).toEqual([]);
    expect(requests.checked()).toBeGreaterThan(100);
    expect(answers.checked()).toBeGreaterThan(100);
  });

  it.skipIf(absent)(`canary: a request that it does not know is seen${loud}`, async () => {
    const spec = await vendorSpec('zoom', '/v2');
    const init = { headers: {}, redirect: 'manual', signal: new AbortController().signal } as const;
    for (const [method, path, body] of [
      ['PUT', '/v2/users/u1/status', '{"action":"suspend"}'],
      ['DELETE', '/v2/users/u1?transfer_mail=a@example.com', null],
      ['DELETE', '/v2/users/u1/tokens', null],
    ] as const) {
      const before = spec.complaints().length;
      const url = new URL(`https://api.zoom.us${path}`);
      await spec.watch(async () => new Response())(url, { ...init, method, body });
      expect(spec.complaints().length, `${method} ${path}`).toBeGreaterThan(before);
    }
  });
});
