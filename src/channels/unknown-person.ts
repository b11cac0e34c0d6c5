/**
 * Stands for somebody Relais cannot act on (a bot, a stranger): no person has this id, so the conversation answers that
 * it knows nobody.
 */
export function unknownPersonId(channel: 'slack' | 'teams', handle: string): string {
  return `unknown:${channel}:${handle}`;
}
