import { describe, expect, it } from 'vitest';
import { createProxyFor, shownProxy } from '../../src/network/proxy-for.ts';

const https = new URL('http://relais:secret-canary@proxy.example.com:3128');
const http = new URL('http://plain.example.com:8080');

/** `https`, `http`, or `direct`: how an address is reached under a NO_PROXY. */
function way(none: string, address: string): string {
  const proxy = createProxyFor({ http, https, none })(new URL(address));
  return proxy === https ? 'https' : proxy === http ? 'http' : 'direct';
}

describe('which proxy an address is reached through', () => {
  it.each([
    // One for each scheme; web sockets go with their pages.
    ['', 'https://slack.com/api/', 'https'],
    ['', 'wss://wss-primary.slack.com/link', 'https'],
    ['', 'http://hr.example.net/', 'http'],
    // This machine is never asked about elsewhere.
    ['', 'http://localhost:3000/', 'direct'],
    ['', 'https://api.localhost/', 'direct'],
    ['', 'http://127.0.0.1:3000/', 'direct'],
    ['', 'http://[::1]:3000/', 'direct'],
    // A name counts with everything below it, with or without a dot or a star in front.
    ['example.net', 'https://example.net/', 'direct'],
    ['example.net', 'https://hr.example.net/', 'direct'],
    ['.example.net', 'https://hr.example.net/', 'direct'],
    ['*.example.net', 'https://a.hr.example.net/', 'direct'],
    ['example.net', 'https://notexample.net/', 'https'],
    ['EXAMPLE.net', 'https://hr.Example.NET./', 'direct'],
    // A port means this port only; the scheme's own counts too.
    ['example.net:8443', 'https://example.net:8443/', 'direct'],
    ['example.net:8443', 'https://example.net/', 'https'],
    ['example.net:443', 'https://example.net/', 'direct'],
    // Addresses and networks mean addresses.
    ['10.0.0.0/8', 'https://10.1.2.3/', 'direct'],
    ['10.0.0.0/8', 'https://11.1.2.3/', 'https'],
    ['fd00::/8', 'https://[fd12::1]/', 'direct'],
    ['192.0.2.7', 'https://192.0.2.7/', 'direct'],
    ['2001:db8::1', 'https://[2001:db8::1]/', 'direct'],
    // Several, and everything.
    ['a.example, b.example', 'https://b.example/', 'direct'],
    ['*', 'https://slack.com/', 'direct'],
  ])('NO_PROXY=%j: %s is reached by %s', (none, address, expected) => {
    expect(way(none, address)).toBe(expected);
  });

  it('is none where there is no proxy for that scheme', () => {
    const only = createProxyFor({ http: null, https, none: '' });
    expect(only(new URL('http://hr.example.net/'))).toBeNull();
  });

  it('is shown without its user and password', () => {
    expect(shownProxy(https)).toBe('proxy.example.com:3128');
  });
});
