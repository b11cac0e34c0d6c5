import { z } from 'zod';
import type { Localized } from '../../domain/localized.ts';
import { ChannelError } from '../../engine/ports/channel.ts';

/**
 * Whether Teams may have done what was asked although no clear answer came: a post must then be looked for before it is
 * repeated.
 */
type Effect = 'reads' | 'repeatable' | 'posts';

const failureSchema = z.looseObject({
  name: z.string().optional(),
  code: z.string().nullish(),
  statusCode: z.number().optional(),
  response: z
    .looseObject({
      headers: z.custom<{ get(name: string): string | undefined | null }>(
        (value) => typeof value === 'object' && value !== null && 'get' in value && typeof value.get === 'function',
      ),
      bodyAsText: z.string().nullish(),
    })
    .optional(),
});

const bodySchema = z.looseObject({
  error: z
    .looseObject({
      code: z.string().optional(),
      innerHttpError: z.looseObject({ body: z.looseObject({ subCode: z.string() }) }).optional(),
    })
    .optional(),
  subCode: z.string().optional(),
});

export const howToInstall: Localized = {
  en: 'An administrator can install it for them: in the Teams admin centre by a setup policy, or by Graph (POST /users/{id}/teamwork/installedApps, permission TeamsAppInstallation.ReadWriteSelfForUser.All), which Relais does itself with MICROSOFT_APP_INSTALL_FOR_PEOPLE=true. See README.md, "Going live on Teams".',
  fr: 'Un administrateur peut l’installer pour elle : dans le centre d’administration Teams par une stratégie d’installation, ou par Graph (POST /users/{id}/teamwork/installedApps, permission TeamsAppInstallation.ReadWriteSelfForUser.All), ce que Relais fait lui-même avec MICROSOFT_APP_INSTALL_FOR_PEOPLE=true. Voir README.md, « Going live on Teams ».',
};

/** Why somebody gets nothing, and how an administrator mends it. */
export function withInstallHelp({ en, fr }: Localized): Localized {
  return { en: `${en} ${howToInstall.en}`, fr: `${fr} ${howToInstall.fr}` };
}

/**
 * Teams' own words for why somebody gets nothing.
 * https://learn.microsoft.com/microsoftteams/platform/bots/build-conversational-capability
 */
const whyUnreachable: Readonly<Record<string, Localized>> = {
  MessageWritesBlocked: {
    en: 'This person has blocked or removed Relais in Teams. They can unblock it in its chat.',
    fr: 'Cette personne a bloqué ou retiré Relais dans Teams. Elle peut le débloquer dans sa conversation.',
  },
  ConversationBlockedByUser: {
    en: 'This person has blocked Relais in Teams. They can unblock it in its chat.',
    fr: 'Cette personne a bloqué Relais dans Teams. Elle peut le débloquer dans sa conversation.',
  },
  BotDisabledByAdmin: {
    en: 'An administrator has switched Relais off in Teams. Allow the app in the Teams admin centre.',
    fr: 'Un administrateur a désactivé Relais dans Teams. Autorisez l’application dans le centre d’administration Teams.',
  },
  BotNotInConversationRoster: withInstallHelp({
    en: 'Relais is no longer installed for this person in Teams.',
    fr: 'Relais n’est plus installé pour cette personne dans Teams.',
  }),
  ConversationNotFound: withInstallHelp({
    en: 'Teams knows no such conversation any more.',
    fr: 'Teams ne connaît plus cette conversation.',
  }),
  NotEnoughPermissions: withInstallHelp({
    en: 'Teams does not let Relais write to this person.',
    fr: 'Teams ne laisse pas Relais écrire à cette personne.',
  }),
};

/** Calls about one message that stands already. */
const onMessages = new Set(['updateActivity', 'deleteActivity']);

const gone = new Set(['ActivityNotFoundInConversation', 'ActivityNotFound', 'MessageNotFound']);

/** Never reached Teams at all. */
const neverSent = /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH/;

/** Every failure of a call as the port knows it. The message names the call, never what was in it. */
export function toChannelError(error: unknown, method: string, effect: Effect): ChannelError {
  if (error instanceof ChannelError) return error;
  const at = `Teams ${method}`;
  const lost = effect === 'posts' ? 'unknown-outcome' : 'unavailable';
  const options = { cause: error };
  const failure = failureSchema.safeParse(error).data;
  const status = failure?.statusCode;
  if (status === undefined) {
    // MSAL's failures come before anything is sent.
    const before = failure?.name?.includes('Auth') || neverSent.test(codesOf(error));
    return new ChannelError(before ? 'unavailable' : lost, `${at}: no answer`, options);
  }
  const word = platformWord(error) ?? '';
  const what = `${at}: HTTP ${status}${word && `, ${word}`}`;
  if (status === 429) {
    const retryAfterSeconds = secondsOf(failure?.response?.headers.get('retry-after'));
    return new ChannelError('throttled', `${at}: too many calls`, { ...options, retryAfterSeconds });
  }
  if (status === 401)
    return new ChannelError(
      'unavailable',
      `${what}. Teams refuses the app: check MICROSOFT_APP_ID, MICROSOFT_APP_PASSWORD and MICROSOFT_APP_TENANT_ID.`,
      options,
    );
  // Microsoft names 412, 502 and 504 as passing: try again later. Nothing was done at 412.
  if (status === 412) return new ChannelError('unavailable', what, options);
  // A client that cannot delete says so with these, each time.
  if (method === 'deleteActivity' && (status === 405 || status === 501))
    return new ChannelError('rejected', what, options);
  if (status >= 500) return new ChannelError(lost, what, options);
  if (gone.has(word) || (status === 404 && onMessages.has(method) && !(word in whyUnreachable)))
    return new ChannelError('gone', what, options);
  if (status === 403 || status === 404)
    return new ChannelError(
      'unreachable',
      whyUnreachable[word] ?? withInstallHelp({ en: `${what}.`, fr: `${what}.` }),
      options,
    );
  return new ChannelError('rejected', what, options);
}

/** Teams' own word for what went wrong, the more particular one first; null when it said nothing. */
export function platformWord(error: unknown): string | null {
  const text = failureSchema.safeParse(error).data?.response?.bodyAsText ?? '';
  const body = bodySchema.safeParse(jsonOf(text)).data;
  return body?.subCode ?? body?.error?.innerHttpError?.body.subCode ?? body?.error?.code ?? null;
}

export function statusOf(error: unknown): number | null {
  return failureSchema.safeParse(error).data?.statusCode ?? null;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Seconds, or an HTTP date as some proxies send it. */
function secondsOf(header: string | null | undefined): number | null {
  if (!header) return null;
  const seconds = Number(header);
  if (Number.isFinite(seconds)) return seconds;
  const until = Date.parse(header);
  return Number.isNaN(until) ? null : Math.max(0, Math.ceil((until - Date.now()) / 1000));
}

/** The codes and messages of an error and its causes: SDKs wrap what Node says. */
function codesOf(error: unknown, depth = 0): string {
  if (!(error instanceof Error) || depth > 5) return '';
  const code = 'code' in error ? String(error.code) : '';
  return `${code} ${error.message} ${codesOf(error.cause, depth + 1)}`;
}
