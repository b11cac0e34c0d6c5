import { ChannelError } from '../../engine/ports/channel.ts';
import { createInOrder } from '../in-order.ts';
import { isPersonal, type Place, placeOf, type TeamsActivity, userOf } from './activity.ts';
import type { Address, Addresses } from './addresses.ts';
import { type InstallFor, installedChat } from './install-for.ts';
import type { Outbound } from './outbound.ts';
import { unmet } from './people-there.ts';
import { withInstallHelp } from './teams-error.ts';

/** Where one person alone reads what Relais writes. */
export interface PersonalChats {
  /**
   * Opens the chat where Relais knows of none yet. Throws ChannelError, `unreachable` when there is no way to this
   * person.
   */
  with(handle: string | undefined): Promise<{ place: Place; address: Address }>;
  /** The same for somebody who says something elsewhere, and may never have been met before. */
  ofSpeaker(activity: TeamsActivity): Promise<Place>;
}

export function createPersonalChats(options: {
  addresses: Addresses;
  outbound: Outbound;
  /** Null where nobody allowed it. */
  installFor: InstallFor | null;
}): PersonalChats {
  const { addresses, outbound, installFor } = options;
  // Several cards may want the same person at once.
  const inOrder = createInOrder();

  /** For somebody known from a team only: Teams opens the chat when the app is there for them, as by a setup policy. */
  const open = async (address: Address): Promise<{ place: Place; address: Address }> => {
    try {
      const conversation = await outbound.open({ ...address, conversation: '' }, address.userId);
      const now = { ...((await addresses.of(address.handle)) ?? address), conversation, installed: true };
      await addresses.save(now);
      return { place: { ...now, conversation }, address: now };
    } catch (error) {
      const noApp = error instanceof ChannelError && error.kind === 'unreachable';
      const chat = noApp && installFor !== null ? await installedChat(installFor, address.handle) : null;
      if (chat === null) throw error;
      // Not noted here: Teams tells of the installation, and then they are welcomed.
      return { place: { ...address, conversation: chat }, address };
    }
  };

  const reach = async (handle: string): Promise<{ place: Place; address: Address }> => {
    const address = await addresses.of(handle);
    // Whoever had it and has it no more took it away, or somebody did who may: that is not undone.
    if (!address || (!address.installed && address.conversation !== null)) throw notInstalled();
    const { conversation } = address;
    return conversation === null ? open(address) : { place: { ...address, conversation }, address };
  };

  return {
    with: async (handle) => {
      if (handle === undefined) throw notInstalled();
      return inOrder(handle, () => reach(handle));
    },
    ofSpeaker: async (activity) => {
      if (isPersonal(activity)) return placeOf(activity);
      const { handle, userId } = userOf(activity);
      return inOrder(handle, async () => {
        if ((await addresses.of(handle)) === null)
          await addresses.save({ ...unmet(handle, userId), ...placeOf(activity), conversation: null });
        return (await reach(handle)).place;
      });
    },
  };
}

function notInstalled(): ChannelError {
  const words = {
    en: 'Relais is not installed for this person in Teams.',
    fr: 'Relais n’est pas installé pour cette personne dans Teams.',
  };
  return new ChannelError('unreachable', withInstallHelp(words));
}
