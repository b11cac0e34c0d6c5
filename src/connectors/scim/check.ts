import { randomUUID } from 'node:crypto';
import { inFrench } from '../../domain/localized.ts';
import { type CheckReport, type ConnectorContext, ConnectorError } from '../../engine/ports/connector.ts';
import { path } from '../http/path.ts';
import { closingPatch } from './deactivate.ts';
import { isAsked } from './groups.ts';
import { requireNoGroups } from './no-groups.ts';
import { deactivateWith } from './scim-settings.ts';
import { configShape, groupShape, type ScimGroup } from './scim-shapes.ts';
import { filtered, type ScimSystem, sendScim } from './scim-system.ts';

type Problem = CheckReport['problems'][number];

/**
 * What the server says it can do against what the settings ask of it, its groups, and a change of nobody. Its look-ups
 * are tried after this, by the kit.
 */
export async function check(system: ScimSystem, context: ConnectorContext): Promise<CheckReport> {
  const { http, settings } = system;
  const problems: Problem[] = [];
  try {
    const config = await http.find('/ServiceProviderConfig', configShape, context);
    // A server that does not describe itself is common, and so is one that does it wrongly: look-ups are tried, which
    // PATCH cannot be.
    if (config.data?.patch?.supported === false && deactivateWith(settings).startsWith('patch'))
      problems.push({
        message: {
          en: 'the server says that it does not support PATCH',
          fr: 'le serveur dit qu’il ne prend pas PATCH',
        },
        fix: {
          en: 'Set deactivateWith: put (or delete, if that is what the product wants).',
          fr: 'Mettez deactivateWith: put (ou delete, si c’est ce que veut le produit).',
        },
      });
    problems.push(...(await triedGroups(system, context)));
    problems.push(...(await triedPatch(system, context)));
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    problems.push(problemOf(error, system));
  }
  return {
    ok: problems.length === 0,
    granted: null,
    needed: ['GET, PATCH /Users', 'GET, PATCH /Groups'],
    problems,
  };
}

/**
 * Sends the very change that closes a user, about somebody who does not exist: nothing can come of it, and a server
 * that takes no such call, no such content type or no writing by this token says so before the day.
 */
async function triedPatch(system: ScimSystem, context: ConnectorContext): Promise<Problem[]> {
  const way = deactivateWith(system.settings);
  if (way === 'put' || way === 'delete') return [];
  const reply = await sendScim(
    system,
    {
      method: 'PATCH',
      path: path`/Users/${randomUUID()}`,
      json: closingPatch(way),
      expect: [400, 403, 404, 405, 409, 422, 501],
    },
    context,
  );
  switch (reply.status) {
    case 405:
    case 501:
      return [
        {
          message: {
            en: `the server does not take PATCH (${reply.status})`,
            fr: `le serveur ne prend pas PATCH (${reply.status})`,
          },
          fix: {
            en: 'Set deactivateWith: put (or delete, if that is what the product wants).',
            fr: 'Mettez deactivateWith: put (ou delete, si c’est ce que veut le produit).',
          },
        },
      ];
    case 403:
      return [
        {
          message: {
            en: 'the server lets this token change no user (403)',
            fr: 'le serveur ne laisse ce jeton modifier aucun utilisateur (403)',
          },
          fix: {
            en: `Give the token behind ${system.settings.token} the right to write Users and Groups.`,
            fr: `Donnez au jeton de ${system.settings.token} le droit d’écrire Users et Groups.`,
          },
        },
      ];
    // What it says of a body about nobody differs from product to product.
    case 400:
    case 404:
    case 409:
    case 422:
      return [];
    default:
      return [
        {
          message: {
            en: `the server says that it changed a user who does not exist (${reply.status}): its answers prove nothing`,
            fr: `le serveur dit qu’il a modifié un utilisateur qui n’existe pas (${reply.status}) : ses réponses ne prouvent rien`,
          },
          fix: {
            en: 'Ask the vendor. Relais reads back whatever it is told, and will show such a user as open.',
            fr: 'Interrogez l’éditeur. Relais relit ce qu’on lui dit, et montrera un tel utilisateur comme ouvert.',
          },
        },
      ];
  }
}

/** A product without groups, or whose groups do not tell who is in them, is told before the day on which it matters. */
async function triedGroups(system: ScimSystem, context: ConnectorContext): Promise<Problem[]> {
  if (!isAsked(system)) return [];
  try {
    const { found } = await filtered<ScimGroup>(
      system,
      { resources: 'Groups', filter: null, shape: groupShape },
      context,
    );
    if (!found?.length) await requireNoGroups(system, { listed: 'empty', context, evidence: [] });
    const silent = (found ?? []).filter(({ members }) => !members?.length).length;
    if (found && found.length > 0 && silent === found.length)
      return [
        {
          message: {
            en: 'no group tells who is in it, so memberships are found by filter alone, or not at all',
            fr: 'aucun groupe ne dit qui en fait partie : les appartenances ne se trouvent que par filtre, ou pas du tout',
          },
          fix: {
            en: 'Try a departure in the plan’s dry run; set groups: leave where the product keeps no memberships.',
            fr: 'Essayez un départ jusqu’au plan, sans le démarrer ; mettez groups: leave là où le produit ne tient pas d’appartenances.',
          },
        },
      ];
    return [];
  } catch (error) {
    if (!(error instanceof ConnectorError) || error.kind === 'unauthorised') throw error;
    return [
      {
        message: {
          en: `this server has no groups that can be read (${error.message})`,
          fr: `ce serveur n’a aucun groupe qui puisse être lu (${inFrench(error.words)})`,
        },
        fix: {
          en: 'Set groups: leave, if the product has none.',
          fr: 'Mettez groups: leave, si le produit n’en a pas.',
        },
      },
    ];
  }
}

function problemOf(error: ConnectorError, { settings }: ScimSystem): Problem {
  switch (error.kind) {
    case 'unauthorised':
      return {
        message: {
          en: `the server refuses the token: ${error.message}`,
          fr: `le serveur refuse le jeton : ${inFrench(error.words)}`,
        },
        fix: {
          en: `Make a new SCIM token in the product and put it behind ${settings.token}.`,
          fr: `Créez un nouveau jeton SCIM dans le produit, et placez-le dans ${settings.token}.`,
        },
      };
    case 'not-found':
      return {
        message: {
          en: `there is no SCIM service at ${settings.baseUrl}: ${error.message}`,
          fr: `il n’y a pas de service SCIM à ${settings.baseUrl} : ${inFrench(error.words)}`,
        },
        fix: {
          en: 'Check baseUrl: it ends before /Users, often in /scim/v2.',
          fr: 'Vérifiez baseUrl : elle finit avant /Users, souvent par /scim/v2.',
        },
      };
    default:
      return {
        message: error.words,
        fix: {
          en: `Check that ${settings.baseUrl} can be reached from here.`,
          fr: `Vérifiez que ${settings.baseUrl} peut être joint d’ici.`,
        },
      };
  }
}
