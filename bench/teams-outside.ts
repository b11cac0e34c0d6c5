import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { localSecretHeader } from '../src/channels/teams/teams-app.ts';
import type { WorkspacePerson } from '../src/workspace/company.ts';
import { activityOf } from '../src/workspace/teams/activities.ts';
import { Chats } from '../src/workspace/teams/chats.ts';
import { connectorRouter } from '../src/workspace/teams/connector-router.ts';

export const teamsSecret = 'only-for-the-bench';

/**
 * The local workspace's connector, on a port of its own, beside the process that is measured. Everybody has the app.
 */
export interface TeamsOutside {
  /** Called with the chat and the newest card in it whenever an app has posted there, once the answer is on its way. */
  onPosted: (chatId: string, card: unknown) => void;
  chatOf(person: WorkspacePerson): string;
  /** Types something in the personal chat with an app; ends with the app's answer to the request. */
  say(person: WorkspacePerson, text: string, messagesUrl: string): Promise<void>;
  close(): Promise<void>;
}

export async function openTeamsOutside(people: readonly WorkspacePerson[]): Promise<TeamsOutside> {
  const app = express();
  const server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const serviceUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const chats = new Chats({ people, path: ':memory:', now: () => new Date(), tell: () => undefined });
  for (const { id } of people) chats.stand(id, { installed: true });
  const outside: Pick<TeamsOutside, 'onPosted'> = { onPosted: () => undefined };
  app.use('/v3/conversations/:chat/activities', (request, response, next) => {
    const chat = chats.find(request.params.chat);
    response.on('finish', () => {
      // A form that a newer one replaces is edited too: that answers nobody.
      if (request.method !== 'POST') return;
      outside.onPosted(request.params.chat, chat?.messages.at(-1)?.card);
      // What nobody reads again would only be memory; the newest is what the next form replaces.
      const old = chat?.messages.at(-3);
      if (old) chats.remove(request.params.chat, old.id);
    });
    next();
  });
  app.use(connectorRouter(chats));
  return Object.assign(outside, {
    chatOf: ({ id }: WorkspacePerson) => chats.personal(id).id,
    async say(person: WorkspacePerson, text: string, messagesUrl: string) {
      const id = chats.nextId();
      const activity = activityOf(person, chats.personal(person.id), { id, serviceUrl, now: new Date() });
      const response = await fetch(messagesUrl, {
        method: 'POST',
        headers: { 'content-type': 'application/json', [localSecretHeader]: teamsSecret },
        body: JSON.stringify({ ...activity, type: 'message', text }),
      });
      await response.arrayBuffer();
      if (!response.ok) throw new Error(`the app answered ${response.status}`);
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  });
}
