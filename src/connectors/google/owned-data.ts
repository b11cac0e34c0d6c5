import { z } from 'zod';
import type { Localized } from '../../domain/localized.ts';
import type { ConnectorContext } from '../../engine/ports/connector.ts';
import { unlessUntold } from '../kit/connector-of.ts';
import type { HandedOver } from './data-transfers.ts';
import { pageShape } from './google-shapes.ts';
import type { GoogleSystem } from './google-system.ts';

/** So many pages are counted; nobody decides anything by the exact number behind them. */
const mostPages = 10;

interface Count {
  count: number;
  /** There is more than was counted. */
  more: boolean;
}

/**
 * How much the person owns, in words, before it passes to somebody: `128 files of Drive`. Without a number where it may
 * not be counted.
 */
export async function ownedInWords(
  system: GoogleSystem,
  { what, address }: { what: HandedOver; address: string },
  context: ConnectorContext,
): Promise<Localized> {
  const counted = await unlessUntold(() => (what === 'drive' ? files : events)(system, address, context));
  const number = counted && `${counted.count}${counted.more ? '+' : ''}`;
  const one = counted?.count === 1 && !counted.more;
  if (what === 'drive')
    return number === null
      ? { en: 'Drive', fr: 'Drive' }
      : { en: `Drive (${number} ${one ? 'file' : 'files'})`, fr: `Drive (${number} ${one ? 'fichier' : 'fichiers'})` };
  return number === null
    ? { en: 'the calendar', fr: 'l’agenda' }
    : {
        en: `the calendar (${number} coming ${one ? 'event' : 'events'})`,
        fr: `l’agenda (${number} ${one ? 'événement' : 'événements'} à venir)`,
      };
}

async function files(system: GoogleSystem, address: string, context: ConnectorContext): Promise<Count> {
  const query = {
    q: "'me' in owners and trashed = false",
    pageSize: 1000,
    fields: 'nextPageToken,files(id)',
  };
  const schema = pageShape('files', z.object({ id: z.string() }));
  let count = 0;
  let token: string | null = null;
  for (let pages = 0; pages < mostPages; pages += 1) {
    const { data }: { data: { items: unknown[]; next: string | null } } = await system
      .dataOf(address)
      .get('/drive/v3/files', schema, context, { query: token === null ? query : { ...query, pageToken: token } });
    count += data.items.length;
    token = data.next;
    if (token === null) return { count, more: false };
  }
  return { count, more: true };
}

const eventShape = z.object({ organizer: z.object({ self: z.boolean().optional() }).optional() });

/** Coming events that the person organises: what others have invited them to is not theirs to hand over. */
async function events(system: GoogleSystem, address: string, context: ConnectorContext): Promise<Count> {
  const query = { timeMin: context.now().toISOString(), maxResults: 2500 };
  const call = '/calendar/v3/calendars/primary/events';
  const { data } = await system.dataOf(address).get(call, pageShape('items', eventShape), context, { query });
  const count = data.items.filter(({ organizer }) => organizer?.self === true).length;
  return { count, more: data.next !== null };
}
