import { dateFormat } from '../../date-format.ts';
import { bot, otherTeamId, team } from '../identity.ts';
import type { LocalSlack } from '../local-slack.ts';
import type { Member } from '../stores/people.ts';

/** A person as `users.*` and the events show them. */
export function userJson(person: Member, slack: LocalSlack): Record<string, unknown> {
  const isAdmin = person.roles.includes('admin');
  return {
    id: person.id,
    team_id: teamIdOf(person),
    name: person.handle,
    ...(person.outsider === 'stranger' && { is_stranger: true }),
    deleted: person.deactivated,
    ...(person.deactivated
      ? {}
      : {
          color: '4bbe2e',
          real_name: person.name,
          tz: person.timeZone,
          tz_label: zoneName(person.timeZone, slack.now()),
          tz_offset: zoneOffset(person.timeZone, slack.now()),
          is_admin: isAdmin,
          is_owner: isAdmin,
          is_primary_owner: false,
          // A guest of one channel is both.
          is_restricted: person.outsider === 'guest' || person.outsider === 'single-channel-guest',
          is_ultra_restricted: person.outsider === 'single-channel-guest',
        }),
    profile: profileJson(person, slack),
    is_bot: false,
    is_app_user: false,
    updated: 1_700_000_000,
    locale: person.locale === 'fr' ? 'fr-FR' : 'en-GB',
  };
}

/** Somebody met in a shared channel belongs to their own workspace. */
function teamIdOf({ outsider }: Member): string {
  return outsider === 'stranger' ? otherTeamId : team.id;
}

export function profileJson(person: Member, slack: LocalSlack): Record<string, unknown> {
  const [first = person.name, ...rest] = person.name.split(' ');
  const image = avatarUrl(person.id, slack);
  return {
    title: person.title,
    phone: '',
    real_name: person.name,
    real_name_normalized: withoutAccents(person.name),
    display_name: person.name,
    display_name_normalized: withoutAccents(person.name),
    first_name: first,
    last_name: rest.join(' '),
    status_text: '',
    status_emoji: '',
    avatar_hash: person.id.toLowerCase(),
    ...(slack.app.scopes.includes('users:read.email') ? { email: person.email } : {}),
    image_24: image,
    image_32: image,
    image_48: image,
    image_72: image,
    image_192: image,
    image_512: image,
    team: teamIdOf(person),
  };
}

export function botUserJson(slack: LocalSlack): Record<string, unknown> {
  const image = avatarUrl(bot.userId, slack);
  return {
    id: bot.userId,
    team_id: team.id,
    name: bot.handle,
    deleted: false,
    real_name: bot.name,
    tz: 'Etc/UTC',
    tz_label: 'UTC',
    tz_offset: 0,
    profile: {
      real_name: bot.name,
      display_name: '',
      api_app_id: bot.appId,
      bot_id: bot.botId,
      image_48: image,
      image_72: image,
      team: team.id,
    },
    is_bot: true,
    is_app_user: false,
    updated: 1_700_000_000,
    locale: 'en-GB',
  };
}

export function avatarUrl(id: string, slack: LocalSlack): string {
  return `${slack.origin()}/workspace/api/people/${id}/avatar.svg`;
}

function withoutAccents(text: string): string {
  return text.normalize('NFD').replace(/\p{Diacritic}/gu, '');
}

function zoneName(timeZone: string, at: Date): string {
  const parts = dateFormat('en-GB', timeZone, { timeZoneName: 'long' }).formatToParts(at);
  return parts.find((part) => part.type === 'timeZoneName')?.value ?? timeZone;
}

/** Seconds east of Greenwich, from `GMT+05:30`. */
function zoneOffset(timeZone: string, at: Date): number {
  const parts = dateFormat('en-GB', timeZone, { timeZoneName: 'longOffset' }).formatToParts(at);
  const text = parts.find((part) => part.type === 'timeZoneName')?.value ?? '';
  const [, sign, hours = '0', minutes = '0'] = /GMT([+-])(\d{2}):?(\d{2})?/.exec(text) ?? [];
  const seconds = Number(hours) * 3600 + Number(minutes) * 60;
  return sign === '-' ? -seconds : seconds;
}
