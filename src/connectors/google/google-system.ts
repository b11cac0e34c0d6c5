import type { HttpClient } from '../http/http-client.ts';
import type { GoogleSettings } from './google-settings.ts';

/** One organisation of Google Workspace: what every part of this connector works with. */
export interface GoogleSystem {
  settings: GoogleSettings;
  /** Directory and reports, in the administrator's name. */
  http: HttpClient;
  /** Settings of a mailbox, in the name of the user whose address stands in the path. */
  gmail: HttpClient;
  /** Devices, in the administrator's name. */
  devices: HttpClient;
  /** Drive and calendar of the user with this address, in their own name. */
  dataOf(address: string): HttpClient;
  /** Licences, in the administrator's name. */
  licensing: HttpClient;
}

/** The organisation that the administrator belongs to, as paths name it. */
export const myCustomer = 'my_customer';

/** Our words for how an account stands; Google has fields. */
export const status = {
  active: 'active',
  suspended: 'suspended',
  /** Suspended by Google itself, for a reason that its owner may be able to lift: no closed account. */
  suspendedByGoogle: 'suspended by Google',
  archived: 'archived',
  deleted: 'deleted',
} as const;

const closed: readonly string[] = [status.suspended, status.archived, status.deleted];

/** Whether Google refuses sign-in until an administrator changes it. */
export function isClosed(word: string): boolean {
  return closed.includes(word);
}

/** Whether nothing of it can be read or changed any more. */
export function isDeleted(word: string): boolean {
  return word === status.deleted;
}
