import type { Localized } from '../../domain/localized.ts';
import type { Evidence } from '../../domain/systems/evidence.ts';
import type { ConnectorContext } from '../../engine/ports/connector.ts';
import { saw } from '../kit/connector-of.ts';
import type { RecordType } from './salesforce-settings.ts';
import { idShape, savedShape } from './salesforce-shapes.ts';
import { type SalesforceSystem, unproven } from './salesforce-system.ts';
import { count, rows, soql } from './soql.ts';

/**
 * The most that one call may change:
 * https://developer.salesforce.com/docs/platform/api-rest/guide/resources-composite-sobjects-collections-update.html
 */
export const batchSize = 200;

const words: Readonly<Record<RecordType, Localized>> = {
  Account: { en: 'accounts', fr: 'comptes' },
  Contact: { en: 'contacts', fr: 'contacts' },
  Lead: { en: 'leads', fr: 'pistes' },
  Opportunity: { en: 'opportunities', fr: 'opportunités' },
  Case: { en: 'cases', fr: 'requêtes' },
};

/** What records of an object are called. */
export function namedRecords(type: RecordType): Localized {
  return words[type];
}

/** How many records of an object a user owns. */
export function countOwned(
  system: SalesforceSystem,
  { type, ownerId }: { type: RecordType; ownerId: string },
  context: ConnectorContext,
) {
  return count(system, `SELECT COUNT() FROM ${type} ${soql`WHERE OwnerId = ${ownerId}`}`, context);
}

/** The next two hundred ids behind `after`: what could not be changed is not told again. */
export async function nextOwned(
  system: SalesforceSystem,
  { type, ownerId, after }: { type: RecordType; ownerId: string; after: string | null },
  context: ConnectorContext,
): Promise<{ ids: string[]; evidence: Evidence[] }> {
  const behind = after === null ? '' : soql` AND Id > ${after}`;
  const where = soql`WHERE OwnerId = ${ownerId}`;
  const query = `SELECT Id FROM ${type} ${where}${behind} ORDER BY Id LIMIT ${batchSize}`;
  const { items, evidence } = await rows(system, { query, row: idShape }, context);
  const ids = items.map(({ Id }) => Id);
  if (after === null || !ids.includes(after)) return { ids, evidence };
  throw unproven(
    {
      en: `Salesforce tells the same ${type} twice, so that no end is in sight`,
      fr: `Salesforce dit deux fois le même ${type}, et on n’en voit pas la fin`,
    },
    evidence,
  );
}

/** Makes somebody else the owner of these. Each succeeds or fails by itself; the read-back counts what is left. */
export async function giveTo(
  { http }: SalesforceSystem,
  { type, ids, ownerId }: { type: RecordType; ids: readonly string[]; ownerId: string },
  context: ConnectorContext,
): Promise<Evidence> {
  const records = ids.map((id) => ({ attributes: { type }, id, OwnerId: ownerId }));
  const json = { allOrNone: false, records };
  const reply = await http.send('PATCH', '/composite/sobjects', context, { json });
  const failed = savedShape
    .catch([])
    .parse(reply.data)
    .filter(({ success }) => !success).length;
  return saw(reply, `${ids.length} of ${type} to ${ownerId}${failed > 0 ? `, ${failed} refused` : ''}`);
}
