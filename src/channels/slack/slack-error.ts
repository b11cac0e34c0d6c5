import { webApi } from '@slack/bolt';
import type { Localized } from '../../domain/localized.ts';
import { ChannelError } from '../../engine/ports/channel.ts';

/**
 * Whether Slack may have done what was asked although no clear answer came: a post must then be looked for before it is
 * repeated.
 */
type Effect = 'reads' | 'repeatable' | 'posts';

const unknownPerson = {
  en: 'Slack knows no such person. Reach them another way.',
  fr: 'Slack ne connaît pas cette personne. Joignez-la autrement.',
};
const closedAccount = {
  en: 'This Slack account is deactivated. Reach the person another way.',
  fr: 'Ce compte Slack est désactivé. Joignez la personne autrement.',
};

const whyUnreachable: Readonly<Record<string, Localized>> = {
  channel_not_found: {
    en: 'Slack knows no such conversation, or Relais is not in it. Invite Relais to the channel, or choose another.',
    fr: 'Slack ne connaît pas cette conversation, ou Relais n’y est pas. Invitez Relais dans le canal, ou choisissez-en un autre.',
  },
  not_in_channel: {
    en: 'Relais is not in this channel. Invite it with "/invite @Relais".',
    fr: 'Relais n’est pas dans ce canal. Invitez-le avec « /invite @Relais ».',
  },
  is_archived: {
    en: 'This channel is archived. Choose another one.',
    fr: 'Ce canal est archivé. Choisissez-en un autre.',
  },
  user_not_found: unknownPerson,
  users_not_found: unknownPerson,
  user_disabled: closedAccount,
  account_inactive_user: closedAccount,
  user_not_visible: {
    en: 'Relais is not allowed to see this person. Reach them another way.',
    fr: 'Relais n’a pas le droit de voir cette personne. Joignez-la autrement.',
  },
  cannot_dm_bot: {
    en: 'This Slack account is a bot; nobody reads its messages.',
    fr: 'Ce compte Slack est un robot ; personne ne lit ses messages.',
  },
  cannot_message_user: {
    en: 'Slack does not let Relais write to this person. Reach them another way.',
    fr: 'Slack ne laisse pas Relais écrire à cette personne. Joignez-la autrement.',
  },
  messages_tab_disabled: {
    en: 'The Messages tab of the Relais app is switched off. Switch it on in the app settings.',
    fr: 'L’onglet Messages de l’application Relais est désactivé. Activez-le dans les réglages de l’application.',
  },
  restricted_action: {
    en: 'A rule of this workspace keeps Relais from writing here. Ask a workspace administrator.',
    fr: 'Une règle de cet espace de travail empêche Relais d’écrire ici. Demandez à un administrateur de l’espace.',
  },
  restricted_action_read_only_channel: {
    en: 'Only some people may write in this channel. Choose another one.',
    fr: 'Seules certaines personnes peuvent écrire dans ce canal. Choisissez-en un autre.',
  },
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

/** Whether nothing came from Slack: neither a yes nor a no. */
export function isNoAnswer(error: unknown): boolean {
  return error instanceof webApi.WebAPIRequestError;
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
