import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { z } from 'zod';
import type { Evidence } from '../../domain/systems/evidence.ts';
import { type ConnectorContext, ConnectorError } from '../../engine/ports/connector.ts';
import { wasCutOff } from './connection-failure.ts';
import {
  type Answered,
  type CallOptions,
  changesSomething,
  createSender,
  type HttpClientOptions,
  isRepeatable,
} from './one-request.ts';
import { nextLink, pageWatch } from './paging.ts';
import { createRedactor, type Redactor } from './redaction.ts';
import { refusalKind } from './refusal-kind.ts';

export interface Reply<Data> {
  status: number;
  headers: Headers;
  data: Data;
  /** `detail` is empty: the connector says what it saw. */
  evidence: Evidence;
}

/**
 * What connectors talk HTTP with. A write is sent once, unless it was refused with a 401, which did nothing: then once
 * more, with a new token where there is one. A read may be repeated inside one call for a short throttle. Everything
 * thrown is a `ConnectorError` that carries the evidence of the call.
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
  /** Every page's items, by `Link: rel="next"` on the same origin. Never cut short silently: see `pages`. */
  list<Item>(
    path: string,
    schema: z.ZodType<readonly Item[]>,
    context: ConnectorContext,
    options?: CallOptions,
  ): Promise<{ items: Item[]; evidence: Evidence[]; headers: Headers }>;
  /**
   * Every page to the last one; `next` tells the address of the following page (relative to this one, on the same
   * origin), null on the last. Throws `unproven` for pages that repeat themselves and for more than 200 of them:
   * nothing is concluded from such a list.
   */
  pages<Page>(
    path: string,
    shape: { schema: z.ZodType<Page>; next(page: Page, headers: Headers): string | null },
    context: ConnectorContext,
    options?: CallOptions,
  ): Promise<{ pages: Page[]; evidence: Evidence[]; headers: Headers }>;
  /**
   * POST, PUT, PATCH, DELETE. `data` is the parsed body if it is JSON, else null; parse it before use. A page for
   * people in place of an answer (a login, maintenance) is no success: `unknown-outcome`.
   */
  send(method: string, path: string, context: ConnectorContext, options?: CallOptions): Promise<Reply<unknown>>;
}

const readRetries = 2;
/** Longer waits are the engine's, which holds no worker meanwhile. */
const longestReadWaitSeconds = 2;
const mostRedirects = 3;
const mostPages = 200;

