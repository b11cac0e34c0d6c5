import { webApi } from '@slack/bolt';
import { ChannelError } from '../../engine/ports/channel.ts';

/** Whether Slack may have done what was asked although no clear answer came: a post must then be looked for before it is repeated. */
type Effect = 'reads' | 'repeatable' | 'posts';

const whyUnreachable: Readonly<Record<string, string>> = {
  channel_not_found:
    'Slack knows no such conversation, or Relais is not in it. Invite Relais to the channel, or choose another.',
  not_in_channel: 'Relais is not in this channel. Invite it with "/invite @Relais".',
  is_archived: 'This channel is archived. Choose another one.',
  user_not_found: 'Slack knows no such person. Reach them another way.',
  users_not_found: 'Slack knows no such person. Reach them another way.',
  user_disabled: 'This Slack account is deactivated. Reach the person another way.',
  account_inactive_user: 'This Slack account is deactivated. Reach the person another way.',
  user_not_visible: 'Relais is not allowed to see this person. Reach them another way.',
  cannot_dm_bot: 'This Slack account is a bot; nobody reads its messages.',
  cannot_message_user: 'Slack does not let Relais write to this person. Reach them another way.',
  messages_tab_disabled: 'The Messages tab of the Relais app is switched off. Switch it on in the app settings.',
  restricted_action: 'A rule of this workspace keeps Relais from writing here. Ask a workspace administrator.',
  restricted_action_read_only_channel: 'Only some people may write in this channel. Choose another one.',
};

const gone = new Set(['message_not_found', 'cant_update_message', 'edit_window_closed', 'cant_delete_message']);

/** Slack's side, or our installation, does not work at the moment; nothing was done. */
const unavailable: Readonly<Record<string, string>> = {
  invalid_auth: 'Slack refuses the bot token. Check SLACK_BOT_TOKEN.',
  not_authed: 'Slack refuses the bot token. Check SLACK_BOT_TOKEN.',
  token_revoked: 'The bot token was revoked. Install the app again.',
  token_expired: 'The bot token has expired. Install the app again.',
  account_inactive: 'The bot token belongs to an app that is no longer installed. Install it again.',
  missing_scope: 'The app lacks a scope. Compare it with manifest/slack.yaml, then install it again.',
  service_unavailable: 'Slack is not available.',
  team_added_to_org: 'Slack is moving this workspace.',
  accesslimited: 'Slack refuses calls from here for the moment.',
};

/** "Some aspect of the operation may have succeeded", says Slack. */
const doubtful = new Set(['internal_error', 'fatal_error', 'request_timeout']);

/** Never reached Slack at all. */
const neverSent = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** Every failure of a Web API call as the port knows it. The message names the call, never what was in it. */
export function toChannelError(error: unknown, method: string, effect: Effect): ChannelError {
  if (error instanceof ChannelError) return error;
  const at = `Slack ${method}`;
  const lost = effect === 'posts' ? 'unknown-outcome' : 'unavailable';
  if (error instanceof webApi.WebAPIRateLimitedError)
    return new ChannelError('throttled', `${at}: too many calls`, {
      cause: error,
      retryAfterSeconds: error.retryAfter,
    });
  if (error instanceof webApi.WebAPIPlatformError) return fromPlatform(error, at, lost);
  if (error instanceof webApi.WebAPIHTTPError) {
    const kind = error.statusCode >= 500 ? lost : 'rejected';
    return new ChannelError(kind, `${at}: HTTP ${error.statusCode}`, { cause: error });
  }
  if (error instanceof webApi.WebAPIRequestError) {
    const kind = neverSent.has(codeOf(error.original)) ? 'unavailable' : lost;
    return new ChannelError(kind, `${at}: no answer`, { cause: error });
  }
  return new ChannelError(lost, `${at}: an answer that cannot be read`, { cause: error });
}

function fromPlatform(
  error: webApi.WebAPIPlatformError,
  at: string,
  lost: 'unknown-outcome' | 'unavailable',
): ChannelError {
  const code = error.data.error;
  const options = { cause: error };
  if (code === 'ratelimited' || code === 'rate_limited')
    return new ChannelError('throttled', `${at}: too many calls`, {
      ...options,
      retryAfterSeconds: error.data.response_metadata?.retryAfter ?? null,
    });
  const unreachable = whyUnreachable[code];
  if (unreachable) return new ChannelError('unreachable', unreachable, options);
  if (gone.has(code)) return new ChannelError('gone', `${at}: ${code}`, options);
  const down = unavailable[code];
  if (down) return new ChannelError('unavailable', `${at}: ${code}. ${down}`, options);
  if (doubtful.has(code)) return new ChannelError(lost, `${at}: ${code}`, options);
  return new ChannelError('rejected', `${at}: ${code}`, options);
}

/** Slack's own word for what went wrong, or null when Slack said nothing. */
export function platformCode(error: unknown): string | null {
  return error instanceof webApi.WebAPIPlatformError ? error.data.error : null;
}

function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return '';
  if ('code' in error && typeof error.code === 'string') return error.code;
  return 'cause' in error ? codeOf(error.cause) : '';
}
