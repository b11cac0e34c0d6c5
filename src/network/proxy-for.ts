import ipaddr from 'ipaddr.js';

/**
 * Outbound proxies as the environment names them. The addresses may hold a user and a password; they are never shown.
 */
export interface ProxySettings {
  /** For plain http. */
  http: URL | null;
  /** For https and secure web sockets. */
  https: URL | null;
  /** `NO_PROXY`: hosts, domains, addresses and networks, separated by commas; `*` for all. */
  none: string;
}

/** Through which proxy an address is reached; null when directly. */
export type ProxyFor = (url: URL) => URL | null;

export const noProxy: ProxyFor = () => null;

type Exception = (host: string, port: number) => boolean;

/**
 * One set of rules for every client in the process. `example.com` and `.example.com` both mean the host and everything
 * below it; `:8443` after it means this port only; `10.0.0.0/8` means addresses, not names that resolve to one. The
 * machine itself is never reached through a proxy.
 */
export function createProxyFor({ http, https, none }: ProxySettings): ProxyFor {
  const exceptions = none
    .split(/[\s,]+/)
    .filter((entry) => entry !== '')
    .map(exceptionOf);
  return (url) => {
    const host = hostOf(url.hostname);
    const secure = url.protocol === 'https:' || url.protocol === 'wss:';
    const proxy = secure ? https : http;
    if (proxy === null || isThisMachine(host)) return null;
    const port = Number(url.port) || (secure ? 443 : 80);
    return exceptions.some((applies) => applies(host, port)) ? null : proxy;
  };
}

/** The proxy of an address as logs and people may see it. */
export function shownProxy({ host }: URL): string {
  return host;
}

function hostOf(hostname: string): string {
  return hostname
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '')
    .toLowerCase();
}

function isThisMachine(host: string): boolean {
  if (host === 'localhost' || host.endsWith('.localhost')) return true;
  return ipaddr.isValid(host) && ipaddr.process(host).range() === 'loopback';
}

function exceptionOf(entry: string): Exception {
  if (entry === '*') return () => true;
  if (ipaddr.isValidCIDR(entry)) {
    const network = ipaddr.parseCIDR(entry);
    return (host) => {
      if (!ipaddr.isValid(host)) return false;
      const address = ipaddr.process(host);
      return address.kind() === network[0].kind() && address.match(network);
    };
  }
  const [, name = entry, port] = ipaddr.isValid(entry) ? [] : (/^(.+?)(?::(\d+))?$/.exec(entry) ?? []);
  const wanted = hostOf(name.replace(/^\*?\./, ''));
  return (host, at) => (port === undefined || Number(port) === at) && (host === wanted || host.endsWith(`.${wanted}`));
}
