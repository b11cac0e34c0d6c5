import type { ConnectorContext } from '../../engine/ports/connector.ts';
import { path } from '../http/path.ts';
import { accountById } from './account-by-id.ts';
import { attempt, type Problem } from './attempt.ts';
import { configuredLogins } from './github-settings.ts';
import { userShape } from './github-shapes.ts';
import { type GithubSystem, organisationOf, unproven } from './github-system.ts';
import { namesOf, samlIdentities } from './saml-identities.ts';
import { requireTeam, teamsByGraphql } from './teams-of-account.ts';
import { loginsByVerifiedAddress } from './verified-addresses.ts';
import { peopleOf, teamsOfOrganisation } from './whole-list.ts';

/** Each way to a login and to a team, tried on somebody who exists, as a departure would. */
export async function checkLookUps(system: GithubSystem, context: ConnectorContext): Promise<readonly Problem[]> {
  const problems: Problem[] = [];
  await checkLogins(system, problems, context);
  if (system.settings.saml)
    await attempt(
      problems,
      {
        what: { en: 'nobody is found by SAML', fr: 'personne n’est trouvé par SAML' },
        fix: {
          en: 'Name the enterprise in `enterprise` if it keeps the identities; else check the rights, or set saml: false.',
          fr: 'Nommez l’entreprise dans `enterprise` si elle garde les identités ; sinon, vérifiez les droits, ou mettez saml: false.',
        },
      },
      () => findBySaml(system, context),
    );
  if (system.settings.verifiedAddresses)
    await attempt(
      problems,
      {
        what: {
          en: 'nobody is found by verified addresses',
          fr: 'personne n’est trouvé par les adresses vérifiées',
        },
        fix: {
          en: 'Verify a domain of the organisation at GitHub (Settings, Verified and approved domains), have people add their address of it, and check the plan; else set verifiedAddresses: false.',
          fr: 'Vérifiez un domaine de l’organisation chez GitHub (« Settings », « Verified and approved domains »), faites ajouter à chacun son adresse de ce domaine, et vérifiez l’offre ; sinon, mettez verifiedAddresses: false.',
        },
      },
      () => readVerified(system, context),
    );
  if (!system.settings.leave.includes('teams'))
    await attempt(
      problems,
      {
        what: { en: 'a team cannot be read', fr: 'une équipe ne peut pas être lue' },
        fix: {
          en: 'Give members: write, or set leave: [teams].',
          fr: 'Donnez members: write, ou mettez leave: [teams].',
        },
      },
      () => readTeam(system, context),
    );
  return problems;
}

/**
 * Every login of the settings is somebody. Who is in the organisation is known from its lists; only others are asked
 * about one by one.
 */
async function checkLogins(system: GithubSystem, problems: Problem[], context: ConnectorContext): Promise<void> {
  const members = await peopleOf(system, 'members', context);
  const outside = await peopleOf(system, 'outside collaborators', context);
  const known = new Set([...members.items, ...outside.items].flatMap(({ id, login }) => [id, login.toLowerCase()]));
  for (const [address, logins] of configuredLogins(system.settings))
    for (const login of logins) {
      if (known.has(String(login).toLowerCase())) continue;
      const exists =
        typeof login === 'number'
          ? (await accountById(system, String(login), context)).user !== null
          : (await system.http.find(path`/users/${login}`, userShape, context)).data !== null;
      if (!exists)
        problems.push({
          message: {
            en: `GitHub has no account ${login}, which logins names for ${address}`,
            fr: `GitHub n’a pas de compte ${login}, que logins nomme pour ${address}`,
          },
          fix: {
            en: 'It was renamed or deleted: correct `logins`, or write null for whoever has none.',
            fr: 'Il a été renommé ou supprimé : corrigez `logins`, ou écrivez null pour qui n’en a pas.',
          },
        });
    }
}

async function readVerified(system: GithubSystem, context: ConnectorContext): Promise<void> {
  const { told } = await loginsByVerifiedAddress(system, [], context);
  if (!told)
    throw unproven({ en: 'no address is told of any member', fr: 'aucune adresse n’est donnée pour aucun membre' });
}

/** Takes any identity and looks for it as for a leaver. */
async function findBySaml(system: GithubSystem, context: ConnectorContext): Promise<void> {
  const all = await samlIdentities(system, null, context);
  if (!all.told)
    throw unproven({
      en: 'no identities are told: they may be kept by the enterprise, or the rights are missing',
      fr: 'aucune identité n’est donnée : l’entreprise les garde peut-être, ou les droits manquent',
    });
  const [name] = all.identities.flatMap(namesOf);
  if (name === undefined) throw unproven({ en: 'there is no identity with a name', fr: 'aucune identité n’a de nom' });
  const found = await samlIdentities(system, name, context);
  if (!found.told || !found.identities.some((identity) => namesOf(identity).includes(name)))
    throw unproven({
      en: 'an identity that is listed is not found by its name',
      fr: 'une identité listée n’est pas trouvée par son nom',
    });
}

/** More teams than this are not asked one by one while people wait for a plan. */
const mostByRest = 150;

async function readTeam(system: GithubSystem, context: ConnectorContext): Promise<void> {
  const { items: teams } = await teamsOfOrganisation(system, context);
  const { id: organisation } = await organisationOf(system, context);
  const [team] = teams;
  if (team) await requireTeam(system, { organisation, team: team.id }, context);
  const [member] = (await peopleOf(system, 'members', context)).items;
  if (member && (await teamsByGraphql(system, member, context)) === null && teams.length > mostByRest)
    throw unproven({
      en: `GraphQL is refused, and ${teams.length} teams are too many to be asked one by one`,
      fr: `GraphQL est refusé, et ${teams.length} équipes sont trop nombreuses pour être demandées une à une`,
    });
}
