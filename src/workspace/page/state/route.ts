/** Where in the workspace this window is: `#/U0MAYA/D0MAYA/home`. Two windows can so be two people. */
export interface Route {
  person: string | null;
  channel: string | null;
  tab: 'messages' | 'home';
  thread: string | null;
  /** A message to show, wherever in the conversation it is: where a permalink leads. */
  message: string | null;
}

export function parseRoute(hash: string): Route {
  const [person, channel, third, ts] = hash.replace(/^#\/?/, '').split('/').map(decodeURIComponent);
  // A permalink of the Slack side: `#/archives/<channel>/p<ts without its dot>`, for whoever follows it.
  if (person === 'archives') {
    const message = third?.replace(/^p(\d+)(\d{6})$/, '$1.$2') ?? null;
    return { person: null, channel: channel || null, tab: 'messages', thread: null, message };
  }
  return {
    person: person || null,
    channel: channel || null,
    tab: third === 'home' ? 'home' : 'messages',
    thread: third === 'thread' && ts ? ts : null,
    message: third === 'at' && ts ? ts : null,
  };
}

export function formatRoute(route: Route): string {
  const end = route.thread
    ? ['thread', route.thread]
    : route.message
      ? ['at', route.message]
      : route.tab === 'home'
        ? ['home']
        : [];
  const parts = [route.person, ...(route.person && route.channel ? [route.channel, ...end] : [])];
  return `#/${parts
    .filter((part) => part !== null)
    .map(encodeURIComponent)
    .join('/')}`;
}
