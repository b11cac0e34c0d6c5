import { createHash } from 'node:crypto';
import type { Person } from '../../domain/people/people.ts';
import type { Evidence } from '../../domain/systems/evidence.ts';
import type { ConnectorContext } from '../../engine/ports/connector.ts';
import { saw } from '../kit/connector-of.ts';
import { listShape, type ScimUser, userShape } from './scim-shapes.ts';
import { readUser, type ScimSystem } from './scim-system.ts';
import { belongsTo } from './search.ts';

/**
 * SCIM has no id of the organisation. What stands in its place are witnesses: a few other users, by id, of whom one
 * that is still there shows that the same organisation answers. Several, since a colleague may leave in these weeks as
 * well.
 */
const mostWitnesses = 3;

/** Among so many users they are chosen. */
const chosenAmong = 50;

/** Longer ids are not remembered: the fingerprint stands in every action and button. */
const longestId = 80;

/** Ids of this form are given once in the world; any other may be somebody else's in another organisation. */
const worldwide = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * The witnesses: the first active users of the list, else any, that are not the leaver. Null where there is nobody
 * else, so that nothing shows which organisation answers.
 */
export async function chooseWitnesses(
  { http, settings }: ScimSystem,
  context: ConnectorContext,
  leaver?: Person,
): Promise<{ id: string | null; evidence: readonly Evidence[] }> {
  const query = { startIndex: 1, count: chosenAmong };
  const reply = await http.get('/Users', listShape(userShape), context, { query });
  const others = (reply.data.Resources ?? []).filter(
    (user) => user.id.length <= longestId && !(leaver && belongsTo(user, leaver, settings)),
  );
  const chosen = [
    ...others.filter(({ active }) => active !== false),
    ...others.filter(({ active }) => active === false),
  ].slice(0, mostWitnesses);
  const id = chosen.length === 0 ? null : chosen.map(witnessOf).join(',');
  return { id, evidence: [saw(reply, `${chosen.length} witnesses of the organisation`)] };
}

/** Whether one of the witnesses is still there. One that is not proves nothing by itself: people leave. */
export async function knowsAWitness(
  system: ScimSystem,
  witnesses: string,
  context: ConnectorContext,
): Promise<{ holds: boolean; evidence: readonly Evidence[] }> {
  const evidence: Evidence[] = [];
  for (const witness of witnesses.split(',')) {
    const id = decodeURIComponent(witness.split('~')[0] ?? '');
    const reply = await readUser(system, id, context);
    const holds = reply.data !== null && witnessOf(reply.data) === witness;
    evidence.push(saw(reply, `the witness ${id} is ${holds ? '' : 'not '}there`));
    if (holds) return { holds, evidence };
  }
  return { holds: false, evidence };
}

/**
 * The id, with a digest of the name where the id alone says too little: `7` is another user in another organisation.
 */
function witnessOf({ id, userName }: ScimUser): string {
  if (worldwide.test(id)) return id;
  const digest = createHash('sha256')
    .update((userName ?? '').toLowerCase())
    .digest('hex')
    .slice(0, 12);
  // The digest is told apart by `~`, and witnesses by commas: neither may stand in an id.
  return `${encodeURIComponent(id).replaceAll('~', '%7E')}~${digest}`;
}
