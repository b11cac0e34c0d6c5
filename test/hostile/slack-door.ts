import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import { pino } from 'pino';
import { createSlackApp } from '../../src/channels/slack/slack-app.ts';
import { createConversation } from '../../src/engine/conversation/create-conversation.ts';
import { slackWords } from '../../src/views/slack-words.ts';
import { createMemoryWorld, type MemoryWorld } from '../support/memory/memory-world.ts';
import { close, listen } from './listen.ts';

const signingSecret = 'canary-signing-secret-of-the-door';
const botToken = 'xoxb-canary-of-the-door';

/** The production Slack code and the real conversation over ports in memory; Slack itself says yes to everything. */
export interface SlackDoor {
  world: MemoryWorld;
  log: Record<string, unknown>[];
  /** Methods of the Web API that were called, with their bodies. */
  calls: { method: string; body: string }[];
  /** Posts a body, signed for now unless told otherwise. */
  post(body: string, type: 'json' | 'form', headers?: Readonly<Record<string, string>>): Promise<number>;
  /** A payload as Slack posts interactions. */
  interact(payload: unknown): Promise<number>;
  stop(): Promise<void>;
}

export async function openSlackDoor(): Promise<SlackDoor> {
  const world = await createMemoryWorld();
  const log: Record<string, unknown>[] = [];
  const calls: SlackDoor['calls'] = [];
  const api = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += String(chunk);
    });
    request.on('end', () => {
      calls.push({ method: request.url ?? '', body });
      const answer = { ok: true, user_id: 'U-relais', bot_id: 'B1', team_id: 'T1', view: { id: 'V1' }, channel: 'D1' };
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
    });
  });
  const apiUrl = await listen(api);
  const slack = createSlackApp({
    once: world.deps.store.once,
    storeAnswers: async () => true,
    conversation: () => conversation,
    directory: () => world.deps.directory,
    botToken,
    transport: { type: 'http', signingSecret },
    slackApiUrl: `${apiUrl}/api/`,
    words: slackWords,
    log: pino({ level: 'trace' }, { write: (line: string) => void log.push(JSON.parse(line)) }),
  });
  const conversation = createConversation(world.deps, world.engine);
  const { listener } = slack;
  if (!listener) throw new Error('no listener');
  const front = createServer(listener);
  const url = await listen(front);
  await slack.start();

  let posted = 0;
  const post: SlackDoor['post'] = async (given, type, headers = {}) => {
    posted += 1;
    const body = madeUnique(given, type, posted);
    const response = await fetch(`${url}/slack/events`, {
      method: 'POST',
      body,
      headers: { ...signed(body), 'content-type': types[type], ...headers },
      signal: AbortSignal.timeout(10_000),
    });
    await response.text();
    return response.status;
  };
  return {
    world,
    log,
    calls,
    post,
    interact: (payload) => post(new URLSearchParams({ payload: JSON.stringify(payload) ?? '' }).toString(), 'form'),
    async stop() {
      await slack.stop();
      await Promise.all([front, api].map(close));
    },
  };
}

/**
 * The same bytes within one second carry the same signature, and are refused as a replay: that would be no answer to
 * what is in them. A number inside could be changed away, so it stands behind: as white space that JSON does not mind,
 * or as one more field.
 */
function madeUnique(body: string, type: 'json' | 'form', number: number): string {
  if (body === '') return body;
  if (type === 'form') return `${body}&nonce=${number}`;
  return body + number.toString(2).replaceAll('0', ' ').replaceAll('1', '\t');
}

const types = { json: 'application/json', form: 'application/x-www-form-urlencoded' } as const;

export function signed(body: string, secret = signingSecret): Record<string, string> {
  const timestamp = String(Math.floor(Date.now() / 1000));
  const signature = createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex');
  return { 'x-slack-request-timestamp': timestamp, 'x-slack-signature': `v0=${signature}` };
}
