import { setTimeout as wait } from 'node:timers/promises';
import type { z } from 'zod';
import type { Evidence } from '../../domain/revocation.ts';
import { toInstant } from '../../domain/time.ts';
import { type ConnectorContext, ConnectorError } from '../../engine/ports/connector.ts';
import type { Auth } from './auth.ts';
import { createCallQueue, type Limits } from './call-queue.ts';
import { AnswerTooLarge, failureOf } from './connection-failure.ts';
import { nextLink } from './paging.ts';
import { isPublicAddress, literalAddress } from './private-addresses.ts';
import { createRedactor, type Redactor } from './redaction.ts';
import { refusalKind } from './refusal-kind.ts';
import { createTransport, type Fetch } from './transport.ts';

export interface HttpClientOptions {
  /** Where every path starts, for example `https://example.okta.com` or `https://github.example.com/api/v3`. */
  baseUrl: string;
  auth: Auth;
  limits: Limits;
  /** For one call, body included. */
  timeoutMs: number;
  /** Allows private and loopback addresses, and plain HTTP to them. */
  allowPrivateAddresses: boolean;
  /** Sent with every call. */
  headers?: Readonly<Record<string, string>>;
  fetch?: Fetch | undefined;
}

interface CallOptions {
  query?: Readonly<Record<string, string | number | boolean | readonly string[]>>;
  /** Sent as JSON, with `application/json` unless `headers` says otherwise. */
  json?: unknown;
  form?: URLSearchParams;
  headers?: Readonly<Record<string, string>>;
  /** Statuses outside 2xx that are an answer here, not a failure: 404 where absence is what we ask about. */
  expect?: readonly number[];
  /** A POST that changes nothing (a token, a search): its failures are those of a read. */
  changesNothing?: boolean;
}

export interface Reply<Data> {
  status: number;
  headers: Headers;
  data: Data;
  /** `detail` is empty: the connector says what it saw. */
  evidence: Evidence;
}

/**
 * What connectors talk HTTP with. A write is sent once, whatever happens; a read may be repeated inside one call for a
 * short throttle. Everything thrown is a `ConnectorError` that carries the evidence of the call.
 */
export interface HttpClient {
  readonly redact: Redactor;
  get<Data>(
    path: string,
    schema: z.ZodType<Data>,
    context: ConnectorContext,
    options?: CallOptions,
  ): Promise<Reply<Data>>;
  /** Like `get`, but a 404 is an answer: null. */
  find<Data>(
    path: string,
    schema: z.ZodType<Data>,
    context: ConnectorContext,
    options?: CallOptions,
  ): Promise<Reply<Data | null>>;
  /** Every page's items, by `Link: rel="next"` on the same origin. Never cut short silently. */
  list<Item>(
    path: string,
    schema: z.ZodType<readonly Item[]>,
    context: ConnectorContext,
    options?: CallOptions,
  ): Promise<{ items: Item[]; evidence: Evidence[]; headers: Headers }>;
  /** POST, PUT, PATCH, DELETE. `data` is the parsed body if it is JSON, else null; parse it before use. */
  send(method: string, path: string, context: ConnectorContext, options?: CallOptions): Promise<Reply<unknown>>;
}

const readRetries = 2;
/** Longer waits are the engine's, which holds no worker meanwhile. */
const longestReadWaitSeconds = 2;
const mostRedirects = 3;
const mostPages = 200;
const mostBytes = 8 * 1024 * 1024;

interface Answered {
  status: number;
  headers: Headers;
  text: string;
  evidence: Evidence;
}

