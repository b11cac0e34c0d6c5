import { browserApiPath, type ChangeEvent, changeEvent } from '../../slack/browser-api.ts';
import { invalidate } from './resources.ts';

/** Listens to the server's stream and marks what it names as to be read again; returns how to stop. */
export function followStream(onConnection: (up: boolean) => void): () => void {
  const source = new EventSource(`${browserApiPath}/events`);
  let wasDown = false;
  source.onopen = () => {
    // Whatever happened while the line was down was not announced.
    if (wasDown) invalidate(() => true);
    wasDown = false;
    onConnection(true);
  };
  source.onerror = () => {
    wasDown = true;
    onConnection(false);
  };
  source.onmessage = (event: MessageEvent<string>) => {
    const parsed = changeEvent.safeParse(JSON.parse(event.data));
    if (parsed.success) invalidate(staleAfter(parsed.data));
  };
  return () => source.close();
}

/** Which paths a change makes stale. */
export function staleAfter(change: ChangeEvent): (path: string) => boolean {
  switch (change.type) {
    case 'conversation': {
      const lists = new Set(change.people.map((id) => `/people/${id}/conversations`));
      const messages = new Set(change.people.map((id) => `/people/${id}/conversations/${change.channel}/messages`));
      return (path) => path === '/bootstrap' || lists.has(path) || messages.has(path);
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
