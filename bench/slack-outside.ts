import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import express from 'express';
import { z } from 'zod';
import type { WorkspacePerson } from '../src/workspace/company.ts';
import { installedFromManifest } from '../src/workspace/slack/installed-app.ts';
import { type LocalSlack, openLocalSlack } from '../src/workspace/slack/local-slack.ts';
import { createSender, type Sender } from '../src/workspace/slack/sending/sender.ts';
import { webApiRouter } from '../src/workspace/slack/web-api/router.ts';
import { slackApiPath } from '../src/workspace/workspace.ts';

export const botToken = 'xoxb-only-for-the-bench';
export const signingSecret = 'only-for-the-bench';

const openedSchema = z.object({ trigger_id: z.string(), view: z.string() });

/** The local workspace's Web API, on a port of its own, beside the process that is measured. */
export interface SlackOutside {
  slack: LocalSlack;
  apiUrl: string;
  /** Called with the trigger and the view whenever an app has opened a modal, once the answer is on its way. */
  onOpened: (triggerId: string, view: unknown) => void;
  /** Signs and posts to an app, as Slack's edge does. */
  senderTo(url: string): Sender;
  close(): Promise<void>;
}

export async function openSlackOutside(folder: string, people: readonly WorkspacePerson[]): Promise<SlackOutside> {
  const app = express();
  const server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const log = { info: () => undefined, warn: () => undefined };
  const slack = openLocalSlack({
    dataDir: folder,
    app: installedFromManifest(readFileSync(resolve(import.meta.dirname, '..', 'manifest', 'slack.yaml'), 'utf8')),
    now: () => new Date(),
    realNow: () => Date.now(),
    origin: () => url,
    log,
  });
  for (const person of people) {
    slack.people.put(person);
    slack.conversations.openWith([person.id]);
  }
  const outside: Pick<SlackOutside, 'onOpened'> = { onOpened: () => undefined };
  app.use(`${slackApiPath}views.open`, (request, response, next) => {
    response.on('finish', () => {
      const { trigger_id: trigger, view } = openedSchema.parse(request.body);
      outside.onOpened(trigger, JSON.parse(view));
    });
    next();
  });
  app.use(slackApiPath, webApiRouter(slack, botToken));
  return Object.assign(outside, {
    slack,
    apiUrl: `${url}${slackApiPath}`,
    senderTo: (to: string) =>
      createSender({ signingSecret, eventsUrl: () => `${to}/slack/events`, patience: 10_000, log }),
    async close() {
      slack.close();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  });
}
