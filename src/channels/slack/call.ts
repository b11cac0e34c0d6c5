import { toChannelError } from './slack-error.ts';

/** One call of the Web API; whatever goes wrong becomes a ChannelError. */
export async function call<T>(
  method: string,
  effect: Parameters<typeof toChannelError>[2],
  ask: () => Promise<T>,
): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    throw toChannelError(error, method, effect);
  }
}
