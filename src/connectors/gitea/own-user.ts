import { z } from 'zod';
import type { Evidence } from '../../domain/systems/evidence.ts';
import type { ConnectorContext } from '../../engine/ports/connector.ts';
import { path } from '../http/path.ts';
import { saw, sawAll } from '../kit/connector-of.ts';
import { type GiteaUser, tokenShape, userShape } from './gitea-shapes.ts';
import { type GiteaSystem, unproven, wholeList } from './gitea-system.ts';

/** Whose token Relais has, whatever its rights. */
export async function ownUser({ http }: GiteaSystem, context: ConnectorContext) {
  const reply = await http.get('/user', userShape, context);
  return { user: reply.data, evidence: saw(reply, `token of ${reply.data.id}`) };
}

/**
 * The token’s user, who administers the instance. To anybody else Gitea leaves out what is private, and says that
 * nobody is an administrator, or prohibited, or active: throws `unproven`.
 */
export async function ownAdministrator(
  system: GiteaSystem,
  context: ConnectorContext,
): Promise<{ user: GiteaUser; evidence: Evidence }> {
  const own = await ownUser(system, context);
  if (own.user.is_admin) return own;
  throw unproven(
    {
      en: 'the token is not an administrator’s, and Gitea hides from others what Relais must see',
      fr: 'le jeton n’est pas celui d’un administrateur, et Gitea cache aux autres ce que Relais doit voir',
    },
    [own.evidence],
  );
}

/** The tokens of Relais’ own account, and which of them it uses; `unproven` where that one is not among them. */
export async function ownToken(system: GiteaSystem, context: ConnectorContext) {
  const own = await ownAdministrator(system, context);
  const list = { path: path`/users/${own.user.login}/tokens`, shape: z.array(tokenShape) };
  const { items, evidence: listed } = await wholeList(system.basic, list, context);
  const evidence = [own.evidence, ...sawAll(listed, `control: ${items.length} tokens of Relais’ own account`)];
  const mine = items.find(({ token_last_eight }) => token_last_eight === system.tokenLastEight);
  if (mine !== undefined) return { token: mine, evidence };
  throw unproven(
    {
      en: 'Gitea does not list the token that Relais uses, so what it leaves out proves nothing',
      fr: 'Gitea ne liste pas le jeton que Relais utilise : ce qu’il omet ne prouve rien',
    },
    evidence,
  );
}

/**
 * What shows that whatever Gitea leaves out is not there, and not the want of a right: a list that cannot be empty,
 * because Relais’ own token is in it, and that this token is not limited to what is public. Else throws `unproven`.
 */
export async function listsAreTold(system: GiteaSystem, context: ConnectorContext): Promise<Evidence[]> {
  const { token, evidence } = await ownToken(system, context);
  if (token.scopes?.includes('public-only') !== true) return evidence;
  throw unproven(
    {
      en: 'Relais’ token sees only what is public, so what it does not see proves nothing',
      fr: 'le jeton de Relais ne voit que ce qui est public : ce qu’il ne voit pas ne prouve rien',
    },
    evidence,
  );
}
