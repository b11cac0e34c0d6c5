import { z } from 'zod';
import type { ConnectorDependencies } from '../define-connector.ts';
import type { Auth } from './auth.ts';
import { createHttpClient, type HttpClient } from './http-client.ts';

/** Where a system answers. `https`, except to private addresses where these are allowed. */
export const baseUrlSchema = z
  .url({ protocol: /^https?$/, error: 'expected an address such as https://example.okta.com' })
  .refine((text) => !URL.canParse(text) || isPlain(new URL(text)), {
    error: 'expected an address without user, password, query or fragment',
  });

function isPlain(url: URL): boolean {
  return url.username === '' && url.password === '' && url.search === '' && url.hash === '';
}

/** Settings that every connector over HTTP has; spread into its own. */
export const httpSettings = {
  timeoutSeconds: z.number().positive().max(120).default(20).meta({ description: 'For one call.' }),
  perMinute: z
    .number()
    .positive()
    .optional()
    .meta({ description: 'Calls begun per minute; the default is the vendor’s advice.' }),
  concurrency: z.int().min(1).max(50).optional().meta({ description: 'Calls under way at once.' }),
  allowPrivateAddresses: z
    .boolean()
    .default(false)
    .meta({ description: 'Set it only for a system inside your own network; else private addresses are refused.' }),
};

type HttpSettings = z.output<z.ZodObject<typeof httpSettings>> & { id: string; baseUrl: string };

/** The client of one system from its settings; `defaults` holds what the vendor advises. */
export function clientFor(
  settings: HttpSettings,
  deps: Pick<ConnectorDependencies, 'fetch' | 'proxyFor' | 'allowPrivateAddresses' | 'callBudget'> &
    Partial<Pick<ConnectorDependencies, 'now'>>,
  how: {
    auth: Auth;
    perMinute: number;
    concurrency: number;
    headers?: Readonly<Record<string, string>>;
    /** Tells clients of one address apart that have limits of their own: signing in, reports. */
    part?: string;
  },
): HttpClient {
  return createHttpClient({
    baseUrl: settings.baseUrl,
    auth: how.auth,
    limits: {
      perMinute: settings.perMinute ?? how.perMinute,
      concurrency: settings.concurrency ?? how.concurrency,
    },
    shared: deps.callBudget && {
      budget: deps.callBudget,
      key: [settings.id, new URL(settings.baseUrl).origin, how.part ?? 'calls'].join(' '),
    },
    now: deps.now,
    timeoutMs: settings.timeoutSeconds * 1000,
    allowPrivateAddresses: settings.allowPrivateAddresses || deps.allowPrivateAddresses,
    headers: how.headers ?? {},
    proxyFor: deps.proxyFor,
    fetch: deps.fetch,
  });
}
