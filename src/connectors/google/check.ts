import { z } from 'zod';
import { inFrench } from '../../domain/localized.ts';
import type { CheckReport, ConnectorContext, ConnectorError } from '../../engine/ports/connector.ts';
import { path } from '../http/path.ts';
import { checkReport, type Problem } from '../kit/check-frame.ts';
import { idText } from '../kit/vendor-shapes.ts';
import { handedOver } from './data-transfers.ts';
import { administratorScopes, dataScopes, mailboxScopes, neededScopes } from './google-settings.ts';
import { userShape } from './google-shapes.ts';
import { type GoogleSystem, isClosed, myCustomer } from './google-system.ts';
import { heirOf } from './heir.ts';
import type { DelegatedAccess } from './service-account.ts';
import { statusOf } from './user-state.ts';
import { wholeList } from './whole-list.ts';

/** Delegation, scopes, the administrator, licences and the heir. */
export function check(system: GoogleSystem, access: DelegatedAccess, context: ConnectorContext): Promise<CheckReport> {
  const { settings } = system;
  return checkReport(
    {
      needed: neededScopes(settings),
      async granted() {
        const granted = await grantedScopes(system, access, context);
        const problems = neededScopes(settings)
          .filter((scope) => !granted.includes(scope))
          .map((scope) => ({
            message: { en: `the scope ${scope} is not delegated`, fr: `la portée ${scope} n’est pas déléguée` },
            fix: {
              en: `In the Admin console, Security, Access and data control, API controls, Manage domain-wide delegation: add ${scope} to the service account’s client id. It may take some minutes.`,
              fr: `Dans la console d’administration, Sécurité, Contrôle des accès et des données, Commandes des API, Gérer la délégation au niveau du domaine : ajoutez ${scope} à l’identifiant client du compte de service. Cela peut prendre quelques minutes.`,
            },
          }));
        return { granted, problems };
      },
      steps: [() => administratorIs(system, context), () => skus(system, context), () => heir(system, context)],
      explain: (error) => problemOf(error, system),
    },
    context,
  );
}

/** Google refuses a whole set when one scope of it was not delegated, and does not say which. */
async function grantedScopes({ settings }: GoogleSystem, access: DelegatedAccess, context: ConnectorContext) {
  const subject = settings.administrator;
  const granted: string[] = [];
  for (const scopes of [administratorScopes(settings), mailboxScopes(settings), dataScopes(settings)]) {
    if (scopes.length === 0) continue;
    if (await access.isGranted({ subject, scopes }, context)) granted.push(...scopes);
    else
      for (const scope of scopes)
        if (await access.isGranted({ subject, scopes: [scope] }, context)) granted.push(scope);
  }
  return granted;
}

async function administratorIs(system: GoogleSystem, context: ConnectorContext): Promise<Problem[]> {
  const { user } = await administratorOf(system, context);
  const { administrator } = system.settings;
  if (user !== null && !isClosed(statusOf(user))) return [];
  return [
    {
      message: {
        en: `${administrator}, in whose name Relais works, ${user === null ? 'does not exist' : `is ${statusOf(user)}`}`,
        fr: `${administrator}, au nom de qui Relais travaille, ${user === null ? 'n’existe pas' : `est ${statusOf(user)}`}`,
      },
      fix: {
        en: 'Name under `administrator` an active administrator who stays.',
        fr: 'Nommez sous `administrator` un administrateur actif qui reste.',
      },
    },
  ];
}

async function administratorOf({ http, settings }: GoogleSystem, context: ConnectorContext) {
  const key = path`/admin/directory/v1/users/${settings.administrator}`;
  const { data } = await http.find(key, userShape, context, { query: { projection: 'full' } });
  return { user: data };
}

/** Whether data can be handed over, and to whoever the settings name. */
async function heir(system: GoogleSystem, context: ConnectorContext): Promise<Problem[]> {
  const { data } = system.settings;
  if (data === undefined) return [];
  const { items } = await wholeList(
    system.http,
    { path: '/admin/datatransfer/v1/applications', name: 'applications', item: z.object({ id: idText }) },
    context,
  );
  const missing = data.what
    .filter((what) => !items.some(({ id }) => id === handedOver[what].application))
    .map((what) => ({
      message: { en: `Google offers no transfer of ${what}`, fr: `Google ne propose aucun transfert de ${what}` },
      fix: {
        en: `Take ${what} out of data.what, or check that the administrator has the privilege Data Transfer.`,
        fr: `Retirez ${what} de data.what, ou vérifiez que l’administrateur a le privilège Transfert de données.`,
      },
    }));
  if (data.to === 'manager' || (await heirOf(system, '', context)) !== null) return missing;
  const fix = {
    en: 'Name under data.to somebody with an active account, or write manager.',
    fr: 'Nommez sous data.to quelqu’un dont le compte est actif, ou écrivez manager.',
  };
  return [
    ...missing,
    {
      message: {
        en: `${data.to}, who takes over data, has no account that can be signed in to`,
        fr: `${data.to}, qui reprend les données, n’a aucun compte auquel on peut se connecter`,
      },
      fix,
    },
  ];
}

/** A licence that nobody knows would never be held by anybody. */
async function skus({ licensing, settings }: GoogleSystem, context: ConnectorContext): Promise<Problem[]> {
  const problems: Problem[] = [];
  for (const { product, sku, label } of settings.licences) {
    const call = path`/apps/licensing/v1/product/${product}/sku/${sku}/users`;
    const query = { customerId: myCustomer, maxResults: 1 };
    const { status } = await licensing.find(call, z.unknown(), context, { query, expect: [400] });
    if (status === 200) continue;
    problems.push({
      message: {
        en: `Google knows no licence ${product} ${sku} (${label})`,
        fr: `Google ne connaît pas la licence ${product} ${sku} (${label})`,
      },
      fix: {
        en: 'Take the ids of product and SKU from https://developers.google.com/workspace/admin/licensing/v1/how-tos/products.',
        fr: 'Prenez les identifiants du produit et du SKU sur https://developers.google.com/workspace/admin/licensing/v1/how-tos/products.',
      },
    });
  }
  return problems;
}

function problemOf(error: ConnectorError, { settings }: GoogleSystem): Problem {
  switch (error.kind) {
    case 'unauthorised':
      return {
        message: {
          en: `Google refuses the credentials: ${error.message}`,
          fr: `Google refuse les identifiants : ${inFrench(error.words)}`,
        },
        fix: {
          en: `Check that the key behind ${settings.key} was not deleted, that its client id is under Manage domain-wide delegation, that ${settings.administrator} is an administrator, and that the Admin SDK API is on in its project.`,
          fr: `Vérifiez que la clé de ${settings.key} n’a pas été supprimée, que son identifiant client figure sous Gérer la délégation au niveau du domaine, que ${settings.administrator} est administrateur, et que l’Admin SDK API est activée dans son projet.`,
        },
      };
    case 'throttled':
      return {
        message: error.words,
        fix: {
          en: 'Google is throttling; try again in a minute, or lower perMinute.',
          fr: 'Google limite les appels ; réessayez dans une minute, ou baissez perMinute.',
        },
      };
    default:
      return {
        message: error.words,
        fix: {
          en: `Check that ${settings.baseUrl} can be reached.`,
          fr: `Vérifiez que ${settings.baseUrl} peut être joint.`,
        },
      };
  }
}
