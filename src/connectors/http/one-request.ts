import { toInstant } from '../../domain/calendar/time.ts';
import type { Localized } from '../../domain/localized.ts';
import type { Evidence } from '../../domain/systems/evidence.ts';
import { type ConnectorContext, ConnectorError } from '../../engine/ports/connector.ts';
import type { ProxyFor } from '../../network/proxy-for.ts';
import type { Auth } from './auth.ts';
import { CallsPaused, createCallQueue, type Limits, type SharedLimits, timeBy } from './call-queue.ts';
import { AnswerTooLarge, codeOf, failureOf } from './connection-failure.ts';
import { isPublicAddress, literalAddress } from './private-addresses.ts';
import type { Redactor } from './redaction.ts';
import { createTransport, type Fetch } from './transport.ts';

export interface HttpClientOptions {
  /** Where every path starts, for example `https://example.okta.com` or `https://github.example.com/api/v3`. */
  baseUrl: string;
  auth: Auth;
  limits: Limits;
  /** Where all processes that call this system keep its limits together. Left out: this client alone has them. */
  shared?: SharedLimits | undefined;
  /** The clock by which limits are kept, and patience ends; the machine's when left out. */
  now?: (() => Date) | undefined;
  /** For one call, body included. */
  timeoutMs: number;
  /** Allows private and loopback addresses, and plain HTTP to them. */
  allowPrivateAddresses: boolean;
  /** Sent with every call. */
  headers?: Readonly<Record<string, string>>;
  /** Which addresses are reached through a proxy; none when left out. */
  proxyFor?: ProxyFor | undefined;
  fetch?: Fetch | undefined;
}

export interface CallOptions {
  query?: Readonly<Record<string, string | number | boolean | readonly string[]>>;
  /** Sent as JSON, with `application/json` unless `headers` says otherwise. */
  json?: unknown;
  form?: URLSearchParams;
  /** Sent as it is. */
  text?: { type: string; body: string };
  headers?: Readonly<Record<string, string>>;
  /** Statuses outside 2xx that are an answer here, not a failure: 404 where absence is what we ask about. */
  expect?: readonly number[];
  /** A POST that changes nothing (a token, a search): its failures are those of a read, and it may be repeated. */
  changesNothing?: boolean;
}

export interface Answered {
  status: number;
  headers: Headers;
  text: string;
  evidence: Evidence;
}

/** The end of its context came before the request did. */
class TooLate extends Error {
  override readonly name = 'TooLate';
}

const mostBytes = 8 * 1024 * 1024;

export interface Sender {
  /**
   * Puts one request on the wire, in its turn, and gives the answer whatever its status. Throws for what never got an
   * answer.
   */
  send(method: string, url: URL, call: CallOptions, context: ConnectorContext): Promise<Answered>;
  /** See `CallQueue.pause`. */
  pause(seconds: number): void;
}

