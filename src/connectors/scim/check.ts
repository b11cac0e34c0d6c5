import { randomUUID } from 'node:crypto';
import { type CheckReport, type ConnectorContext, ConnectorError } from '../../engine/ports/connector.ts';
import { path } from '../http/path.ts';
import { closingPatch } from './deactivate.ts';
import { isAsked } from './groups.ts';
import { findsWhoExists, nobody } from './lookups.ts';
import { requireNoGroups } from './no-groups.ts';
import { deactivateWith } from './scim-settings.ts';
import { configShape, groupShape, type ScimGroup, type ScimUser, userShape } from './scim-shapes.ts';
import { equals, filtered, type ScimSystem, sendScim } from './scim-system.ts';

type Problem = CheckReport['problems'][number];

/** What the server says it can do against what the settings ask of it, and one look-up that finds nobody. */
export async function check(system: ScimSystem, context: ConnectorContext): Promise<CheckReport> {
  const { http, settings } = system;
  const problems: Problem[] = [];
  try {
    const config = await http.find('/ServiceProviderConfig', configShape, context);
    // A server that does not describe itself is common, and so is one that does it wrongly: look-ups are tried, which PATCH cannot be.
    if (config.data?.patch?.supported === false && deactivateWith(settings).startsWith('patch'))
      problems.push({
        message: 'the server says that it does not support PATCH',
        fix: 'Set deactivateWith: put (or delete, if that is what the product wants).',
      });
    problems.push(
      ...(await triedLookups(system, context)),
      ...(await triedGroups(system, context)),
      ...(await triedPatch(system, context)),
    );
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    problems.push(problemOf(error, system));
  }
  return {
    ok: problems.length === 0,
    granted: null,
    needed: ['read and write Users', 'read and write Groups'],
    problems,
  };
}

/** Asks as a departure would: somebody who exists must be found by each look-up, also in other capitals, and nobody by a name that nobody has. */
async function triedLookups(system: ScimSystem, context: ConnectorContext): Promise<Problem[]> {
  const { settings } = system;
  const problems: Problem[] = [];
  const [first] = settings.lookups;
  const filter = equals(first ?? 'userName', nobody);
  const none = await filtered<ScimUser>(system, { resources: 'Users', filter, shape: userShape }, context);
  if (none.found === null)
    problems.push({
      message: `the server cannot look users up by ${first}`,
      fix: 'Put an attribute that it supports first under lookups. Until then Relais reads every user each time it looks for one.',
    });
  else if (none.found.length > 0)
    problems.push({
      message: 'the server ignores filters: a look-up for nobody found somebody',
      fix: 'Check baseUrl, and ask the vendor about filters. Relais compares what it gets, but reads every user each time.',
    });
  for (const lookup of settings.lookups) {
    const { finds } = await findsWhoExists(system, { lookup, fresh: true }, context);
    if (!finds)
      problems.push({
        message: `somebody who exists is not found by ${lookup}, or not in other capitals, or has none`,
        fix: 'Take it out of lookups if the product has no such attribute. Until then Relais reads every user each time it looks for one.',
      });
  }
  return problems;
}

/**
 * Sends the very change that closes a user, about somebody who does not exist: nothing can come of it, and a server that takes no such call, no
 * such content type or no writing by this token says so before the day.
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
          message: `the server does not take PATCH (${reply.status})`,
          fix: 'Set deactivateWith: put (or delete, if that is what the product wants).',
        },
      ];
    case 403:
      return [
        {
          message: 'the server lets this token change no user (403)',
          fix: `Give the token behind ${system.settings.token} the right to write Users and Groups.`,
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
          message: `the server says that it changed a user who does not exist (${reply.status}): its answers prove nothing`,
          fix: 'Ask the vendor. Relais reads back whatever it is told, and will show such a user as open.',
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
          message: 'no group tells who is in it, so memberships are found by filter alone, or not at all',
          fix: 'Try a departure in the plan’s dry run; set groups: leave where the product keeps no memberships.',
        },
      ];
    return [];
  } catch (error) {
    if (!(error instanceof ConnectorError) || error.kind === 'unauthorised') throw error;
    return [
      {
        message: `this server has no groups that can be read (${error.message})`,
        fix: 'Set groups: leave, if the product has none.',
      },
    ];
  }
}

function problemOf(error: ConnectorError, { settings }: ScimSystem): Problem {
  switch (error.kind) {
    case 'unauthorised':
      return {
        message: `the server refuses the token: ${error.message}`,
        fix: `Make a new SCIM token in the product and put it behind ${settings.token}.`,
      };
    case 'not-found':
      return {
        message: `there is no SCIM service at ${settings.baseUrl}: ${error.message}`,
        fix: 'Check baseUrl: it ends before /Users, often in /scim/v2.',
      };
    default:
      return { message: error.message, fix: `Check that ${settings.baseUrl} can be reached from here.` };
  }
}
