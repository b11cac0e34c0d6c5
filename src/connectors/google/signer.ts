import type { ConnectorContext } from '../../engine/ports/connector.ts';

export interface ServiceAccount {
  /** The service account's own address. */
  email: string;
  /** A JWT with these claims, signed as this service account. */
  sign(claims: Claims, context: ConnectorContext): Promise<string>;
  /** What must never be shown. */
  secrets: readonly string[];
}

export interface Claims {
  iss: string;
  sub: string;
  aud: string;
  scope: string;
  /** Seconds since 1970. */
  iat: number;
  exp: number;
}
