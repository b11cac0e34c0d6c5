import { z } from 'zod';
import type { Evidence } from '../../../domain/systems/evidence.ts';
import { type ConnectorContext, ConnectorError } from '../../../engine/ports/connector.ts';
import type { ActionKind } from '../../action-kind.ts';
import { path } from '../../http/path.ts';
import { saw } from '../../kit/connector-of.ts';
import { targetOf } from '../../planned-action.ts';
import { consentShape, namedClientShape } from '../keycloak-shapes.ts';
import { type KeycloakSystem, userPath } from '../keycloak-system.ts';
import { isGone, readUser } from '../user-now.ts';

/**
 * Takes back what the person allowed to a client, and with it the client's offline tokens, which otherwise outlive
 * every session.
 */
export const consents: ActionKind<KeycloakSystem> = {
  verb: 'consents',
  named: { en: 'consents', fr: 'consentements' },
  provesItself: true,

  async plan(account, system, context) {
    if (isGone(account) || system.settings.leave.includes('consents')) return [];
    const { names } = await consentsOf(account, system, context);
    return Promise.all(
      names.map(async (name) => ({
        stage: 'credentials' as const,
        target: { id: await clientNamed(system, name, context), label: name },
        call: `DELETE ${consentPath(system, account.id, name)}`,
        effect: 'reversible' as const,
      })),
    );
  },

  async act(action, system, context) {
    const { name, evidence } = await held(action, system, context);
    if (name === null) return { status: 'already', evidence };
    const call = consentPath(system, action.accountId, name);
    const reply = await system.http.send('DELETE', call, context, { expect: [404] });
    if (reply.status !== 404)
      return { status: 'accepted', evidence: [...evidence, saw(reply, 'taken back')], readBackAfterSeconds: 0 };
    const again = await held(action, system, context);
    const all = [...evidence, saw(reply, 'no such consent'), ...again.evidence];
    if (again.name === null) return { status: 'already', evidence: all };
    throw new ConnectorError(
      'conflict',
      {
        en: 'the consent is answered with 404, and is still listed',
        fr: 'le consentement reçoit 404, et est encore listé',
      },
      { evidence: all },
    );
  },

  async readBack(action, system, context) {
    const { name, evidence } = await held(action, system, context);
    return { state: name === null ? 'desired' : 'not-desired', evidence };
  },
};

/** The clients, by name, to which the person gave a consent, or that hold an offline token of theirs. */
export async function consentsOf({ id }: { id: string }, system: KeycloakSystem, context: ConnectorContext) {
  const { user, evidence } = await readUser(system, id, context);
  if (user === null) return { names: [], evidence };
  const reply = await system.http.get(`${userPath(system, id)}/consents`, z.array(consentShape), context);
  const names = reply.data.map(({ clientId }) => clientId);
  return { names, evidence: [...evidence, saw(reply, `consents and offline tokens: ${names.join(', ') || 'none'}`)] };
}

/** Under which name the client of the action holds a consent by now; null when it holds none. */
async function held(
  action: Parameters<ActionKind<KeycloakSystem>['act']>[0],
  system: KeycloakSystem,
  context: ConnectorContext,
): Promise<{ name: string | null; evidence: Evidence[] }> {
  const { names, evidence } = await consentsOf({ id: action.accountId }, system, context);
  if (names.length === 0) return { name: null, evidence: [...evidence] };
  const { id } = targetOf(action);
  for (const name of names)
    if ((await clientNamed(system, name, context)) === id) return { name, evidence: [...evidence] };
  return { name: null, evidence: [...evidence] };
}

/** The id of a client, which keeps it when it takes another name. */
async function clientNamed({ http, realm }: KeycloakSystem, name: string, context: ConnectorContext): Promise<string> {
  const query = { clientId: name, search: false };
  const reply = await http.get(`${realm}/clients`, z.array(namedClientShape), context, { query });
  const client = reply.data.find(({ clientId }) => clientId === name);
  if (client) return client.id;
  throw new ConnectorError(
    'unproven',
    {
      en: `Keycloak names the client “${name}” in a consent, and does not list it; the right view-clients may be missing`,
      fr: `Keycloak nomme le client « ${name} » dans un consentement, et ne le liste pas ; le droit view-clients manque peut-être`,
    },
    { evidence: [saw(reply, `${reply.data.length} clients listed`)] },
  );
}

function consentPath(system: KeycloakSystem, account: string, name: string): string {
  return `${userPath(system, account)}${path`/consents/${name}`}`;
}
