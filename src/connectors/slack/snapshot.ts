import type { Account } from '../../domain/systems/account.ts';
import type { ConnectorContext, Snapshot } from '../../engine/ports/connector.ts';
import { unlessUntold } from '../kit/connector-of.ts';
import { channelsOf } from './channels.ts';
import type { SlackSystem } from './slack-system.ts';

/**
 * What a person needs to give everything back: Slack forgets the channels of whoever is deactivated. Null where they
 * may not be read.
 */
export async function snapshot(
  system: SlackSystem,
  { account }: { account: Account },
  context: ConnectorContext,
): Promise<Snapshot> {
  const channels = await unlessUntold(() => channelsOf(system, account.id, context));
  return {
    status: account.status,
    login: account.login,
    channels:
      channels?.items.map(({ id, name, is_private }) => ({ id, name: name ?? null, private: is_private ?? null })) ??
      null,
  };
}
