import type { IncomingMessage, ServerResponse } from 'node:http';
import { type AckFn, type App, type Receiver, verifySlackRequest } from '@slack/bolt';
import type { Logger } from 'pino';
import { StillBusyError } from '../once.ts';
import { createReplayGuard, replayWindow } from './replay-guard.ts';
import { parseBody, readBody } from './request-body.ts';

export interface SignedReceiver extends Receiver {
  /** For `/slack/events`; mount it before any body parser. */
  listener: (request: IncomingMessage, response: ServerResponse) => void;
}

export interface SignedReceiverOptions {
  /** Asked for every request: it may be renewed while Relais runs. */
  signingSecret: () => string;
  log: Logger;
  /** Milliseconds since 1970 on the real clock. */
  now: () => number;
}

/**
 * Bolt's own receivers bring a server of their own; this one only transports, so that Slack shares the one Express
 * server.
 */
export function createSignedReceiver({ signingSecret, log, now }: SignedReceiverOptions): SignedReceiver {
  const replays = createReplayGuard(now);
  let app: App | null = null;

  const refuse = (response: ServerResponse, status: number, reason: string, say: string): void => {
    log.warn({ event: 'slack.refused', reason, status }, 'Refused a request at the Slack endpoint');
    // Slack must not repeat what will be refused again.
    response
      .writeHead(status, { 'content-type': 'text/plain; charset=utf-8', 'x-slack-no-retry': '1' })
      .end(`${say}\n`);
  };

  const receive = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (request.method !== 'POST') return refuse(response, 405, 'method', 'Slack sends POST requests here.');
    const text = await readBody(request);
    if (text === null) {
      response.setHeader('connection', 'close');
      return refuse(response, 413, 'too-large', 'The request is too large.');
    }
    const signature = headerOf(request, 'x-slack-signature');
    const fault = signatureFault({
      signingSecret: signingSecret(),
      text,
      signature,
      timestamp: headerOf(request, 'x-slack-request-timestamp'),
      now: now(),
    });
    if (fault !== null)
      return refuse(response, 401, fault, 'This request does not carry a valid, recent Slack signature.');
    if (!replays.isNew(signature)) return refuse(response, 401, 'replayed', 'This request was already handled.');
    const body = parseBody(text, request.headers['content-type']);
    if (body === null) return refuse(response, 400, 'malformed', 'The request cannot be read.');
    if (body['ssl_check'] !== undefined) return void response.writeHead(200).end();
    if (body['type'] === 'url_verification') return send(response, { challenge: String(body['challenge'] ?? '') });
    await dispatch(body, request, response);
  };

  const dispatch = async (
    body: Record<string, unknown>,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> => {
    // Bolt types each answer by its request; here they are all one body.
    const ack: AckFn<unknown> = async (answer) => {
      if (response.writableEnded) log.warn({ event: 'slack.acked-twice' }, 'A Slack request was acknowledged twice');
      else send(response, answer);
    };
    const retryNum = Number(headerOf(request, 'x-slack-retry-num'));
    await app?.processEvent({
      body,
      ack,
      ...(retryNum > 0 && { retryNum, retryReason: headerOf(request, 'x-slack-retry-reason') }),
    });
    if (!response.writableEnded) refuse(response, 404, 'unhandled', 'Relais does not know this kind of request.');
  };

  return {
    init: (bolt) => {
      app = bolt;
    },
    start: async () => undefined,
    stop: async () => undefined,
    listener: (request, response) => {
      receive(request, response).catch((error: unknown) => {
        // Slack sends it again later, to whoever is there then.
        if (error instanceof StillBusyError && !response.headersSent) return void response.writeHead(503).end();
        log.error({ event: 'slack.failed', err: error }, 'A Slack request could not be handled');
        if (!response.headersSent) response.writeHead(500);
        response.end();
      });
    },
  };
}

function headerOf(request: IncomingMessage, name: string): string {
  const value = request.headers[name];
  return typeof value === 'string' ? value : '';
}

/** Null when the request is Slack's and recent. */
function signatureFault(request: {
  signingSecret: string;
  text: string;
  signature: string;
  timestamp: string;
  now: number;
}): 'unsigned' | 'stale' | 'bad-signature' | null {
  if (!/^\d{1,12}$/.test(request.timestamp) || !/^v0=[0-9a-f]{64}$/.test(request.signature)) return 'unsigned';
  const timestamp = Number(request.timestamp);
  // Bolt refuses only the past; a timestamp far ahead would stay valid for longer than it is remembered.
  if (Math.abs(request.now / 1000 - timestamp) > replayWindow / 1000) return 'stale';
  try {
    verifySlackRequest({
      signingSecret: request.signingSecret,
      body: request.text,
      headers: { 'x-slack-signature': request.signature, 'x-slack-request-timestamp': timestamp },
      nowMilliseconds: request.now,
    });
    return null;
  } catch {
    return 'bad-signature';
  }
}

function send(response: ServerResponse, answer: unknown): void {
  if (answer === undefined || answer === '') response.writeHead(200).end();
  else if (typeof answer === 'string')
    response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8' }).end(answer);
  else response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(answer));
}
