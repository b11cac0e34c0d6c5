import { type LookupAddress, type LookupOptions, lookup as resolveName } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';

/** Whether an address belongs to the public internet: not loopback, private, link-local, carrier NAT, reserved … */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  // `::ffff:127.0.0.1` is 127.0.0.1 in disguise.
  const plain = ipaddr.process(address);
  if (plain.range() !== 'unicast') return false;
  // Of IPv6 only 2000::/3 is given out; what looks public elsewhere is not, such as `::127.0.0.1` written as
  // `::7f00:1`.
  return plain.kind() === 'ipv4' || plain.match(ipaddr.parseCIDR('2000::/3'));
}

/** The host of a URL when it is an address, without the brackets of IPv6; a connection to one asks no resolver. */
export function literalAddress(url: URL): string | null {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  return isIP(host) === 0 ? null : host;
}

/** The error code of a connection that was refused before it was made. */
export const privateAddressCode = 'ERR_PRIVATE_ADDRESS';

class PrivateAddressError extends Error {
  readonly code = privateAddressCode;
}

/** Like the resolver's own; replaceable in tests. */
export type ResolveName = (
  hostname: string,
  options: LookupOptions & { all: true },
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/**
 * For so long a name that nobody here resolves is not asked about again, and no answer is waited for longer; in
 * milliseconds.
 */
const unresolvedFor = 600_000;
const lookupPatience = 1_000;

/**
 * Whether a name may be reached through a proxy: rejects when it resolves to a private address here. The proxy resolves
 * it once more, so this is no proof; but what goes through is https, and an address within could not show the
 * certificate of that name. In many networks only the proxy resolves public names: one that is unknown here is the
 * proxy's to judge.
 */
export function admitPublicName(resolve: ResolveName = resolveName): (hostname: string) => Promise<void> {
  const unresolved = new Map<string, number>();
  return async (hostname) => {
    if ((unresolved.get(hostname) ?? 0) > Date.now()) return;
    const addresses = await addressesOf(resolve, hostname);
    if (addresses.length === 0) unresolved.set(hostname, Date.now() + unresolvedFor);
    if (!addresses.every(({ address }) => isPublicAddress(address)))
      throw new PrivateAddressError(`${hostname} resolves to a private address`);
  };
}

function addressesOf(resolve: ResolveName, hostname: string): Promise<readonly LookupAddress[]> {
  return new Promise((settle) => {
    const timer = setTimeout(() => settle([]), lookupPatience);
    resolve(hostname, { all: true }, (error, addresses) => {
      clearTimeout(timer);
      settle(error ? [] : addresses);
    });
  });
}

/**
 * A `lookup` for sockets that refuses names which resolve to any private address. It sits where the connection is
 * made, so that a name cannot answer one address to a check and another to the call (DNS rebinding).
 */
export function publicLookup(resolve: ResolveName = resolveName): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      const first = addresses?.[0];
      if (error || !first) callback(error ?? new Error(`${hostname} has no address`), '', 0);
      else if (!addresses.every(({ address }) => isPublicAddress(address)))
        callback(new PrivateAddressError(`${hostname} resolves to a private address`), '', 0);
      else if (options.all) callback(null, addresses);
      else callback(null, first.address, first.family);
    });
  };
}
