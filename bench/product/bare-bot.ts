import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { CardFactory, CloudAdapter, ConfigurationBotFrameworkAuthentication, MessageFactory } from 'botbuilder';
import express from 'express';
import type { Order, Report } from './messages.ts';
import { obey } from './obey.ts';

/** What Relais' speed on Teams stands beside: the shortest botbuilder bot that answers with the same card. */
obey(async (order: Order): Promise<Report> => {
  if (order.type !== 'start') throw new Error(`a bare bot does not know ${order.type}`);
  const { BENCH_CARD: file = '' } = order.env;
  const card: object = JSON.parse(readFileSync(file, 'utf8'));
  // Without an app id it believes everybody, as Relais does the local workspace.
  const adapter = new CloudAdapter(new ConfigurationBotFrameworkAuthentication({}));
  const app = express();
  app.post('/api/messages', express.json(), (request, response) =>
    adapter.process(request, response, async (context) => {
      await context.sendActivity(MessageFactory.attachment(CardFactory.adaptiveCard(card)));
    }),
  );
  const server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { type: 'ready', url: `http://127.0.0.1:${address.port}` };
});
