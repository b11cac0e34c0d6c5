import { z } from 'zod';
import { defineMethod } from './method.ts';
import { SlackError } from './slack-error.ts';

/** The local workspace has no user groups: every id is one that it does not know. */
export const usergroupsMethods = [
  defineMethod({
    name: 'usergroups.users.list',
    scope: 'usergroups:read',
    args: z.looseObject({ usergroup: z.string() }),
    run: () => {
      throw new SlackError('no_such_subteam');
    },
  }),
];
