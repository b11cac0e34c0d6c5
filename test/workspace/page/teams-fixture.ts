import { Router } from 'express';
import type { TeamsChat, TeamsMessage, TeamsState } from '../../../src/workspace/teams/browser-api.ts';
import type { FixtureWorld } from './fixture-world.ts';

/** The Teams side of the page's server: Maya has one chat, and looks at it when the world has cards for it. */
export function teamsFixture(world: FixtureWorld): Router {
  const router = Router();
  router.get('/', (_request, response) => {
    const platform = world.teamsCards ? 'teams' : 'slack';
    const maya = {
      id: 'U0MAYA',
      objectId: 'maya',
      platform,
      installed: true,
      unread: world.teamsCards ? 1 : 0,
    } as const;
    const english = 'Start the departure of a person';
    const action = { title: { en: 'Offboard…', fr: 'Départ…' }, description: { en: english, fr: english } };
    const state: TeamsState = { people: [maya], commands: [], actions: [{ id: 'offboard', ...action }] };
    response.json(state);
  });
  router.get('/people/:person/chats', (_request, response) => {
    const personal: TeamsChat = {
      ...{ id: 'a:maya', kind: 'personal', name: 'Relais', memberIds: ['U0MAYA'] },
      ...{ unread: 1, seen: '', latest: '' },
    };
    const team: TeamsChat = { ...personal, id: '19:general', kind: 'channel', name: 'General', unread: 2 };
    response.json({ chats: [personal, team] });
  });
  router.get('/people/:person/chats/:chat/messages', (_request, response) => {
    const common = { at: world.now.toISOString(), summary: '', edited: false };
    const relais = { kind: 'app', id: 'relais', name: 'Relais' } as const;
    const said: TeamsMessage = {
      ...common,
      ...{ id: '0', author: { kind: 'person', id: 'U0MAYA', name: 'Maya Chen' }, card: null },
      text: 'offboard <at>Alex Moreau</at> **now** <b>please</b>',
    };
    const cards = (world.teamsCards ?? []).map((card, index): TeamsMessage => {
      const id = String(index + 1).padStart(5, '0');
      return { ...common, id, author: relais, text: '', card: { ...card }, edited: index % 2 === 0 };
    });
    response.json({ messages: [said, ...cards] });
  });
  return router;
}
