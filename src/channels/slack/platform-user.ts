import { z } from 'zod';
import { languageOf } from '../../domain/localized.ts';
import type { PlatformUser } from '../../engine/ports/channel.ts';
import type { Identity } from './identity.ts';

/** A person or bot as Slack tells of them. https://docs.slack.dev/reference/objects/user-object */
export const userSchema = z.looseObject({
  id: z.string(),
  team_id: z.string().nullish(),
  name: z.string().default(''),
  deleted: z.boolean().default(false),
  is_bot: z.boolean().default(false),
  is_stranger: z.boolean().default(false),
  /** Guests: of several channels, or of one only. */
  is_restricted: z.boolean().default(false),
  is_ultra_restricted: z.boolean().default(false),
  real_name: z.string().nullish(),
  tz: z.string().nullish(),
  locale: z.string().nullish(),
  enterprise_user: z.looseObject({ enterprise_id: z.string().nullish() }).nullish(),
  profile: z
    .looseObject({
      real_name: z.string().nullish(),
      display_name: z.string().nullish(),
      title: z.string().nullish(),
      email: z.string().nullish(),
      image_192: z.string().nullish(),
      image_72: z.string().nullish(),
    })
    .default({}),
});

/** What `users.info` and `users.lookupByEmail` tell. */
export const userAnswerSchema = z.looseObject({ user: userSchema });

/** Slack's own voice is a user that is not marked as a bot. */
const slackbot = 'USLACKBOT';

export function toPlatformUser({ user }: z.infer<typeof userAnswerSchema>, identity: Identity): PlatformUser {
  const { profile } = user;
  const sameOrganisation =
    user.team_id == null ||
    user.team_id === identity.teamId ||
    (identity.enterpriseId !== null && user.enterprise_user?.enterprise_id === identity.enterpriseId);
  const ours = sameOrganisation && !user.is_stranger;
  return {
    handle: user.id,
    name: profile.real_name || user.real_name || profile.display_name || user.name,
    email: profile.email || null,
    title: profile.title || null,
    timeZone: user.tz || null,
    locale: localeOf(user.locale),
    photoUrl: profile.image_192 || profile.image_72 || null,
    isBot: user.is_bot || user.id === slackbot,
    usable: ours && !user.deleted && !user.is_restricted && !user.is_ultra_restricted,
    ours,
  };
}

function localeOf(locale: string | null | undefined): PlatformUser['locale'] {
  return languageOf(locale);
}
