import type { Evidence } from '../../domain/revocation.ts';
import { type ConnectorContext, ConnectorError } from '../../engine/ports/connector.ts';
import { path } from '../http/path.ts';
import { saw } from '../kit/connector-of.ts';
import { type OktaUser, userShape } from './okta-shapes.ts';
import type { OktaSystem } from './okta-system.ts';

/** The user as the directory has it now, by id: never from the search index, which lags. */
export async function readUser(
  { http }: OktaSystem,
  id: string,
  context: ConnectorContext,
): Promise<{ user: OktaUser; evidence: Evidence }> {
  const reply = await http.get(path`/api/v1/users/${id}`, userShape, context);
  // `/users/{id}` also takes a login: an answer about somebody else would be about somebody else.
  if (reply.data.id !== id)
    throw new ConnectorError('mismatch', `asked for ${id}, Okta answered about ${reply.data.id}`, {
      evidence: [saw(reply, `id ${reply.data.id}`)],
    });
  const { status, transitioningToStatus } = reply.data;
  const detail = `status ${status}${transitioningToStatus ? `, becoming ${transitioningToStatus}` : ''}`;
  return { user: reply.data, evidence: saw(reply, detail) };
}
