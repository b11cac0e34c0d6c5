import { createContext, useContext } from 'react';
import type { Bootstrap, Conversation, HintList, Person } from '../../slack/browser-api.ts';
import type { Reader } from '../block-kit/slack-date.ts';

/** What every part of the page may need to know or do. */
export interface Session {
  bootstrap: Bootstrap;
  /** Who is looking. */
  me: Person;
  conversations: readonly Conversation[];
  /** The person's zone and the page's language, with the workspace's time. */
  reader: Reader;
  personOf: (id: string) => Person | undefined;
  /** Shows a problem to the person; it stays until dismissed or replaced. */
  complain: (message: string) => void;
  /** Says something to screen readers only. */
  announce: (text: string) => void;
  markHint: (id: HintList['hints'][number]['id']) => void;
}

export const SessionContext = createContext<Session | null>(null);

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('useSession is only for components inside the workspace.');
  return session;
}
