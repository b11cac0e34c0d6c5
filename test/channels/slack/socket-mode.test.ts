import { createHash } from 'node:crypto';
import type { Server } from 'node:http';
import type { Duplex } from 'node:stream';
import express from 'express';
import { pino } from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createSlackApp } from '../../../src/channels/slack/slack-app.ts';
import { createMemoryStore } from '../../support/memory/memory-store.ts';
import { fakeConversation, fakeDirectory, wordsFor } from './slack-world.ts';

/** Just enough of a WebSocket server (RFC 6455) to play Slack's side: short text frames, nothing fragmented. */
function acceptSocket(
  server: Server,
  onText: (text: string, socket: Duplex) => void,
  onOpen: (socket: Duplex) => void,
): void {
  server.on('upgrade', (request, socket: Duplex) => {
    const accept = createHash('sha1').update(
      `${request.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`,
    );
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept.digest('base64')}\r\n\r\n`,
    );
    socket.on('error', () => undefined);
    socket.on('data', (frame: Buffer) => {
      for (let at = 0; at + 6 <= frame.length; ) {
        const short = (frame[at + 1] ?? 0) & 0x7f;
        const [length, header] = short === 126 ? [frame.readUInt16BE(at + 2), 4] : [short, 2];
        const mask = frame.subarray(at + header, at + header + 4);
        const data = frame
          .subarray(at + header + 4, at + header + 4 + length)
          .map((byte, index) => byte ^ (mask[index % 4] ?? 0));
        const opcode = (frame[at] ?? 0) & 0x0f;
        if (opcode === 1) onText(Buffer.from(data).toString(), socket);
        if (opcode === 8) socket.end(Buffer.from([0x88, 0]));
        at += header + 4 + length;
      }
    });
    onOpen(socket);
  });
}

function say(socket: Duplex, message: object): void {
  const data = Buffer.from(JSON.stringify(message));
  const header =
    data.length < 126
      ? Buffer.from([0x81, data.length])
      : Buffer.from([0x81, 126, data.length >> 8, data.length & 0xff]);
  socket.write(Buffer.concat([header, data]));
}

describe('Socket Mode', () => {
  let server: Server | undefined;
  afterEach(() => {
    server?.closeAllConnections();
    server?.close();
  });

  it('brings acts over a connection that Relais opens itself', async () => {
    const app = express();
    app.use(express.urlencoded({ extended: false }), express.json());
    server = app.listen(0, '127.0.0.1');
    await new Promise((done) => server?.once('listening', done));
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const opened: unknown[] = [];
    app.post('/api/:method', ({ params, body }, response) => {
      if (params.method === 'auth.test')
        return response.json({ ok: true, team_id: 'T0RELAIS', user_id: 'U0RELAIS', bot_id: 'B0RELAIS' });
      if (params.method === 'apps.connections.open')
        return response.json({ ok: true, url: `ws://127.0.0.1:${port}/link` });
      opened.push([params.method, body]);
      return response.json({ ok: true, view: { id: 'V1' } });
    });
    const acked: unknown[] = [];
    const command = {
      ...{ command: '/offboard', text: 'status', user_id: 'U0MAYA', team_id: 'T0RELAIS', channel_id: 'C1' },
      ...{ trigger_id: 't', response_url: `http://127.0.0.1:${port}/api/response` },
    };
    acceptSocket(
      server,
      (text) => acked.push(z.looseObject({ envelope_id: z.string() }).safeParse(JSON.parse(text)).data?.envelope_id),
      (socket) => {
        say(socket, { type: 'hello', num_connections: 1 });
        say(socket, { type: 'slash_commands', envelope_id: 'e1', accepts_response_payload: true, payload: command });
      },
    );
    const conversation = fakeConversation();
    const slack = createSlackApp({
      once: createMemoryStore().once,
      storeAnswers: async () => true,
      conversation: () => conversation,
      directory: () => fakeDirectory,
      botToken: 'xoxb-of-the-test',
      transport: { type: 'socket', appToken: 'xapp-of-the-test' },
      slackApiUrl: `http://127.0.0.1:${port}/api/`,
      words: wordsFor,
      log: pino({ level: 'silent' }),
    });
    expect(slack.listener).toBeNull();
    expect((await slack.start()).teamId).toBe('T0RELAIS');
    const deadline = Date.now() + 5000;
    while ((opened.length === 0 || acked.length === 0) && Date.now() < deadline)
      await new Promise((done) => setTimeout(done, 20));
    expect(acked).toContain('e1');
    expect(conversation.acts).toMatchObject([
      { act: { ref: { name: 'status' }, words: ['status'] }, speaker: { person: { id: 'p-maya' } } },
    ]);
    expect(opened).toMatchObject([['response', { response_type: 'ephemeral', text: 'I do not know how to status.' }]]);
    await slack.stop();
  });
});
