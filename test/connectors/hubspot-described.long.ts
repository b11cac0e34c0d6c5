import { describe, expect, it, onTestFinished } from 'vitest';
import type { Fetch } from '../../src/connectors/http/transport.ts';
import { recordTypes } from '../../src/connectors/hubspot/hubspot-settings.ts';
import { askEverything } from './ask-everything.ts';
import { missingSpec, vendorSpec } from './http-vendor-spec.ts';
import { hubspotWorld } from './hubspot-world.ts';
import { colleague, personOf } from './people.ts';

const absent = missingSpec('hubspot');
const loud = absent ? ` (${absent})` : '';

/** What a token is allowed stands in a guide of HubSpot's, and in no description. */
const notDescribed = [/^\/oauth\/v2\/private-apps\/get\/access-token-info$/];

/**
 * Searches and batches of contacts, companies, deals and tickets are those of any object, and described here for users
 * alone: so they are held to these.
 */
const asObjects =
  (check: (fetch: Fetch) => Fetch) =>
  (fetch: Fetch): Fetch => {
    let real: URL | null = null;
    const held = check((_, init) => fetch(real ?? _, init));
    return (url, init) => {
      real = url;
      const told = new URL(url);
      told.pathname = told.pathname.replace(
        new RegExp(`^(/crm/objects/[^/]+)/(?:${recordTypes.join('|')})/`),
        '$1/users/',
      );
      return held(told, init);
    };
  };

describe('hubspot, held to HubSpot’s own description', () => {
  it.skipIf(absent)(`asks as it says, and is answered so${loud}`, async () => {
    const requests = await vendorSpec('hubspot', '', notDescribed);
    const answers = await vendorSpec('hubspot', '', notDescribed);
    const watch = (fetch: Fetch) => {
      // One after another: each call is told apart from the one that it stands for.
      let last: Promise<unknown> = Promise.resolve();
      const held = asObjects((inner) => requests.watch(answers.watchAnswers(inner)))(fetch);
      return (...call: Parameters<Fetch>) => {
        const mine = last.then(() => held(...call));
        last = mine.catch(() => undefined);
        return mine;
      };
    };
    for (const settings of [{}, { closing: 'by-hand', data: undefined }]) {
      const world = await hubspotWorld({ settings, watch });
      onTestFinished(() => world.close());
      world.sandbox.change((state) => {
        // Whom the API does not remove, and who could see the tokens of private apps.
        for (const user of state.users) if (user.email.startsWith('tom')) user.superAdmin = 'closing' in settings;
      });
      const people = [world.people.present, personOf(colleague('U0TOM')), world.people.absent];
      await askEverything(world.connector, people);
    }
    expect(requests.complaints()).toEqual([]);
    expect(answers.complaints()).toEqual([]);
    expect(requests.checked()).toBeGreaterThan(100);
    expect(answers.checked()).toBeGreaterThan(100);
  });

  it.skipIf(absent)(`canary: a request that it does not know is seen${loud}`, async () => {
    const spec = await vendorSpec('hubspot', '');
    const init = { headers: {}, redirect: 'manual', signal: new AbortController().signal } as const;
    const watched = asObjects(spec.watch)(async () => new Response());
    for (const [method, path, body] of [
      ['GET', '/settings/users/2026-03/1?idProperty=MAIL', null],
      ['POST', '/crm/objects/2026-03/deals/search', '{"filterGroups":[]}'],
      ['POST', '/crm/objects/2026-03/deals/batch/updates', '{"inputs":[]}'],
      ['DELETE', '/settings/users/2026-03/1/teams', null],
    ] as const) {
      const before = spec.complaints().length;
      await watched(new URL(`https://api.hubapi.com${path}`), { ...init, method, body });
      expect(spec.complaints().length, `${method} ${path}`).toBeGreaterThan(before);
    }
  });
});
