import type { Localized } from '../../domain/localized.ts';
import type { ErrorKind } from '../../domain/systems/evidence.ts';
import { ProxyError } from '../../network/tunnel.ts';
import { privateAddressCode } from './private-addresses.ts';

/** Errors after which it is certain that nothing reached the other side. */
const neverSent = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'ERR_PROXY_REFUSED',
  'ERR_PROXY_UNREACHABLE',
  'CERT_HAS_EXPIRED',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

/** Whoever signed the certificate is not known here: most often a company's own authority. Nothing was sent either. */
const unknownAuthority = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

export interface Circumstances {
  /** The request was handed to the network. */
  sent: boolean;
  /** It asks for a change. */
  changes: boolean;
  timedOut: boolean;
  /** We were told to stop. */
  stopped: boolean;
}

/** Nobody means to send us this much; it would be read into memory. */
export class AnswerTooLarge extends Error {
  override readonly name = 'AnswerTooLarge';
}

/** What it means that a call ended without an answer. A write that may have arrived has an unknown outcome. */
export function failureOf(cause: unknown, circumstances: Circumstances): { kind: ErrorKind; words: Localized } {
  const code = codeOf(cause);
  if (code === privateAddressCode) return { kind: 'rejected', words: privateAddress };
  const wasNeverSent = code !== null && (neverSent.has(code) || unknownAuthority.has(code));
  const mayHaveArrived = circumstances.sent && circumstances.changes && !wasNeverSent;
  if (cause instanceof AnswerTooLarge)
    return { kind: mayHaveArrived ? 'unknown-outcome' : 'rejected', words: tooLarge };
  const kind = mayHaveArrived ? 'unknown-outcome' : 'unavailable';
  if (circumstances.stopped) return { kind, words: circumstances.sent ? stoppedWaiting : stoppedBefore };
  if (circumstances.timedOut) return { kind, words: notInTime };
  if (cause instanceof ProxyError) return { kind, words: proxyFailed(cause) };
  if (code !== null && unknownAuthority.has(code)) return { kind, words: untrusted(code) };
  const why = code ? ` (${code})` : '';
  return { kind, words: { en: `no answer${why}`, fr: `pas de réponse${why}` } };
}

const privateAddress: Localized = {
  en: 'resolves to a private address, which the settings do not allow',
  fr: 'mène à une adresse privée, que les réglages n’autorisent pas',
};
const tooLarge: Localized = { en: 'the answer is too large', fr: 'la réponse est trop longue' };
const stoppedWaiting: Localized = { en: 'stopped while waiting', fr: 'arrêté pendant l’attente' };
const stoppedBefore: Localized = { en: 'stopped before', fr: 'arrêté avant' };
const notInTime: Localized = { en: 'no answer in time', fr: 'pas de réponse à temps' };

const proxyFailed = ({ code, detail }: ProxyError): Localized =>
  code === 'ERR_PROXY_REFUSED'
    ? { en: `the proxy refused the connection (${detail})`, fr: `le proxy a refusé la connexion (${detail})` }
    : { en: `the proxy cannot be reached (${detail})`, fr: `le proxy est injoignable (${detail})` };
const untrusted = (code: string): Localized => ({
  en: `no authority known here signed the certificate (${code}); NODE_EXTRA_CA_CERTS adds your own`,
  fr: `aucune autorité connue ici n’a signé le certificat (${code}) ; NODE_EXTRA_CA_CERTS ajoute la vôtre`,
});

/**
 * The other side closed the connection before it answered: what happens to a kept connection at the end of its life.
 */
export function wasCutOff(cause: unknown): boolean {
  const code = codeOf(cause);
  return code === 'ECONNRESET' || code === 'EPIPE' || code === 'UND_ERR_SOCKET';
}

/** node nests the system's code: in `cause`, or in the list of an AggregateError. */
export function codeOf(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  if ('code' in error && typeof error.code === 'string') return error.code;
  const nested = error instanceof AggregateError ? error.errors[0] : error.cause;
  return nested === undefined || nested === error ? null : codeOf(nested);
}
