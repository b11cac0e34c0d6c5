import type { Localized } from '../../domain/localized.ts';
import type { CheckReport, ConnectorContext, ConnectorError } from '../../engine/ports/connector.ts';
import { checkReport, type Problem } from '../kit/check-frame.ts';
import type { AtlassianSystem } from './atlassian-system.ts';
import { searchUsers } from './directory.ts';

/** What the two credentials need, in Atlassian’s words: no call tells what they have. */
const neededRights: readonly string[] = ['Organization admin', 'Administer Jira'];

/** The settings; what the credentials may read is tried after it, as a departure would ask. */
export async function check(system: AtlassianSystem, context: ConnectorContext): Promise<CheckReport> {
  return checkReport(
    {
      needed: neededRights,
      steps: [(within) => unknownProtected(system, within)],
      explain: (error) => ({ message: error.words, fix: fixOf(error) }),
    },
    context,
  );
}

/** A protected account that is misspelt protects nobody. Account ids are not looked up. */
async function unknownProtected(system: AtlassianSystem, context: ConnectorContext): Promise<Problem[]> {
  const addresses = system.settings.protected.filter((entry) => entry.includes('@'));
  if (addresses.length === 0) return [];
  const { items } = await searchUsers(system, { emails: addresses }, context);
  return addresses
    .filter((address) => !items.some(({ email }) => email?.toLowerCase() === address.toLowerCase()))
    .map((address) => ({
      message: {
        en: `${address}, listed under protected, is no account of the organisation`,
        fr: `${address}, nommé sous protected, n’est pas un compte de l’organisation`,
      },
      fix: {
        en: 'Write its address as admin.atlassian.com shows it, or take it off the list.',
        fr: 'Écrivez son adresse telle que admin.atlassian.com la montre, ou retirez-la de la liste.',
      },
    }));
}

function fixOf({ kind }: ConnectorError): Localized {
  switch (kind) {
    case 'unauthorised':
      return {
        en: 'In admin.atlassian.com, Settings, API keys, make a key without scopes for this organisation; for Jira, an API token (id.atlassian.com, Security) of an account that your organisation manages, which is in the group site-admins or administers Jira.',
        fr: 'Dans admin.atlassian.com, Paramètres, Clés API, créez une clé sans portée pour cette organisation ; pour Jira, un jeton d’API (id.atlassian.com, Sécurité) d’un compte que votre organisation gère, et qui est dans le groupe site-admins ou administre Jira.',
      };
    case 'not-found':
      return {
        en: 'Check organisation (the id in the address of admin.atlassian.com) and site.baseUrl.',
        fr: 'Vérifiez organisation (l’identifiant dans l’adresse de admin.atlassian.com) et site.baseUrl.',
      };
    case 'throttled':
      return {
        en: 'Atlassian is throttling; try again in a minute, or lower perMinute.',
        fr: 'Atlassian limite les appels ; réessayez dans une minute, ou baissez perMinute.',
      };
    case 'unproven':
      return {
        en: 'The account behind site.token must be managed by this organisation, in a group, and hold that token; else put api-tokens under leave.',
        fr: 'Le compte de site.token doit être géré par cette organisation, être dans un groupe, et détenir ce jeton ; sinon, mettez api-tokens sous leave.',
      };
    default:
      return {
        en: 'Check baseUrl and site.baseUrl, and that nothing stands between Relais and Atlassian.',
        fr: 'Vérifiez baseUrl et site.baseUrl, et que rien ne se tient entre Relais et Atlassian.',
      };
  }
}
