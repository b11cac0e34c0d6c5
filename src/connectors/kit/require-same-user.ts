import type { Evidence } from '../../domain/systems/evidence.ts';
import { ConnectorError } from '../../engine/ports/connector.ts';

/**
 * An answer about somebody else says nothing of whom was asked for: many paths that take an id take an address or a
 * name as well. Throws `mismatch`. `vendor`: as messages name it.
 */
export function requireSameUser(
  vendor: string,
  { asked, answered }: { asked: string; answered: string },
  evidence: readonly Evidence[],
): void {
  if (answered === asked) return;
  throw new ConnectorError(
    'mismatch',
    {
      en: `asked for user ${asked}, ${vendor} answered about ${answered}`,
      fr: `interrogé sur l’utilisateur ${asked}, ${vendor} a répondu sur ${answered}`,
    },
    { evidence: evidence.map((one) => ({ ...one, detail: `id ${answered}`.slice(0, 200) })) },
  );
}
