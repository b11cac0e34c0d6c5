import { z } from 'zod';
import type { Account } from '../../../domain/systems/account.ts';
import type { PlannedAction } from '../../../domain/systems/action.ts';
import type { Evidence } from '../../../domain/systems/evidence.ts';
import { type ConnectorContext, ConnectorError } from '../../../engine/ports/connector.ts';
import { path } from '../../http/path.ts';
import { saw } from '../../kit/connector-of.ts';
import { optional } from '../../kit/vendor-shapes.ts';
import { type EntraSystem, type UserRef, userOf } from '../entra-system.ts';
import { deleted, readUser } from '../user-state.ts';
import type { MailWork } from './mail-settings.ts';

/**
 * Whether this is done for this account: it is configured, and the account is one of the tenant's own that is not in
 * the trash.
 */
export function isWanted(what: MailWork, { status }: Pick<Account, 'status'>, { settings }: EntraSystem): boolean {
  return (
    settings.microsoft365?.what.includes(what) === true && status !== deleted && !status.split(', ').includes('guest')
  );
}

/**
 * What Exchange answers with a 404 of a user without a mailbox in the cloud: no licence, or the mailbox is on a server
 * of their own
 * (https://learn.microsoft.com/exchange/troubleshoot/user-and-shared-mailboxes/rest-api-is-not-yet-supported-for-this-mailbox-error).
 * Any other 404 says nothing about the mailbox.
 */
function hasNoMailbox(error: ConnectorError): boolean {
  return (
    error.kind === 'not-found' &&
    error.evidence.some(({ detail }) => /MailboxNot(?:Enabled|Supported)ForRESTAPI/.test(detail))
  );
}

/** What is read in a mailbox; null where the user has none. */
export async function unlessNoMailbox<Answer>(
  read: () => Promise<Answer>,
): Promise<{ answer: Answer | null; evidence: readonly Evidence[] }> {
  try {
    return { answer: await read(), evidence: [] };
  } catch (error) {
    if (!(error instanceof ConnectorError) || !hasNoMailbox(error)) throw error;
    return { answer: null, evidence: error.evidence.map((each) => saw({ evidence: each }, 'there is no mailbox')) };
  }
}

const text = z.string().nullish().catch(null);

const mailboxSettingsShape = z.object({
  userPurpose: text,
  automaticRepliesSetting: optional(
    z.object({
      status: z.string(),
      internalReplyMessage: text,
      externalReplyMessage: text,
      scheduledEndDateTime: optional(z.object({ dateTime: z.string(), timeZone: z.string() })),
    }),
  ),
});
export type MailboxSettings = z.output<typeof mailboxSettingsShape>;

/** One part of the settings of a mailbox; null where there is no mailbox. */
export async function mailboxSettingsOf(
  system: EntraSystem,
  { id, part }: { id: string; part: 'userPurpose' | 'automaticRepliesSetting' },
  context: ConnectorContext,
): Promise<{ settings: MailboxSettings | null; evidence: readonly Evidence[] }> {
  const call = path`/users/${id}/mailboxSettings`;
  const { answer, evidence } = await unlessNoMailbox(() =>
    system.http.get(call, mailboxSettingsShape, context, { query: { $select: part } }),
  );
  return answer ? { settings: answer.data, evidence: [answer.evidence] } : { settings: null, evidence };
}

/**
 * That the account is still there, before what belongs to it is changed or believed. `there`: false for one in the
 * trash.
 */
export async function ownerOf(
  action: PlannedAction,
  system: EntraSystem,
  context: ConnectorContext,
): Promise<{ there: boolean; login: string; evidence: Evidence[] }> {
  const user: UserRef = userOf(action);
  const read = await readUser(system, user, context);
  const login = (read.state === 'live' ? read.user.userPrincipalName : null) ?? action.accountLogin;
  return { there: read.state === 'live', login, evidence: read.evidence };
}

/** Of an account that was deleted before what it owned passed to somebody. */
export function deletedBefore(evidence: readonly Evidence[]): ConnectorError {
  return new ConnectorError(
    'not-found',
    {
      en: 'the account was deleted before this was done; restore it within 30 days to do it still',
      fr: 'le compte a été supprimé avant que ce soit fait ; restaurez-le sous 30 jours pour le faire encore',
    },
    { evidence },
  );
}

/** Of an account whose mailbox is gone before what depends on it was done. */
export function noMailboxLeft(evidence: readonly Evidence[]): ConnectorError {
  return new ConnectorError(
    'not-found',
    {
      en: 'the mailbox is not there any more; give the licence back within 30 days to do it still',
      fr: 'la boîte n’est plus là ; rendez la licence sous 30 jours pour le faire encore',
    },
    { evidence },
  );
}
