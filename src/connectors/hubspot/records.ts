import type { Localized } from '../../domain/localized.ts';
import type { Evidence } from '../../domain/systems/evidence.ts';
import type { ConnectorContext } from '../../engine/ports/connector.ts';
import { saw } from '../kit/connector-of.ts';
import type { RecordType } from './hubspot-settings.ts';
import { foundRecordsShape } from './hubspot-shapes.ts';
import { type HubspotSystem, paths, unproven } from './hubspot-system.ts';

/** The most that one batch may change: https://developers.hubspot.com/docs/api-reference/crm-contacts-v3/batch */
export const batchSize = 100;

const words: Readonly<Record<RecordType, Localized>> = {
  contacts: { en: 'contacts', fr: 'contacts' },
  companies: { en: 'companies', fr: 'entreprises' },
  deals: { en: 'deals', fr: 'transactions' },
  tickets: { en: 'tickets', fr: 'tickets' },
};

/** What records of a kind are called. */
export function namedRecords(type: RecordType): Localized {
  return words[type];
}

/**
 * The records of one kind that an owner has: how many, and the first hundred ids behind `after`, in order. A search of
 * HubSpot's tells ten thousand at most and shows changes late, so it is asked for what follows the last id, and never
 * by its own pages.
 */
export async function ownedBy(
  { http }: HubspotSystem,
  { type, ownerId, after = null }: { type: RecordType; ownerId: string; after?: string | null },
  context: ConnectorContext,
): Promise<{ total: number; ids: string[]; evidence: Evidence }> {
  const behind = after === null ? [] : [{ propertyName: 'hs_object_id', operator: 'GT', value: after }];
  const json = {
    filterGroups: [{ filters: [{ propertyName: 'hubspot_owner_id', operator: 'EQ', value: ownerId }, ...behind] }],
    properties: ['hubspot_owner_id'],
    sorts: ['hs_object_id'],
    limit: batchSize,
    // Demanded by HubSpot’s description; from the beginning of what follows the last id.
    after: '0',
  };
  const reply = await http.send('POST', `${paths.objects}/${type}/search`, context, { json, changesNothing: true });
  const parsed = foundRecordsShape.safeParse(reply.data);
  const evidence = saw(reply, parsed.success ? `${parsed.data.total} ${type} of owner ${ownerId}` : 'unknown shape');
  if (!parsed.success)
    throw unproven({ en: `HubSpot does not count the ${type}`, fr: `HubSpot ne compte pas les ${words[type].fr}` }, [
      evidence,
    ]);
  const { total, results } = parsed.data;
  const ids = results.map(({ id }) => id);
  const isInOrder = ids.every((id, index) => BigInt(id) > BigInt(ids[index - 1] ?? after ?? '-1'));
  if ((ids.length === 0 && total > 0) || !isInOrder)
    throw unproven(
      {
        en: `HubSpot counts ${total} ${type} and lists others than it was asked for, or none`,
        fr: `HubSpot compte ${total} ${words[type].fr} et en liste d’autres que demandé, ou aucun`,
      },
      [evidence],
    );
  return { total, ids, evidence };
}

/**
 * Makes somebody else the owner of these. HubSpot answers 207 where some could not be changed; the read-back counts
 * them.
 */
export async function giveTo(
  { http }: HubspotSystem,
  { type, ids, ownerId }: { type: RecordType; ids: readonly string[]; ownerId: string },
  context: ConnectorContext,
): Promise<Evidence> {
  const inputs = ids.map((id) => ({ id, properties: { hubspot_owner_id: ownerId } }));
  const reply = await http.send('POST', `${paths.objects}/${type}/batch/update`, context, { json: { inputs } });
  return saw(reply, `${ids.length} ${type} to owner ${ownerId}${reply.status === 207 ? ', some refused' : ''}`);
}
