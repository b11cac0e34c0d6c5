import type { Words } from '../../../domain/localized.ts';
import { ConnectorError } from '../../../engine/ports/connector.ts';
import type { ActionKind } from '../../action-kind.ts';
import { path } from '../../http/path.ts';
import { sawAll } from '../../kit/connector-of.ts';
import { type Belonging, isTakenAway, type ListOf, takeAway } from '../below-account.ts';
import { byHand } from '../by-hand.ts';
import { methodShape } from '../entra-shapes.ts';
import type { EntraSystem } from '../entra-system.ts';
import { listBelow } from '../list-below.ts';
import { deleted } from '../user-state.ts';

interface Method {
  id: string;
  type: string;
}

/**
 * Each type has a path of its own. Phones come last: Graph wants the default method, which is often one, removed last.
 */
const types: readonly { type: string; segment: string; label: Words }[] = [
  { type: 'emailAuthenticationMethod', segment: 'emailMethods', label: 'E-mail' },
  {
    type: 'temporaryAccessPassAuthenticationMethod',
    segment: 'temporaryAccessPassMethods',
    label: { en: 'Temporary pass', fr: 'Passe temporaire' },
  },
  {
    type: 'softwareOathAuthenticationMethod',
    segment: 'softwareOathMethods',
    label: { en: 'One-time code app', fr: 'Application de codes à usage unique' },
  },
  {
    type: 'hardwareOathAuthenticationMethod',
    segment: 'hardwareOathMethods',
    label: { en: 'One-time code token', fr: 'Jeton de codes à usage unique' },
  },
  {
    type: 'platformCredentialAuthenticationMethod',
    segment: 'platformCredentialMethods',
    label: { en: 'macOS credential', fr: 'Identifiant macOS' },
  },
  {
    type: 'windowsHelloForBusinessAuthenticationMethod',
    segment: 'windowsHelloForBusinessMethods',
    label: 'Windows Hello',
  },
  { type: 'fido2AuthenticationMethod', segment: 'fido2Methods', label: { en: 'Passkey', fr: 'Clé d’accès' } },
  {
    type: 'microsoftAuthenticatorAuthenticationMethod',
    segment: 'microsoftAuthenticatorMethods',
    label: 'Microsoft Authenticator',
  },
  { type: 'phoneAuthenticationMethod', segment: 'phoneMethods', label: { en: 'Phone', fr: 'Téléphone' } },
];
/** Everybody has one and it cannot be deleted; it opens nothing while the account is disabled. */
const password = 'passwordAuthenticationMethod';

/**
 * Removes what the person proves themselves with. Only once the account is closed: else whoever signs in first enrols
 * their own.
 */
export const methods: ActionKind<EntraSystem> = {
  verb: 'methods',
  named: { en: 'sign-in methods', fr: 'méthodes de connexion' },
  provesItself: true,
  async plan({ id, login, status }, system, context) {
    if (status === deleted || system.settings.leave.includes('methods')) return [];
    const { items } = await enrolled(system, id, context);
    return items
      .filter(({ type }) => type !== password)
      .toSorted((a, b) => placeOf(a.type) - placeOf(b.type))
      .map((method) => {
        const known = types.find(({ type }) => type === method.type);
        const label = known?.label ?? method.type;
        const call = known ? `DELETE ${pathOf(id, known.segment, method.id)}` : byHand.removeMethod(method.type, login);
        return {
          stage: 'credentials',
          target: { id: method.id, label },
          call,
          effect: 'reversible',
          manual: known === undefined,
        };
      });
  },
  act: (action, system, context) => takeAway(ofUser, { action, system }, context),
  readBack: (action, system, context) => isTakenAway(ofUser, { action, system }, context),
};

const enrolled: ListOf<Method> = async (system, id, context) => {
  const call = { path: path`/users/${id}/authentication/methods`, shape: methodShape };
  const listed = await listBelow(system, call, context);
  const items = listed.items.map((each) => ({
    id: each.id,
    type: (each['@odata.type'] ?? 'untold').replace('#microsoft.graph.', ''),
  }));
  const names = items.map(({ type }) => type.replace('AuthenticationMethod', '')).join(', ') || 'none';
  return { items, evidence: sawAll(listed.evidence, `methods: ${names}`) };
};

const ofUser: Belonging<Method> = {
  list: enrolled,
  removal(method, { action, user }) {
    if (user.accountEnabled)
      throw new ConnectorError('still-open', {
        en: 'the account is still enabled; sign-in methods are removed only once it is disabled',
        fr: 'le compte est encore activé ; les méthodes de connexion ne sont retirées qu’une fois qu’il est désactivé',
      });
    const known = types.find(({ type }) => type === method.type);
    if (!known) return { byHand: byHand.removeMethod(method.type, action.accountLogin) };
    return { path: pathOf(user.id, known.segment, method.id) };
  },
};

function placeOf(type: string): number {
  return types.findIndex((each) => each.type === type);
}

function pathOf(userId: string, segment: string, methodId: string): string {
  return path`/users/${userId}/authentication/${segment}/${methodId}`;
}
