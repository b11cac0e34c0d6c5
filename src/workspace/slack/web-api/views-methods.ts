import { z } from 'zod';
import type { LocalSlack } from '../local-slack.ts';
import { checkedHome, checkedModal, openModal, publishHome, pushModal, replaceView } from '../modals.ts';
import type { StoredView } from '../stores/views.ts';
import { defineMethod, structure } from './method.ts';
import { SlackError } from './slack-error.ts';
import { viewJson } from './view-json.ts';

const triggered = z.looseObject({ trigger_id: z.string(), view: z.unknown() });

export const viewsMethods = [
  defineMethod({
    name: 'views.open',
    scope: null,
    args: triggered,
    run: (slack, args) => {
      // Slack looks at the view first: a refused view leaves the trigger for a second try.
      const payload = checkedModal(structure(args.view, 'invalid_arguments'));
      return { view: viewJson(openModal(slack, personOf(slack, args.trigger_id), payload)) };
    },
  }),
  defineMethod({
    name: 'views.push',
    scope: null,
    args: triggered,
    run: (slack, args) => {
      const payload = checkedModal(structure(args.view, 'invalid_arguments'));
      return { view: viewJson(pushModal(slack, personOf(slack, args.trigger_id), payload)) };
    },
  }),
  defineMethod({
    name: 'views.update',
    scope: null,
    args: z.looseObject({
      view_id: z.string().optional(),
      external_id: z.string().optional(),
      hash: z.string().optional(),
      view: z.unknown(),
    }),
    run: (slack, args) => {
      const view = named(slack, args);
      if (args.hash && args.hash !== view.hash) throw new SlackError('hash_conflict');
      const given = structure(args.view, 'invalid_arguments');
      const payload = view.kind === 'home' ? checkedHome(given) : checkedModal(given);
      return { view: viewJson(replaceView(slack, view, payload)) };
    },
  }),
  defineMethod({
    name: 'views.publish',
    scope: null,
    args: z.looseObject({ user_id: z.string(), hash: z.string().optional(), view: z.unknown() }),
    run: (slack, args) => {
      const person = slack.people.find(args.user_id);
      if (!person || person.deactivated) throw new SlackError('user_not_found');
      const current = slack.views.home(person.id);
      if (args.hash && args.hash !== current?.hash) throw new SlackError('hash_conflict');
      const payload = checkedHome(structure(args.view, 'invalid_arguments'));
      return { view: viewJson(publishHome(slack, person.id, payload)) };
    },
  }),
];

function personOf(slack: LocalSlack, triggerId: string): string {
  const found = slack.triggers.exchange(triggerId);
  if (typeof found === 'string') throw new SlackError(found);
  return found.personId;
}

function named(
  slack: LocalSlack,
  { view_id, external_id }: { view_id?: string | undefined; external_id?: string | undefined },
): StoredView {
  if (!view_id && !external_id) throw new SlackError('invalid_arguments', ['[ERROR] missing required field: view_id']);
  const view = view_id ? slack.views.find(view_id) : slack.views.findByExternalId(external_id ?? '');
  if (!view) throw new SlackError('not_found');
  return view;
}
