import { hexOf } from './bytes.ts';

/**
 * When a time-stamp server (RFC 3161) says that it saw this digest; null where its answer is about something else, or a
 * refusal. The server's own signature is not checked: that takes its certificates, and `openssl ts -verify`.
 */
export function stampedAt(answer: Uint8Array, digest: Uint8Array): string | null {
  const hex = hexOf(answer);
  // TimeStampResp { PKIStatusInfo { status } … }: granted, or granted with changes.
  if (!/^30(?:8[1-4](?:..){1,4}|[0-7].)30(?:..){1,3}0201(?:00|01)/.test(hex)) return null;
  // TSTInfo: messageImprint { SHA-256, digest }, serialNumber, genTime.
  const [imprint] = new RegExp(`0609608648016503040201(?:0500)?0420${hexOf(digest)}`).exec(hex) ?? [];
  if (imprint === undefined) return null;
  const rest = hex.slice(hex.indexOf(imprint) + imprint.length);
  const [, length, body] = /^02(?:..){2,40}?18(0f|1[0-9a-f])((?:3[0-9]){14})/.exec(rest) ?? [];
  if (length === undefined || body === undefined) return null;
  const digits = body.replaceAll(/3(.)/g, '$1');
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(digits) ?? [];
  return `${year}-${month}-${day}T${hour}:${minute}:${second}.000Z`;
}
