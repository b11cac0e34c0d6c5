import type { CheckReport, ConnectorContext, ConnectorError } from '../../engine/ports/connector.ts';
import { checkReport, type Problem } from '../kit/check-frame.ts';
import type { AtlassianSystem } from './atlassian-system.ts';
import { searchUsers } from './directory.ts';

/** What the two credentials need, in Atlassian’s words: no call tells what they have. */
const neededRights: readonly string[] = ['Organization admin (API key without scopes)', 'Administer Jira'];

/** The settings; what the credentials may read is tried after it, as a departure would ask. */
export async function check(system: AtlassianSystem, context: ConnectorContext): Promise<CheckReport> {
  return checkReport(
    {
      needed: neededRights,
      steps: [(within) => unknownProtected(system, within)],
      explain: (error) => ({ message: error.message, fix: fixOf(error) }),
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
      message: `${address}, listed under protected, is no account of the organisation`,
      fix: 'Write its address as admin.atlassian.com shows it, or take it off the list.',
    }));
}

function fixOf({ kind }: ConnectorError): string {
  switch (kind) {
    case 'unauthorised':
      return 'In admin.atlassian.com, Settings, API keys, make a key without scopes for this organisation; for Jira, an API token (id.atlassian.com, Security) of an account that your organisation manages, which is in the group site-admins or administers Jira.';
    case 'not-found':
      return 'Check organisation (the id in the address of admin.atlassian.com) and site.baseUrl.';
    case 'throttled':
      return 'Atlassian is throttling; try again in a minute, or lower perMinute.';
    case 'unproven':
      return 'The account behind site.token must be managed by this organisation, in a group, and hold that token; else put api-tokens under leave.';
    default:
      return 'Check baseUrl and site.baseUrl, and that nothing stands between Relais and Atlassian.';
  }
}
