import type { ConnectorContext } from '../../engine/ports/connector.ts';

/** What a request is signed with. */
export interface Auth {
  headers(context: ConnectorContext, request: SignedRequest): Promise<Readonly<Record<string, string>>>;
  /** The system answered 401: whatever is held back for reuse is worthless. */
  refused?(): void;
  /** Everything here that must never be shown. */
  readonly secrets: readonly string[];
}

interface SignedRequest {
  method: string;
  url: URL;
  body: string | null;
}

export const noAuth: Auth = { headers: async () => ({}), secrets: [] };

/** `Authorization: Bearer …`, `SSWS …`, `token …`. */
export function tokenAuth(scheme: string, token: string): Auth {
  return { headers: async () => ({ authorization: `${scheme} ${token}` }), secrets: [token] };
}
