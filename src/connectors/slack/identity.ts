import type { Evidence } from '../../domain/systems/evidence.ts';
import type { ConnectorContext } from '../../engine/ports/connector.ts';
import { saw } from '../kit/connector-of.ts';
import { identityShape } from './slack-shapes.ts';
import { type SlackSystem, unproven } from './slack-system.ts';
import { readByPost } from './web-api.ts';

/** Whose token it is, and where. */
export interface Identity {
  /** The id of the workspace, or of the Enterprise organisation. */
  organisation: string;
  userId: string;
  /** `https://example.slack.com/`: where its pages are. */
  url: string;
  /** What the token may do, as Slack tells it with every answer; null when it does not. */
  scopes: readonly string[] | null;
  evidence: Evidence;
}

/**
 * Asks whose token it is. Throws `unproven` when the settings say Enterprise and the token is of a single workspace.
 */
export async function identityOf({ settings, http }: SlackSystem, context: ConnectorContext): Promise<Identity> {
  const asked = { method: 'auth.test', shape: identityShape };
  const { data, evidence, headers } = await readByPost(http, asked, context);
  const isOrganisation = settings.plan === 'enterprise';
  const organisation = isOrganisation ? data.enterprise_id : data.team_id;
  if (organisation === undefined)
    throw unproven(
      isOrganisation
        ? {
            en: 'the token belongs to a single workspace; with plan: enterprise it has to be of the organisation',
            fr: 'le jeton est celui d’un seul espace de travail ; avec plan: enterprise, il doit être celui de l’organisation',
          }
        : {
            en: 'the token belongs to no workspace; of an organisation, set plan: enterprise',
            fr: 'le jeton n’est celui d’aucun espace de travail ; pour une organisation, mettez plan: enterprise',
          },
      [evidence],
    );
  return {
    organisation,
    userId: data.user_id,
    url: data.url.endsWith('/') ? data.url : `${data.url}/`,
    scopes: headers.get('x-oauth-scopes')?.split(/,\s*/) ?? null,
    evidence: saw({ evidence }, `organisation ${organisation}, token of ${data.user_id}`),
  };
}
