import { type KeyObject, randomBytes, sign } from 'node:crypto';
import { rsaKeys } from './rsa-keys.ts';

/** One value in DER: tag, length, content. */
function der(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  const long = content.length.toString(16);
  const bytes = Buffer.from(long.length % 2 === 0 ? long : `0${long}`, 'hex');
  const length =
    content.length < 128 ? Buffer.of(content.length) : Buffer.concat([Buffer.of(0x80 | bytes.length), bytes]);
  return Buffer.concat([Buffer.of(tag), length, content]);
}

const sequence = (...parts: Uint8Array[]) => der(0x30, ...parts);
const objectId = (hex: string) => der(0x06, Buffer.from(hex, 'hex'));
const sha256WithRsa = sequence(objectId('2a864886f70d01010b'), der(0x05));
const named = (name: string) => sequence(der(0x31, sequence(objectId('550403'), der(0x0c, Buffer.from(name)))));
const utc = (text: string) => der(0x17, Buffer.from(text));
const extension = (id: string, value: Uint8Array, critical = false) =>
  sequence(objectId(id), ...(critical ? [der(0x01, Buffer.of(0xff))] : []), der(0x04, value));

interface Certificate {
  subject: string;
  issuer: string;
  publicKey: KeyObject;
  signedBy: KeyObject;
  extensions: readonly Buffer[];
}

function certificateOf({ subject, issuer, publicKey, signedBy, extensions }: Certificate): string {
  const serial = Buffer.concat([Buffer.of(0x01), randomBytes(8)]);
  const body = sequence(
    der(0xa0, der(0x02, Buffer.of(2))),
    der(0x02, serial),
    sha256WithRsa,
    named(issuer),
    sequence(utc('260101000000Z'), utc('460101000000Z')),
    named(subject),
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(...extensions)),
  );
  const whole = sequence(body, sha256WithRsa, der(0x03, Buffer.of(0), sign('sha256', body, signedBy)));
  const lines = whole.toString('base64').replace(/.{64}/g, '$&\n');
  return `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`;
}

export interface Authority {
  /** The authority's own certificate, as PEM: what `NODE_EXTRA_CA_CERTS` names. */
  certificate: string;
  /** A key and a certificate for these host names (`*.example.com` too), as PEM. */
  issue(hosts: readonly string[]): { key: string; cert: string };
}

/** A certificate authority that nobody knows, as companies have them; another name, another authority. */
export function createPrivateAuthority(name = 'authority'): Authority {
  const issuer = 'Relais test authority';
  const own = rsaKeys(name);
  return {
    certificate: certificateOf({
      ...{ subject: issuer, issuer, publicKey: own.publicKey, signedBy: own.privateKey },
      // It is an authority, and may sign certificates.
      extensions: [
        extension('551d13', sequence(der(0x01, Buffer.of(0xff))), true),
        extension('551d0f', der(0x03, Buffer.of(2, 0x04)), true),
      ],
    }),
    issue(hosts) {
      const { publicKey, privateKey } = rsaKeys('host');
      const names = sequence(...hosts.map((host) => der(0x82, Buffer.from(host))));
      return {
        key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
        cert: certificateOf({
          ...{ subject: hosts[0] ?? 'nobody', issuer, publicKey, signedBy: own.privateKey },
          extensions: [extension('551d11', names)],
        }),
      };
    },
  };
}
