import { z } from 'zod';
import { bot } from '../identity.ts';
import type { LocalSlack } from '../local-slack.ts';
import type { Member } from '../stores/people.ts';
import { count, defineMethod, flag, page } from './method.ts';
import { SlackError } from './slack-error.ts';
import { botUserJson, profileJson, userJson } from './user-json.ts';

export const usersMethods = [
  defineMethod({
    name: 'users.info',
    scope: 'users:read',
    args: z.looseObject({ user: z.string(), include_locale: flag.optional() }),
    run: (slack, { user }) => ({
      user: user === bot.userId ? botUserJson(slack) : userJson(known(slack, user), slack),
    }),
  }),
  defineMethod({
    name: 'users.list',
    scope: 'users:read',
    args: z.looseObject({ limit: count.default(1000), cursor: z.string().optional() }),
    run: (slack, { limit, cursor }) => {
      const everybody = [...slack.people.all().map((person) => userJson(person, slack)), botUserJson(slack)];
      const { items, next } = page(everybody, limit, cursor);
      return {
        members: items,
        cache_ts: Math.floor(slack.now().getTime() / 1000),
        response_metadata: { next_cursor: next },
      };
    },
  }),
  defineMethod({
    name: 'users.lookupByEmail',
    scope: 'users:read.email',
    args: z.looseObject({ email: z.string() }),
    run: (slack, { email }) => {
      const person = slack.people.findByEmail(email);
      // Slack finds neither the deactivated nor people of other workspaces by e-mail address.
      if (!person || person.deactivated || person.outsider === 'stranger') throw new SlackError('users_not_found');
      return { user: userJson(person, slack) };
    },
  }),
  defineMethod({
    name: 'users.profile.get',
    scope: 'users.profile:read',
    args: z.looseObject({ user: z.string() }),
    run: (slack, { user }) => ({ profile: profileJson(known(slack, user), slack) }),
  }),
];

function known(slack: LocalSlack, id: string): Member {
  const person = slack.people.find(id);
  if (!person) throw new SlackError('user_not_found');
  return person;
}
