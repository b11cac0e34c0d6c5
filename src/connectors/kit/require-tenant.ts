import { ConnectorError } from '../../engine/ports/connector.ts';

/** Throws `mismatch` where another organisation answered than the expected one. */
export function requireTenant(expected: string, answered: string): void {
  if (expected !== answered)
    throw new ConnectorError('mismatch', {
      en: `${answered} answers there, and the plan is about ${expected}`,
      fr: `${answered} y répond, et le plan porte sur ${expected}`,
    });
}