export function createSender(options: HttpClientOptions, redact: Redactor): Sender {
  const { allowPrivateAddresses } = options;
  const fetch = options.fetch ?? createTransport({ allowPrivateAddresses, proxyFor: options.proxyFor });
  const queue = createCallQueue(options.limits, {
    shared: options.shared,
    ...(options.now && { time: timeBy(options.now) }),
  });

  const cleanRequestId = (headers: Headers | undefined): string | null => {
    const id = requestIdOf(headers);
    // Also a header may quote what we sent.
    return id === null ? null : redact.text(id).slice(0, 100);
  };

  const evidenceOf = (method: string, url: URL, at: Date, response?: Response): Evidence => ({
    at: toInstant(at),
    method,
    url: redact.url(url),
    http: response?.status ?? null,
    requestId: cleanRequestId(response?.headers),
    detail: '',
  });

  const send: Sender['send'] = async (method, url, call, context) => {
    const changes = changesSomething(method, call);
    const literal = literalAddress(url);
    if (!allowPrivateAddresses && (url.hostname === 'localhost' || (literal && !isPublicAddress(literal))))
      throw new ConnectorError(
        'rejected',
        {
          en: `${url.host} is a private address, which the settings do not allow`,
          fr: `${url.host} est une adresse privée, que les réglages n’autorisent pas`,
        },
        {
          evidence: [evidenceOf(method, url, context.now())],
        },
      );
    const body =
      call.text?.body ?? call.form?.toString() ?? (call.json === undefined ? null : JSON.stringify(call.json));
    const signed = await options.auth.headers(context, { method, url, body });
    if (signed['authorization']) hideCredential(redact, signed['authorization']);
    const headers = {
      accept: 'application/json',
      'user-agent': 'Relais',
      ...(body === null
        ? {}
        : {
            'content-type': call.text?.type ?? (call.form ? 'application/x-www-form-urlencoded' : 'application/json'),
          }),
      ...options.headers,
      ...call.headers,
      ...signed,
    };
    const at = ({ en, fr }: Localized): Localized => ({
      en: `${method} ${url.host}: ${en}`,
      fr: `${method} ${url.host} : ${fr}`,
    });
    let sent = false;
    let response: Response | undefined;
    const timeout = new AbortController();
    try {
      return await queue.run(async () => {
        if (context.until !== undefined && toInstant(context.now()) >= context.until) throw new TooLate('too late');
        const timer = setTimeout(() => timeout.abort(), options.timeoutMs);
        try {
          const signal = AbortSignal.any([context.signal, timeout.signal]);
          sent = true;
          response = await fetch(url, {
            method,
            headers,
            body,
            redirect: 'manual',
            signal,
            repeatable: isRepeatable(method, call),
          });
          const text = await textOf(response);
          return {
            status: response.status,
            headers: response.headers,
            text,
            evidence: evidenceOf(method, url, context.now(), response),
          };
        } finally {
          clearTimeout(timer);
        }
      }, context.signal);
    } catch (cause) {
      if (cause instanceof CallsPaused)
        throw new ConnectorError('throttled', at({ en: cause.message, fr: cause.inFrench }), {
          retryAfterSeconds: cause.seconds,
        });
      const failure = failureOf(cause, {
        sent,
        changes,
        timedOut: timeout.signal.aborted,
        stopped: context.signal.aborted || cause instanceof TooLate,
      });
      throw new ConnectorError(failure.kind, redact.words(at(failure.words)), {
        cause: redactedCause(cause, redact),
        evidence: [{ ...evidenceOf(method, url, context.now(), response), detail: redact.text(failure.words.en) }],
      });
    }
  };

  return { send, pause: queue.pause };
}

/**
 * Whether the same request may go out twice. One that signs in by an assertion may not: each counts once, and the
 * second would be refused as if its key were wrong (RFC 7523, section 3, `jti`).
 */
export function isRepeatable(method: string, call: CallOptions): boolean {
  const { form } = call;
  return !changesSomething(method, call) && form?.has('assertion') !== true && form?.has('client_assertion') !== true;
}

export function changesSomething(method: string, call: CallOptions): boolean {
  return method !== 'GET' && method !== 'HEAD' && !call.changesNothing;
}

const requestIdHeaders = [
  'x-okta-request-id',
  'x-github-request-id',
  'x-slack-req-id',
  'x-request-id',
  'request-id',
  'x-correlation-id',
];

function requestIdOf(headers: Headers | undefined): string | null {
  for (const name of requestIdHeaders) {
    const value = headers?.get(name);
    if (value) return value;
  }
  return null;
}

/** Of `Bearer abc`, hides `abc` too. Signatures of single requests open nothing else, and would only pile up here. */
function hideCredential(redact: Redactor, header: string): void {
  redact.hide(header);
  const [, credential] = header.split(' ', 2);
  if (credential) redact.hide(credential);
}

async function textOf(response: Response): Promise<string> {
  if (!response.body) return '';
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for await (const chunk of response.body) {
    bytes += chunk.byteLength;
    if (bytes > mostBytes) throw new AnswerTooLarge('the answer is too large');
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

/** The cause is kept for the log; what it says must be as clean as the rest. */
function redactedCause(cause: unknown, redact: Redactor): Error {
  const words = cause instanceof Error ? `${cause.name}: ${cause.message}` : 'unknown cause';
  return Object.assign(new Error(redact.text(words)), { code: codeOf(cause) });
}
