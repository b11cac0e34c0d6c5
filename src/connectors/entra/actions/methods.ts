import { type ConnectorContext, ConnectorError } from '../../../engine/ports/connector.ts';
import type { ActionKind } from '../../action-kind.ts';
import { path } from '../../http/path.ts';
import { targetOf } from '../../planned-action.ts';
import { byHand } from '../by-hand.ts';
import { methodShape } from '../entra-shapes.ts';
import { type EntraSystem, listAll, saw, sawAll } from '../entra-system.ts';
import { deleted, readUser } from '../user-state.ts';

/** Each type has a path of its own. Phones come last: Graph wants the default method, which is often one, removed last. */
const types: readonly { type: string; segment: string; label: string }[] = [
  { type: 'emailAuthenticationMethod', segment: 'emailMethods', label: 'E-mail' },
  { type: 'temporaryAccessPassAuthenticationMethod', segment: 'temporaryAccessPassMethods', label: 'Temporary pass' },
  { type: 'softwareOathAuthenticationMethod', segment: 'softwareOathMethods', label: 'One-time code app' },
  { type: 'hardwareOathAuthenticationMethod', segment: 'hardwareOathMethods', label: 'One-time code token' },
  { type: 'platformCredentialAuthenticationMethod', segment: 'platformCredentialMethods', label: 'macOS credential' },
  {
    type: 'windowsHelloForBusinessAuthenticationMethod',
    segment: 'windowsHelloForBusinessMethods',
    label: 'Windows Hello',
  },
  { type: 'fido2AuthenticationMethod', segment: 'fido2Methods', label: 'Passkey' },
  {
    type: 'microsoftAuthenticatorAuthenticationMethod',
    segment: 'microsoftAuthenticatorMethods',
    label: 'Microsoft Authenticator',
  },
  { type: 'phoneAuthenticationMethod', segment: 'phoneMethods', label: 'Phone' },
];
/** Everybody has one and it cannot be deleted; it opens nothing while the account is disabled. */
const password = 'passwordAuthenticationMethod';

/** Removes what the person proves themselves with. Only once the account is closed: else whoever signs in first enrols their own. */
export const methods: ActionKind<EntraSystem> = {
  verb: 'methods',
  async plan({ id, login, status }, system, context) {
    if (status === deleted || system.settings.leave.includes('methods')) return [];
    const { items } = await enrolled(system, id, context);
    return items
      .filter(({ type }) => type !== password)
      .toSorted((a, b) => placeOf(a.type) - placeOf(b.type))
      .map((method) => {
        const known = types.find(({ type }) => type === method.type);
        const label = known?.label ?? method.type;
        const call = known ? `DELETE ${pathOf(id, known.segment, method.id)}` : byHand.removeMethod(label, login);
        return {
          stage: 'credentials',
          target: { id: method.id, label },
          call,
          effect: 'reversible',
          manual: known === undefined,
        };
      });
  },
  async act(action, system, context) {
    if (action.manual) return { status: 'manual', message: action.call };
    const { accountId } = action;
    const read = await readUser(system, accountId, context);
    if (read.state === 'deleted') return { status: 'already', evidence: read.evidence };
    if (read.user.accountEnabled)
      throw new ConnectorError(
        'conflict',
        'the account is still enabled; sign-in methods are removed only once it is disabled',
        { evidence: read.evidence },
      );
    const { items, evidence } = await enrolled(system, accountId, context);
    const method = items.find(({ id }) => id === targetOf(action).id);
    if (!method) return { status: 'already', evidence };
    const known = types.find(({ type }) => type === method.type);
    if (!known) return { status: 'manual', message: byHand.removeMethod(method.type, action.accountLogin) };
    const reply = await system.http.send('DELETE', pathOf(accountId, known.segment, method.id), context, {
      expect: [404],
    });
    if (reply.status === 404) return { status: 'already', evidence: [saw(reply, 'no such method')] };
    return { status: 'accepted', evidence: [saw(reply, 'removal accepted')], readBackAfterSeconds: 0 };
  },
  async readBack(action, system, context) {
    const read = await readUser(system, action.accountId, context);
    if (read.state === 'deleted') return { state: 'desired', evidence: read.evidence };
    const { items, evidence } = await enrolled(system, action.accountId, context);
    const there = items.some(({ id }) => id === targetOf(action).id);
    return { state: there ? 'not-desired' : 'desired', evidence };
  },
};

async function enrolled(system: EntraSystem, id: string, context: ConnectorContext) {
  const listed = await listAll(
    system,
    { path: path`/users/${id}/authentication/methods`, shape: methodShape },
    context,
  );
  const items = listed.items.map((each) => ({
    id: each.id,
    type: each['@odata.type'].replace('#microsoft.graph.', ''),
  }));
  const names = items.map(({ type }) => type.replace('AuthenticationMethod', '')).join(', ') || 'none';
  return { items, evidence: sawAll(listed.evidence, `methods: ${names}`) };
}

function placeOf(type: string): number {
  return types.findIndex((each) => each.type === type);
}

function pathOf(userId: string, segment: string, methodId: string): string {
  return path`/users/${userId}/authentication/${segment}/${methodId}`;
}
