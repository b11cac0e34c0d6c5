import type { Evidence } from '../../../domain/systems/evidence.ts';
import { type ConnectorContext, ConnectorError } from '../../../engine/ports/connector.ts';
import { path } from '../../http/path.ts';
import { sawAll } from '../../kit/connector-of.ts';
import { ownAppKind } from '../../kit/own-app.ts';
import { idShape } from '../entra-shapes.ts';
import { type EntraSystem, listAll, quoted } from '../entra-system.ts';

/**
 * The registration of Relais' app and its service principal, each with owners of its own who may renew its secret:
 * https://learn.microsoft.com/graph/api/application-list-owners
 */
export const ownApp = ownAppKind<EntraSystem>({
  async ask(system, account, context) {
    if (system.settings.leave.includes('own-app')) return null;
    const all = await Promise.all([
      ownersOf(system, 'applications', context),
      ownersOf(system, 'servicePrincipals', context),
    ]);
    const isTheirs = all.some(({ owners }) => owners.includes(account.id));
    return { isTheirs, evidence: all.flatMap(({ evidence }) => evidence) };
  },
  byHand: (login, { settings }) => ({
    en: `${login} owns the app registration by which Relais works in this tenant (application ${settings.clientId}). Relais goes on without them, and its secret or certificate has to be renewed by somebody. In the Entra admin centre, App registrations and Enterprise applications, the app, Owners: add somebody who stays, and take ${login} out. Relais reads by itself whether that is done.`,
    fr: `${login} est propriétaire de l’inscription d’application par laquelle Relais travaille dans ce locataire (application ${settings.clientId}). Relais continue sans cette personne, mais quelqu’un devra renouveler son secret ou son certificat. Dans le centre d’administration Entra, Inscriptions d’applications et Applications d’entreprise, l’application, Propriétaires : ajoutez quelqu’un qui reste, et retirez ${login}. Relais vérifie lui-même que c’est fait.`,
  }),
  isShown: true,
});

interface Owners {
  owners: readonly string[];
  evidence: readonly Evidence[];
}

/** Nobody where there is none: an app of several tenants is registered in one of them only. */
async function ownersOf(
  system: EntraSystem,
  what: 'applications' | 'servicePrincipals',
  context: ConnectorContext,
): Promise<Owners> {
  const query = { $filter: `appId eq ${quoted(system.settings.clientId)}`, $select: 'id' };
  const found = await listAll(system, { path: `/${what}`, shape: idShape, query }, context);
  const [app, ...others] = found.items;
  if (others.length > 0)
    throw new ConnectorError('unproven', {
      en: 'Graph names several apps by the id of one',
      fr: 'Graph nomme plusieurs applications par l’identifiant d’une seule',
    });
  if (app === undefined) return { owners: [], evidence: sawAll(found.evidence, `none of ${what} is Relais’`) };
  const call = { path: `/${what}${path`/${app.id}`}/owners`, shape: idShape, query: { $select: 'id' } };
  const { items, evidence } = await listAll(system, call, context);
  return { owners: items.map(({ id }) => id), evidence: sawAll(evidence, `${items.length} owners of Relais’ app`) };
}
