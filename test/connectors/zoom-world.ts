import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import { createTransport, type Fetch } from '../../src/connectors/http/transport.ts';
import { zoom } from '../../src/connectors/zoom/index.ts';
import { createZoomConnector } from '../../src/connectors/zoom/zoom-connector.ts';
import { neededScopes } from '../../src/connectors/zoom/zoom-settings.ts';
import { company } from '../../src/workspace/company.ts';
import { zoomSandboxApp } from '../../src/workspace/systems/zoom/seed.ts';
import { createZoomSandbox, type ZoomSandbox } from '../../src/workspace/systems/zoom/zoom-sandbox.ts';
import type { LyingWorld } from '../contracts/lying-vendor-world.ts';
import { fakeVendor } from './fake-vendor.ts';
import type { LyingHandler } from './http-lies.ts';
import { type TroubledServer, timeoutSeconds } from './http-trouble.ts';
import { colleague, personOf } from './people.ts';
import { heirAddress, zoomSwitches, zoomTruth } from './zoom-lies.ts';

const canary = 'zoom-canary-0123456789';

export interface ZoomWorld extends LyingWorld {
  /** The same connector as a process has it that was started since. */
  startedAnew(): LyingWorld['connector'];
  sandbox: ZoomSandbox;
  server: TroubledServer;
  lying: LyingHandler;
  /** What the app was granted. */
  scopes: string[];
}

export interface ZoomWorldOptions {
  /** Over the settings of the connector. */
  settings?: Record<string, unknown>;
  watch?: (fetch: Fetch) => Fetch;
}

export async function zoomWorld({ settings, watch }: ZoomWorldOptions = {}): Promise<ZoomWorld> {
  const dataDir = mkdtempSync(join(tmpdir(), 'relais-zoom-'));
  const scopes = neededScopes({ leave: [], data: { to: 'manager' } }).map(({ scope }) => scope);
  let made: ZoomSandbox | undefined;
  const { server, lying, now, pass } = await fakeVendor((clock) => {
    const options = { dataDir, people: company, now: clock, token: canary, scopes: () => scopes };
    const sandbox = createZoomSandbox(options);
    sandbox.change((state) => {
      // A role of the company's own: Zoom closes its holders at once, unlike those of its own administrator's role.
      const [, , , own] = state.roles;
      for (const user of state.users) if (user.email.startsWith('alex')) user.roleId = own?.id ?? '2';
    });
    made = sandbox;
    const words = {
      throttled: () => ({ 'retry-after': '30' }),
      lies: (on: boolean) => sandbox.misbehave(on ? 'lies' : 'none'),
      isRead: (request: { url?: string | undefined }) => request.url === '/oauth/token',
    };
    return { handler: express().use(sandbox.router), words };
  });
  if (!made) throw new Error('no sandbox');
  const sandbox = made;
  const transport = createTransport({ allowPrivateAddresses: true });
  const connectorWith = (more: Record<string, unknown>) =>
    createZoomConnector(
      zoom.schema.parse({
        id: 'zoom',
        type: 'zoom',
        label: 'Zoom',
        ...zoomSandboxApp,
        clientSecret: 'env:ZOOM_SECRET',
        data: { to: heirAddress },
        baseUrl: `${server.baseUrl}/v2`,
        tokenUrl: server.baseUrl,
        timeoutSeconds,
        perMinute: 60_000,
        ...settings,
        ...more,
      }),
      {
        now,
        env: { ZOOM_SECRET: canary },
        log: { debug() {}, info() {}, warn() {} },
        allowPrivateAddresses: true,
        fetch: watch?.(transport) ?? transport,
      },
    );
  const { truth, freeze } = zoomTruth(sandbox);
  const present = personOf(colleague('U0ALEX'));
  const emails = new Map(sandbox.accounts().map(({ id, email }) => [id, email]));
  return {
    connector: connectorWith({}),
    startedAnew: () => connectorWith({}),
    sandbox,
    server,
    lying,
    scopes,
    now,
    pass,
    truth,
    switches: zoomSwitches({ sandbox, lying, present, freeze }),
    expectedItems: ({ id }) => truth.open(id),
    protecting: ({ login }) => connectorWith({ protected: [login] }),
    lastAdministrator: personOf(colleague('U0HUGO')),
    requests: lying.requests,
    people: { present, absent: { ...present, name: 'Nobody', email: 'nobody@example.com' }, ambiguous: null },
    secrets: [canary, Buffer.from(`${zoomSandboxApp.clientId}:${canary}`).toString('base64')],
    writes: server.writes,
    trouble: server.trouble,
    use: ({ id }) => void sandbox.recordActivity(emails.get(id) ?? ''),
    loseScope: () => void scopes.splice(scopes.indexOf('user:update:status:admin'), 1),
    async close() {
      await server.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
