import type { Departure } from '../departure.ts';
import { type SystemLook, toldAccounts } from '../systems/look.ts';

/**
 * An account of the organisation that was adopted may have the id of one of the earlier organisation, because both
 * count from one, or because the id is ours. What is planned is told by these ids, so what is open in the later one
 * would pass for what is known of the earlier one: then the look does not tell everything, until nothing is open there.
 */
export function toldApart({ revocations }: Departure, look: SystemLook): SystemLook {
  if (!toldAccounts(look.problem)) return look;
  const earlier = new Set(
    revocations.flatMap(({ action }) =>
      action.system === look.system && action.tenant !== look.tenant ? [action.id] : [],
    ),
  );
  const open = look.accounts
    .flatMap(({ items }) => items)
    .find(({ standing, action }) => standing === 'open' && earlier.has(action.id));
  if (open === undefined) return look;
  const login = open.action.accountLogin;
  const reason = {
    en: `unproven: ${login} has the id of an account of the earlier organisation, and is open; close it by hand there`,
    fr: `unproven: ${login} porte l’identifiant d’un compte de l’organisation précédente, et est ouvert ; fermez-le à la main`,
  };
  return { ...look, problem: { kind: 'incomplete', reason } };
}
