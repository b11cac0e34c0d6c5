import { z } from 'zod';
import { inFrench } from '../../domain/localized.ts';
import { type CheckReport, type ConnectorContext, ConnectorError } from '../../engine/ports/connector.ts';
import { checkReport, type Problem } from '../kit/check-frame.ts';
import { heirOf } from './heir.ts';
import { neededPermissions } from './salesforce-settings.ts';
import type { SalesforceSystem } from './salesforce-system.ts';
import { rows } from './soql.ts';

/** Permissions of the user in whose name Relais works, and the heir. */
export function check(system: SalesforceSystem, context: ConnectorContext): Promise<CheckReport> {
  const needed = neededPermissions(system.settings);
  return checkReport(
    {
      needed,
      async granted() {
        const granted = await permissions(system, needed, context);
        const problems = (granted === null ? [] : needed)
          .filter((permission) => !granted?.includes(permission))
          .map((permission) => ({
            message: {
              en: `the user in whose name Relais works lacks ${permission}`,
              fr: `il manque ${permission} à l’utilisateur au nom de qui Relais travaille`,
            },
            fix: {
              en: `In Setup, Permission Sets, the one that you made for Relais: switch on ${permission.replace('Permissions', '')} among its system permissions, and assign it to that user.`,
              fr: `Dans Configuration, Ensembles d’autorisations, celui que vous avez créé pour Relais : activez ${permission.replace('Permissions', '')} parmi ses autorisations système, et attribuez-le à cet utilisateur.`,
            },
          }));
        return { granted, problems };
      },
      steps: [() => heir(system, context)],
      explain: (error) => problemOf(error, system),
    },
    context,
  );
}

/**
 * Which of these the user has, as Salesforce tells it of whoever asks; null where this version does not know one of the
 * names.
 */
async function permissions(
  system: SalesforceSystem,
  names: readonly string[],
  context: ConnectorContext,
): Promise<string[] | null> {
  const query = `SELECT ${names.join(', ')} FROM UserPermissionAccess LIMIT 1`;
  try {
    const { items } = await rows(system, { query, row: z.record(z.string(), z.unknown()) }, context);
    return names.filter((name) => items[0]?.[name] === true);
  } catch (error) {
    if (error instanceof ConnectorError && error.kind === 'rejected') return null;
    throw error;
  }
}

async function heir(system: SalesforceSystem, context: ConnectorContext): Promise<Problem[]> {
  const { data } = system.settings;
  if (data === undefined || data.to === 'manager' || (await heirOf(system, '', context)) !== null) return [];
  return [
    {
      message: {
        en: `${data.to}, who takes over what leavers own, is no active user, or several are`,
        fr: `${data.to}, qui reprend ce que les personnes qui partent possèdent, n’est pas un utilisateur actif, ou plusieurs le sont`,
      },
      fix: {
        en: 'Name under data.to the address of one active user, or write manager.',
        fr: 'Nommez sous data.to l’adresse d’un seul utilisateur actif, ou écrivez manager.',
      },
    },
  ];
}

function problemOf(error: ConnectorError, { settings }: SalesforceSystem): Problem {
  switch (error.kind) {
    case 'unauthorised':
      return {
        message: {
          en: `Salesforce refuses to let Relais in: ${error.message}`,
          fr: `Salesforce refuse de laisser entrer Relais : ${inFrench(error.words)}`,
        },
        fix: {
          en: 'Check clientId and the secret or key under auth, that the connected app allows this flow, and that its user is active and approved for it.',
          fr: 'Vérifiez clientId et le secret ou la clé sous auth, que l’application connectée autorise ce flux, et que son utilisateur est actif et approuvé pour elle.',
        },
      };
    case 'throttled':
      return {
        message: error.words,
        fix: {
          en: 'The organisation’s calls of the day are used up, or too many run at once; try again later.',
          fr: 'Les appels du jour de l’organisation sont épuisés, ou trop d’appels tournent à la fois ; réessayez plus tard.',
        },
      };
    default:
      return {
        message: error.words,
        fix: {
          en: `Check that ${settings.baseUrl} is your My Domain and can be reached.`,
          fr: `Vérifiez que ${settings.baseUrl} est bien votre My Domain, et qu’il peut être joint.`,
        },
      };
  }
}