export function createHttpClient(options: HttpClientOptions): HttpClient {
  const base = new URL(options.baseUrl);
  const { allowPrivateAddresses } = options;
  if (base.protocol !== 'https:' && !(base.protocol === 'http:' && allowPrivateAddresses))
    throw new TypeError(`${base.origin}: only https is spoken, for the credentials' sake`);
  const fetch = options.fetch ?? createTransport({ allowPrivateAddresses });
  const queue = createCallQueue(options.limits);
  const redact = createRedactor(options.auth.secrets);

  const urlOf = (path: string, query: CallOptions['query'] = {}): URL => {
    const url = new URL(`${base.href.replace(/\/$/, '')}${path}`);
    for (const [name, value] of Object.entries(query))
      for (const one of Array.isArray(value) ? value : [value]) url.searchParams.append(name, String(one));
    return url;
  };

  const evidenceOf = (method: string, url: URL, at: Date, response?: Response): Evidence => ({
    at: toInstant(at),
    method,
    url: redact.url(url),
    http: response?.status ?? null,
    requestId: requestIdOf(response?.headers),
    detail: '',
  });

  /** One request on the wire. Throws for what never got an answer. */
  const once = async (method: string, url: URL, call: CallOptions, context: ConnectorContext): Promise<Answered> => {
    const changes = changesSomething(method, call);
    const literal = literalAddress(url);
    if (!allowPrivateAddresses && (url.hostname === 'localhost' || (literal && !isPublicAddress(literal))))
      throw new ConnectorError('rejected', `${url.host} is a private address, which the settings do not allow`, {
        evidence: [evidenceOf(method, url, context.now())],
      });
    const body = call.form?.toString() ?? (call.json === undefined ? null : JSON.stringify(call.json));
    const signed = await options.auth.headers(context, { method, url, body });
    for (const value of Object.values(signed)) hideCredential(redact, value);
    const headers = {
      accept: 'application/json',
      'user-agent': 'Relais',
      ...(body === null
        ? {}
        : { 'content-type': call.form ? 'application/x-www-form-urlencoded' : 'application/json' }),
      ...options.headers,
      ...call.headers,
      ...signed,
    };
    let sent = false;
    let response: Response | undefined;
    const timeout = new AbortController();
    try {
      return await queue.run(async () => {
        const timer = setTimeout(() => timeout.abort(), options.timeoutMs);
        try {
          const signal = AbortSignal.any([context.signal, timeout.signal]);
          sent = true;
          response = await fetch(url, { method, headers, body, redirect: 'manual', signal });
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
      const failure = failureOf(cause, {
        sent,
        changes,
        timedOut: timeout.signal.aborted,
        stopped: context.signal.aborted,
      });
      const message = `${method} ${url.host}: ${failure.message}`;
      throw new ConnectorError(failure.kind, redact.text(message), {
        cause: redactedCause(cause, redact),
        evidence: [{ ...evidenceOf(method, url, context.now(), response), detail: redact.text(failure.message) }],
      });
    }
  };

  const refuse = (method: string, call: CallOptions, answered: Answered, context: ConnectorContext): ConnectorError => {
    if (answered.status === 401) options.auth.refused?.();
    const { kind, retryAfterSeconds } = refusalKind(answered, changesSomething(method, call), context.now());
    const words = redact.text(answered.text);
    return new ConnectorError(kind, redact.text(`${method} answered ${answered.status}${words && `: ${words}`}`), {
      retryAfterSeconds,
      evidence: [{ ...answered.evidence, detail: words }],
    });
  };

  /** A read repeats itself after a short throttle; a GET follows redirects on its own origin. */
  const exchange = async (
    method: string,
    start: URL,
    call: CallOptions,
    context: ConnectorContext,
  ): Promise<Answered> => {
    let url = start;
    let redirects = 0;
    for (let retries = 0; ; ) {
      const answered = await once(method, url, call, context);
      if (isSuccess(answered.status) || call.expect?.includes(answered.status)) return answered;
      const location = answered.headers.get('location');
      if (answered.status >= 300 && answered.status < 400 && answered.status !== 304 && location) {
        const next = new URL(location, url);
        if (method !== 'GET' || next.origin !== base.origin || redirects === mostRedirects)
          throw new ConnectorError(
            'rejected',
            redact.text(`${method} was redirected to ${next.origin}; not followed`),
            {
              evidence: [{ ...answered.evidence, detail: redact.text(`redirected to ${next.origin}, not followed`) }],
            },
          );
        redirects += 1;
        url = next;
        continue;
      }
      const error = refuse(method, call, answered, context);
      const seconds = error.retryAfterSeconds;
      const mayRepeat = method === 'GET' && error.kind === 'throttled' && retries < readRetries;
      if (!mayRepeat || seconds === null || seconds > longestReadWaitSeconds) throw error;
      retries += 1;
      // Jitter, so that everybody who was told the same second does not come back in it together.
      await wait(seconds * 1000 + Math.random() * 250, undefined, { signal: context.signal }).catch(() => {
        throw error;
      });
    }
  };

  const parsed = <Data>(method: string, answered: Answered, schema: z.ZodType<Data>): Data => {
    const json = jsonOf(answered.text);
    // A page of a proxy or of maintenance: not the vendor's word, so it is asked again later.
    if (json === undefined)
      throw new ConnectorError('unavailable', `${method} answered ${answered.status} with something that is not JSON`, {
        evidence: [{ ...answered.evidence, detail: 'not JSON' }],
      });
    const result = schema.safeParse(json);
    if (result.success) return result.data;
    const issues = result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
    throw new ConnectorError('rejected', redact.text(`${method} answered in an unknown shape: ${issues}`), {
      evidence: [{ ...answered.evidence, detail: redact.text(`unknown shape: ${issues}`) }],
    });
  };

  const reply = <Data>({ status, headers, evidence }: Answered, data: Data): Reply<Data> => ({
    status,
    headers,
    data,
    evidence,
  });

  return {
    redact,
    async get(path, schema, context, call = {}) {
      const answered = await exchange('GET', urlOf(path, call.query), call, context);
      return reply(answered, parsed('GET', answered, schema));
    },
    async find(path, schema, context, call = {}) {
      const expect = [...(call.expect ?? []), 404];
      const answered = await exchange('GET', urlOf(path, call.query), { ...call, expect }, context);
      return reply(answered, isSuccess(answered.status) ? parsed('GET', answered, schema) : null);
    },
    async list<Item>(
      path: string,
      schema: z.ZodType<readonly Item[]>,
      context: ConnectorContext,
      call: CallOptions = {},
    ) {
      const items: Item[] = [];
      const evidence: Evidence[] = [];
      let url = urlOf(path, call.query);
      for (let page = 0; page < mostPages; page += 1) {
        const answered = await exchange('GET', url, call, context);
        evidence.push(answered.evidence);
        items.push(...parsed('GET', answered, schema));
        const next = nextLink(answered.headers);
        if (next === null) return { items, evidence, headers: answered.headers };
        url = new URL(next, url);
        if (url.origin !== base.origin)
          throw new ConnectorError('rejected', `the next page is on ${url.origin}; not followed`, { evidence });
      }
      throw new ConnectorError('rejected', `more than ${mostPages} pages; not read to the end`, { evidence });
    },
    async send(method, path, context, call = {}) {
      const answered = await exchange(method, urlOf(path, call.query), call, context);
      return reply(answered, jsonOf(answered.text) ?? null);
    },
  };
}

function changesSomething(method: string, call: CallOptions): boolean {
  return method !== 'GET' && method !== 'HEAD' && !call.changesNothing;
}

function isSuccess(status: number): boolean {
  return status >= 200 && status < 300;
}

const requestIdHeaders = ['x-okta-request-id', 'x-github-request-id', 'x-request-id', 'request-id', 'x-correlation-id'];

function requestIdOf(headers: Headers | undefined): string | null {
  for (const name of requestIdHeaders) {
    const value = headers?.get(name);
    if (value) return value.slice(0, 100);
  }
  return null;
}

/** `Bearer abc` hides `abc`; a signature header hides itself. */
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

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The cause is kept for the log; what it says must be as clean as the rest. */
function redactedCause(cause: unknown, redact: Redactor): Error {
  return new Error(redact.text(cause instanceof Error ? `${cause.name}: ${cause.message}` : 'unknown cause'));
}
