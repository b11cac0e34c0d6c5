import type { ChangeEvent } from '../../slack/browser-api.ts';

/** Which paths a change makes stale. */
export function staleAfter(change: ChangeEvent): (path: string) => boolean {
  switch (change.type) {
    case 'conversation': {
      const lists = new Set(change.people.map((id) => `/people/${id}/conversations`));
      const messages = new Set(change.people.map((id) => `/people/${id}/conversations/${change.channel}/messages`));
      return (path) => path === '/bootstrap' || lists.has(path) || messages.has(path);
    }
    case 'teams': {
      const lists = change.people.map((id) => `/teams/people/${id}/chats`);
      const messages =
        change.chat === null ? [] : lists.map((list) => `${list}/${encodeURIComponent(change.chat ?? '')}/messages`);
      const stale = new Set(['/teams', ...lists, ...messages]);
      return (path) => stale.has(path);
    }
    case 'home': {
      const homes = new Set(change.people.map((id) => `/people/${id}/home`));
      return (path) => homes.has(path);
    }
    case 'modals': {
      const stacks = new Set(change.people.map((id) => `/people/${id}/modals`));
      return (path) => stacks.has(path);
    }
    case 'people':
      return (path) => path === '/bootstrap' || path.endsWith('/conversations');
    case 'system':
      return (path) => path === '/systems';
    case 'clock':
      return (path) => path === '/clock' || path === '/jobs';
  }
}
