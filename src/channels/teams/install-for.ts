import { ChannelError } from '../../engine/ports/channel.ts';
import { ConnectorError } from '../../engine/ports/connector.ts';
import { howToInstall } from './teams-error.ts';

/** Installs Relais for the person with this object id, and gives back the id of their chat. Throws ConnectorError. */
export type InstallFor = (objectId: string) => Promise<string>;

const objectId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The same, failing as a channel does. Null for whoever has no object id in the directory. */
export async function installedChat(installFor: InstallFor, handle: string): Promise<string | null> {
  if (!objectId.test(handle)) return null;
  try {
    return await installFor(handle);
  } catch (error) {
    throw error instanceof ConnectorError ? toChannelError(error) : error;
  }
}

function toChannelError(error: ConnectorError): ChannelError {
  const message = `Relais could not be installed for this person by Microsoft Graph: ${error.message}.`;
  switch (error.kind) {
    case 'throttled':
      return new ChannelError('throttled', message, { cause: error, retryAfterSeconds: error.retryAfterSeconds });
    // Nothing was written to anybody, and installing twice is installing once: it may simply be tried again.
    case 'unavailable':
    case 'unknown-outcome':
      return new ChannelError('unavailable', message, { cause: error });
    default:
      return new ChannelError('unreachable', `${message} ${howToInstall}`, { cause: error });
  }
}
