import { readFileSync } from 'node:fs';
import { App, LogLevel, type types } from '@slack/bolt';
import type { Order, Report } from './messages.ts';
import { obey } from './obey.ts';

/** What Relais' speed stands beside: the shortest Bolt app that opens the same modal. */
obey(async (order: Order): Promise<Report> => {
  if (order.type !== 'start') throw new Error(`a bare app does not know ${order.type}`);
  const { SLACK_BOT_TOKEN: token = '', SLACK_SIGNING_SECRET: signingSecret = '', BENCH_VIEW: file = '' } = order.env;
  const view: types.ModalView = JSON.parse(readFileSync(file, 'utf8'));
  const app = new App({
    token,
    signingSecret,
    logLevel: LogLevel.ERROR,
    clientOptions: { slackApiUrl: order.slackApiUrl ?? '' },
  });
  app.command('/offboard', async ({ ack, body, client }) => {
    await ack();
    await client.views.open({ trigger_id: body.trigger_id, view });
  });
  const server = await app.start({ port: 0, host: '127.0.0.1' });
  const address = 'address' in server ? server.address() : null;
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { type: 'ready', url: `http://127.0.0.1:${address.port}` };
});
