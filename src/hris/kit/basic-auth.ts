import type { Auth } from '../../connectors/http/auth.ts';

/** `Authorization: Basic …`; the user is kept secret too, since some vendors take a key for it. */
export function basicAuth(user: string, password: string): Auth {
  const credential = Buffer.from(`${user}:${password}`).toString('base64');
  return { headers: async () => ({ authorization: `Basic ${credential}` }), secrets: [credential, user, password] };
}
