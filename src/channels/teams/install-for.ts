import { inEnglish, inFrench } from '../../domain/localized.ts';
import { ChannelError } from '../../engine/ports/channel.ts';
import { ConnectorError } from '../../engine/ports/connector.ts';
import { withInstallHelp } from './teams-error.ts';

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
  const words = {
    en: `Relais could not be installed for this person by Microsoft Graph: ${inEnglish(error.words)}.`,
    fr: `Microsoft Graph n’a pas pu installer Relais pour cette personne : ${inFrench(error.words)}.`,
  };
  switch (error.kind) {
    case 'throttled':
      return new ChannelError('throttled', words, { cause: error, retryAfterSeconds: error.retryAfterSeconds });
    // Nothing was written to anybody, and installing twice is installing once: it may simply be tried again.
    case 'unavailable':
    case 'unknown-outcome':
      return new ChannelError('unavailable', words, { cause: error });
    default:
      return new ChannelError('unreachable', withInstallHelp(words), { cause: error });
  }
}