export function createHttpClient(options: HttpClientOptions): HttpClient {
  const base = new URL(options.baseUrl);
  const { allowPrivateAddresses } = options;
  if (base.protocol !== 'https:' && !(base.protocol === 'http:' && allowPrivateAddresses))
    throw new TypeError(`${base.origin}: only https is spoken, for the credentials' sake`);
  const redact = createRedactor(options.auth.secrets);
  const { send, pause } = createSender(options, redact);
  /** Two clients may reach one address with different rights. */
  const clientId = randomUUID();

  const urlOf = (path: string, query: CallOptions['query'] = {}): URL => {
    const url = new URL(`${base.href.replace(/\/$/, '')}${path}`);
    for (const [name, value] of Object.entries(query))
      for (const one of Array.isArray(value) ? value : [value]) url.searchParams.append(name, String(one));
    return url;
  };

  const refuse = (method: string, call: CallOptions, answered: Answered, context: ConnectorContext): ConnectorError => {
    if (answered.status === 401) options.auth.refused?.();
    const { kind, retryAfterSeconds } = refusalKind(answered, changesSomething(method, call), context.now());
    // What one call is told is meant for all.
    if (kind === 'throttled' && retryAfterSeconds !== null) pause(retryAfterSeconds);
    const words = redact.text(answered.text);
    return new ConnectorError(
      kind,
      redact.words({
        en: `${method} answered ${answered.status}${words && `: “${words}”`}`,
        fr: `${method} a reçu ${answered.status}${words && ` : « ${words} »`}`,
      }),
      {
        retryAfterSeconds,
        evidence: [{ ...answered.evidence, detail: words }],
      },
    );
  };

  /** A read whose connection was cut is asked once more, on a new one. A write never is: it may have arrived. */
  const sendOrRepeat: typeof send = async (method, url, call, context) => {
    try {
      return await send(method, url, call, context);
    } catch (error) {
      if (!isRepeatable(method, call) || !(error instanceof ConnectorError) || !wasCutOff(error.cause)) throw error;
      return send(method, url, call, context);
    }
  };

  /**
   * What changes nothing may be shared with whoever asks the same in the same moment. A form may carry a secret, and
   * asks for a token.
   */
  const exchange: typeof exchangeNow = (method, start, call, context) => {
    if (!context.reads || changesSomething(method, call) || call.form) return exchangeNow(method, start, call, context);
    const request = JSON.stringify([clientId, method, start.href, call]);
    return context.reads.once(request, () => exchangeNow(method, start, call, context));
  };

  /** A read repeats itself after a short throttle; a GET follows redirects on its own origin. */
  const exchangeNow = async (
    method: string,
    start: URL,
    call: CallOptions,
    context: ConnectorContext,
  ): Promise<Answered> => {
    let url = start;
    let redirects = 0;
    let renewed = false;
    for (let retries = 0; ; ) {
      const answered = await sendOrRepeat(method, url, call, context);
      if (isSuccess(answered.status)) return answered;
      // Behind a redirect a refusal is the word of whatever it led to, not of what was asked.
      if (redirects === 0 && call.expect?.includes(answered.status)) return answered;
      if (answered.status === 401 && !renewed && !context.signal.aborted) {
        options.auth.refused?.();
        renewed = true;
        continue;
      }
      const location = answered.headers.get('location');
      if (answered.status >= 300 && answered.status < 400 && answered.status !== 304 && location) {
        const next = addressOf(location, url);
        if (method !== 'GET' || next?.origin !== base.origin || redirects === mostRedirects) {
          const where = next?.origin ?? 'something that is no address';
          const words = {
            en: `${method} was redirected to ${where}; not followed`,
            fr: `${method} a été redirigé vers ${next?.origin ?? 'quelque chose qui n’est pas une adresse'} ; non suivi`,
          };
          throw new ConnectorError('rejected', redact.words(words), {
            evidence: [{ ...answered.evidence, detail: redact.text(`redirected to ${where}, not followed`) }],
          });
        }
        redirects += 1;
        url = next;
        continue;
      }
      const error = refuse(method, call, answered, context);
      const seconds = error.retryAfterSeconds;
      const mayRepeat = isRepeatable(method, call) && error.kind === 'throttled' && retries < readRetries;
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
      throw new ConnectorError(
        'unavailable',
        {
          en: `${method} answered ${answered.status} with something that is not JSON`,
          fr: `${method} a reçu ${answered.status} et quelque chose qui n’est pas du JSON`,
        },
        {
          evidence: [{ ...answered.evidence, detail: 'not JSON' }],
        },
      );
    const result = schema.safeParse(json);
    if (result.success) return result.data;
    const issues = result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ');
    throw new ConnectorError(
      'rejected',
      redact.words({
        en: `${method} answered in an unknown shape: “${issues}”`,
        fr: `${method} a reçu une réponse d’une forme inconnue : « ${issues} »`,
      }),
      {
        evidence: [{ ...answered.evidence, detail: redact.text(`unknown shape: ${issues}`) }],
      },
    );
  };

  const reply = <Data>({ status, headers, evidence }: Answered, data: Data): Reply<Data> => ({
    status,
    headers,
    data,
    evidence,
  });

  const allPages: HttpClient['pages'] = async (path, { schema, next: nextOf }, context, call = {}) => {
    const watch = pageWatch();
    const evidence: Evidence[] = [];
    const pages = [];
    let url = urlOf(path, call.query);
    while (pages.length < mostPages) {
      const answered = await exchange('GET', url, call, context);
      evidence.push(answered.evidence);
      const page = parsed('GET', answered, schema);
      if (watch.isRepeated(url, answered.text))
        throw new ConnectorError(
          'unproven',
          { en: 'the pages of the list repeat themselves', fr: 'les pages de la liste se répètent' },
          { evidence },
        );
      pages.push(page);
      const link = nextOf(page, answered.headers);
      if (link === null) return { pages, evidence, headers: answered.headers };
      const next = addressOf(link, url);
      if (next?.origin !== base.origin)
        throw new ConnectorError(
          'rejected',
          redact.words({
            en: `the next page is on ${next?.origin ?? 'something that is no address'}; not followed`,
            fr: `la page suivante est sur ${next?.origin ?? 'quelque chose qui n’est pas une adresse'} ; non suivie`,
          }),
          { evidence },
        );
      url = next;
    }
    throw new ConnectorError(
      'unproven',
      {
        en: `more than ${mostPages} pages; not read to the end`,
        fr: `plus de ${mostPages} pages ; la liste n’a pas été lue jusqu’au bout`,
      },
      { evidence },
    );
  };

  return {
    redact,
    pages: allPages,
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
      const { pages, ...rest } = await allPages(
        path,
        { schema, next: (_, headers) => nextLink(headers) },
        context,
        call,
      );
      return { items: pages.flat(), ...rest };
    },
    async send(method, path, context, call = {}) {
      const answered = await exchange(method, urlOf(path, call.query), call, context);
      // Whatever stands before the system answered in its place: whether the system was reached is not known.
      if (isSuccess(answered.status) && isPage(answered.text))
        throw new ConnectorError(
          changesSomething(method, call) ? 'unknown-outcome' : 'unavailable',
          {
            en: `${method} answered ${answered.status} with a page for people`,
            fr: `${method} a reçu ${answered.status} et une page faite pour des personnes`,
          },
          { evidence: [{ ...answered.evidence, detail: 'a page for people, not an answer' }] },
        );
      return reply(answered, jsonOf(answered.text) ?? null);
    },
  };
}

/** Null when it is none: what a header says is the vendor's word, not ours. */
function addressOf(text: string, from: URL): URL | null {
  return URL.canParse(text, from.href) ? new URL(text, from) : null;
}

function isSuccess(status: number): boolean {
  return status >= 200 && status < 300;
}

/** Judged by its text, since receivers label their plain `OK` as HTML too. */
function isPage(text: string): boolean {
  return /^\s*(?:<\?xml[^>]*>\s*|<!--[\s\S]*?-->\s*)*<(?:!doctype\s+html|html)\b/i.test(text);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
