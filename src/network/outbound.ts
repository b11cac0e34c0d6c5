import type { Dispatcher } from 'undici';
import { createProxyFor, noProxy, type ProxyFor, type ProxySettings } from './proxy-for.ts';

/** How this process reaches the world: one set of rules for every client. */
export interface Outbound {
  /** For clients that are made of node's own (`createAgents`). */
  proxyFor: ProxyFor;
  /** Like the global one. */
  fetch: typeof globalThis.fetch;
  /** For undici's web sockets (Socket Mode); null where nothing goes through a proxy. */
  dispatcher: Dispatcher | null;
  close(): Promise<void>;
}

/** Without settings, everything is reached directly, and undici is not loaded. */
export async function createOutbound(settings: ProxySettings | null): Promise<Outbound> {
  if (settings === null) return { proxyFor: noProxy, fetch: globalThis.fetch, dispatcher: null, close: async () => {} };
  const proxyFor = createProxyFor(settings);
  if (settings.https === null) return { proxyFor, fetch: globalThis.fetch, dispatcher: null, close: async () => {} };
  const { EnvHttpProxyAgent, fetch: undiciFetch } = await import('undici');
  const through = new EnvHttpProxyAgent({
    httpProxy: '',
    httpsProxy: settings.https.href,
    // undici's rules for names are the same as ours; it knows no networks (10.0.0.0/8), which `fetch` below looks at
    // first.
    noProxy: `${settings.none},localhost,127.0.0.1`,
  });
  const fetch = async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const url = new URL(input instanceof Request ? input.url : input);
    if (proxyFor(url) === null) return globalThis.fetch(input, init);
    // undici's own fetch, because node's takes no dispatcher of another version. Their types differ in names only.
    const answer = await undiciFetch(url, { ...(init as Parameters<typeof undiciFetch>[1]), dispatcher: through });
    return answer as unknown as Response;
  };
  return { proxyFor, fetch, dispatcher: through, close: () => through.destroy() };
}
