import { browserApiPath, changeEvent } from '../../slack/browser-api.ts';
import { invalidate } from './resources.ts';
import { staleAfter } from './stale-after.ts';

/** Listens to the server's stream and marks what it names as to be read again; returns how to stop. */
export function followStream(onConnection: (up: boolean) => void): () => void {
  const source = new EventSource(`${browserApiPath}/events`);
  source.onopen = () => {
    // Whatever changed between the first reads (or the end of the last stream) and now was announced to nobody.
    invalidate(() => true);
    onConnection(true);
  };
  source.onerror = () => onConnection(false);
  source.onmessage = (event: MessageEvent<string>) => {
    const parsed = changeEvent.safeParse(JSON.parse(event.data));
    if (parsed.success) invalidate(staleAfter(parsed.data));
  };
  return () => source.close();
}
