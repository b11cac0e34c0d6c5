import type { ImapFlow } from 'imapflow';
import type { BounceMailbox } from './bounce-mailbox.ts';

/** A mail that came back may hold all of the one that was sent; of larger ones nothing is read. */
const largest = 2 * 1024 * 1024;
/** So many are looked at in one turn; the rest in the next ones. */
const mostAtOnce = 200;
const patience = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 60_000 };

/** The inbox behind an address such as `imaps://user:password@imap.example.com`; encrypted like the way out. */
export function createImapMailbox(
  { hostname, port, username, password, protocol }: URL,
  { encryption }: { encryption: 'required' | 'if-offered' },
): BounceMailbox & { check(signal: AbortSignal): Promise<void> } {
  const secure = protocol === 'imaps:';

  async function inInbox<Answer>(signal: AbortSignal, work: (client: ImapFlow) => Promise<Answer>): Promise<Answer> {
    // Who reads no mailbox does not load what reads one.
    const { ImapFlow } = await import('imapflow');
    const client = new ImapFlow({
      host: hostname.replace(/^\[|\]$/g, ''),
      port: port === '' ? (secure ? 993 : 143) : Number(port),
      secure,
      ...(!secure && encryption === 'required' && { doSTARTTLS: true }),
      auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) },
      ...{ logger: false, disableAutoIdle: true },
      ...patience,
    });
    // Whatever breaks is thrown by what was asked for as well.
    client.on('error', () => {});
    const end = () => client.close();
    signal.addEventListener('abort', end, { once: true });
    try {
      signal.throwIfAborted();
      await client.connect();
      await client.mailboxOpen('INBOX');
      return await work(client);
    } finally {
      signal.removeEventListener('abort', end);
      client.close();
    }
  }

  return {
    eachNew: (take, signal) =>
      inInbox(signal, async (client) => {
        const unread = (await client.search({ seen: false, smaller: largest }, { uid: true })) || [];
        for (const uid of unread.slice(0, mostAtOnce)) {
          const message = await client.fetchOne(String(uid), { source: true }, { uid: true });
          const source = message ? message.source : undefined;
          if (source && (await take(source))) await client.messageFlagsAdd(String(uid), ['\\Seen'], { uid: true });
        }
      }),
    check: (signal) => inInbox(signal, async () => undefined),
  };
}
