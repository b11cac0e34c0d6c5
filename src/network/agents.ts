import { type ClientRequestArgs, Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent, type RequestOptions } from 'node:https';
import type { LookupFunction, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { connect as connectTls } from 'node:tls';
import type { ProxyFor } from './proxy-for.ts';
import { openTunnel } from './tunnel.ts';

type OnSocket = ((error: Error | null, stream: Duplex) => void) | undefined;

/** May this host be reached through the proxy? Rejects when not, before the proxy is asked. */
type Admit = (hostname: string) => Promise<void>;

interface Through {
  proxy: URL;
  admit: Admit;
}

/** Connections for plain http, through a proxy. */
class HttpTunnelAgent extends HttpAgent {
  readonly #through: Through;
  constructor(through: Through) {
    super({ keepAlive: true });
    this.#through = through;
  }
  override createConnection({ host, port }: ClientRequestArgs, onSocket: OnSocket): undefined {
    hand(tunnelTo(this.#through, host, port ?? 80), onSocket);
  }
}

/** The same for https: what goes through the proxy is encrypted for, and only for, the host that was asked for. */
class HttpsTunnelAgent extends HttpsAgent {
  readonly #through: Through;
  constructor(through: Through) {
    super({ keepAlive: true });
    this.#through = through;
  }
  override createConnection(options: RequestOptions, onSocket: OnSocket): undefined {
    // Where to connect to is the tunnel's affair: `path` would mean a local socket here.
    const { host, port, path: _path, servername = host ?? '', ...tls } = options;
    const secured = tunnelTo(this.#through, host, port ?? 443).then((socket) =>
      connectTls({ ...tls, servername, socket, lookup: undefined }),
    );
    hand(secured, onSocket);
  }
}

async function tunnelTo({ proxy, admit }: Through, host: string | null | undefined, port: number | string) {
  const name = host ?? 'localhost';
  await admit(name);
  return openTunnel(proxy, name, Number(port));
}

function hand(opening: Promise<Socket>, onSocket: OnSocket): void {
  opening.then(
    (socket) => onSocket?.(null, socket),
    // Node's type wants a stream also where there is none; its agent looks at the error first.
    (error: Error) => onSocket?.(error, undefined as unknown as Duplex),
  );
}

/**
 * The agent by which node's own client reaches an address. Kept connections are shared by everything that asks here.
 */
export type AgentFor = (url: URL) => HttpAgent | HttpsAgent;

export interface AgentOptions {
  proxyFor: ProxyFor;
  /** Resolves names for direct connections; node's own when left out. */
  lookup?: LookupFunction | undefined;
  /** Asked before a proxy is; everybody is admitted when left out. */
  admit?: Admit;
}

export function createAgents({ proxyFor, lookup, admit = async () => undefined }: AgentOptions): AgentFor {
  const guard = lookup ? { lookup } : {};
  const direct = {
    http: new HttpAgent({ keepAlive: true, ...guard }),
    https: new HttpsAgent({ keepAlive: true, ...guard }),
  };
  const tunnels = new Map<string, { http: HttpAgent; https: HttpsAgent }>();
  const tunnelsThrough = (proxy: URL) => {
    const known = tunnels.get(proxy.href);
    if (known) return known;
    const made = { http: new HttpTunnelAgent({ proxy, admit }), https: new HttpsTunnelAgent({ proxy, admit }) };
    tunnels.set(proxy.href, made);
    return made;
  };
  return (url) => {
    const proxy = proxyFor(url);
    const agents = proxy === null ? direct : tunnelsThrough(proxy);
    return url.protocol === 'https:' ? agents.https : agents.http;
  };
}
