import { readTyped, type Typed } from '../typed.ts';
import type { TeamsActivity } from './activity.ts';
import { piecesOf } from './mentioned.ts';

/** What was typed to Relais, or in a channel where it is mentioned. */
export function readMessage(activity: TeamsActivity): Typed {
  const names = { home: 'home', accueil: 'home' } as const;
  return readTyped(piecesOf(activity), { channel: 'teams', entry: 'message', names });
}
