import { createTransport, type Fetch } from '../../src/connectors/http/transport.ts';
import { scim } from '../../src/connectors/scim/index.ts';
import { createScimConnector } from '../../src/connectors/scim/scim-connector.ts';
import type { Connector } from '../../src/engine/ports/connector.ts';
import { timeoutSeconds } from './http-trouble.ts';

export const scimCanary = 'canary-scim-fake-0123456789';

/** A SCIM connector with default settings before the server at this address. */
export function scimAt(
  baseUrl: string,
  settings: object = {},
  { now = () => new Date(), watch }: { now?: () => Date; watch?: ((fetch: Fetch) => Fetch) | undefined } = {},
): Connector {
  const parsed = scim.schema.parse({
    id: 'crm',
    type: 'scim',
    label: 'Sales CRM',
    baseUrl,
    token: 'env:SCIM_TOKEN',
    timeoutSeconds,
    perMinute: 1_000_000,
    ...settings,
  });
  return createScimConnector(parsed, {
    now,
    env: { SCIM_TOKEN: scimCanary },
    log: { debug() {}, info() {}, warn() {} },
    allowPrivateAddresses: true,
    ...(watch && { fetch: watch(createTransport({ allowPrivateAddresses: true })) }),
  });
}
