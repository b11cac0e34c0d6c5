import { createHash } from 'node:crypto';

/** The one tenant of the local workspace. */
export const localTenant = '7a1d0c52-0000-4000-8000-000000000001';

export const bot = { id: '28:relais-local', name: 'Relais' } as const;

/** The directory's object id of a person of the company: a GUID, the same at every start. */
export function objectIdOf(personId: string): string {
  return guidOf(personId);
}

/** The catalogue of the organisation gives an app another id than its manifest does. */
export function catalogueIdOf(appId: string): string {
  return guidOf(`catalogue/${appId}`);
}

function guidOf(name: string): string {
  const hex = createHash('sha256').update(`relais-local-teams/${name}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** Teams' own id of a person, for this bot. */
export function userIdOf(personId: string): string {
  return `29:1${createHash('sha256').update(personId).digest('base64url').slice(0, 40)}`;
}
