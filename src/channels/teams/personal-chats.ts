import { ChannelError } from '../../engine/ports/channel.ts';
import { isPersonal, type Place, placeOf, type TeamsActivity, userOf } from './activity.ts';
import type { Address, Addresses } from './addresses.ts';
import type { Outbound } from './outbound.ts';
import { unmet } from './people-there.ts';
import { howToInstall } from './teams-error.ts';

/** Where one person alone reads what Relais writes. */
export interface PersonalChats {
  /** Opens the chat where Relais knows of none yet. Throws ChannelError, `unreachable` when there is no way to this person. */
  with(handle: string | undefined): Promise<{ place: Place; address: Address }>;
  /** The same for somebody who says something elsewhere, and may never have been met before. */
  ofSpeaker(activity: TeamsActivity): Promise<Place>;
}

export function createPersonalChats({
  addresses,
  outbound,
}: {
  addresses: Addresses;
  outbound: Outbound;
}): PersonalChats {
  const withHandle: PersonalChats['with'] = async (handle) => {
    const address = handle === undefined ? null : await addresses.of(handle);
    // Whoever had it and has it no more took it away, or somebody did who may: that is not undone.
    if (!address || (!address.installed && address.conversation !== null))
      throw new ChannelError('unreachable', `Relais is not installed for this person in Teams. ${howToInstall}`);
    if (address.conversation !== null) return { place: { ...address, conversation: address.conversation }, address };
    // Known from a team only. Teams opens the chat when the app is there for them, as by a setup policy.
    const conversation = await outbound.open({ ...address, conversation: '' }, address.userId);
    const now = { ...((await addresses.of(address.handle)) ?? address), conversation, installed: true };
    await addresses.save(now);
    return { place: { ...now, conversation }, address: now };
  };

  return {
    with: withHandle,
    ofSpeaker: async (activity) => {
      if (isPersonal(activity)) return placeOf(activity);
      const { handle, userId } = userOf(activity);
      if ((await addresses.of(handle)) === null)
        await addresses.save({ ...unmet(handle, userId), ...placeOf(activity), conversation: null });
      return (await withHandle(handle)).place;
    },
  };
}
