import { z } from 'zod';
import { responseUrl } from '../answers.ts';
import { type StateValues, stateOf } from '../blocks/element-state.ts';
import { inputProblems } from '../blocks/input-problems.ts';
import type { ActResult, ElementValues, SubmitResult } from '../browser-api.ts';
import { clientSays } from '../client-words.ts';
import type { LocalSlack } from '../local-slack.ts';
import { checkedModal, closeModals, pushModal, replaceView } from '../modals.ts';
import { commonParts, userPart } from '../sending/payload-parts.ts';
import type { Member } from '../stores/people.ts';
import { SlackError } from '../web-api/slack-error.ts';
import { viewJson } from '../web-api/view-json.ts';
import { type Acting, activePerson, NotThere } from './acting.ts';
import { offeredIn, type Place, placeOf } from './places.ts';
import { resultOf } from './result.ts';

type ViewPlace = Extract<Place, { kind: 'view' }>;

/** A person presses the submit button of the modal in front of them. */
export async function submitModal(
  acting: Acting,
  personId: string,
  { viewId, values }: { viewId: string; values: ElementValues },
): Promise<SubmitResult> {
  const { slack, sender } = acting;
  const person = activePerson(slack, personId);
  const place = modalPlace(slack, person, viewId);
  const state = stateOf(place.elements, values, offeredIn(slack, person, place));
  const wrong = inputProblems(place.elements, state, person.locale);
  if (Object.keys(wrong).length > 0) return refused(person, 'invalid_input', wrong);

  const payload = {
    type: 'view_submission',
    ...commonParts,
    user: userPart.both(person),
    trigger_id: slack.triggers.issue(person.id),
    view: viewJson(place.view, state),
    response_urls: responseUrls(slack, person, place, state),
  };
  const delivery = await sender.form({ payload: JSON.stringify(payload) });
  if (!delivery.ok) return trouble(person, delivery.problem);
  try {
    return follow(slack, person, place, delivery.body);
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    slack.log.warn({ error: error.code, details: error.details }, 'The answer to a submission cannot be shown');
    return trouble(person, error.code);
  }
}

/** A person closes the top modal, or with the cross in the corner all of them. */
export async function closeModal(
  acting: Acting,
  personId: string,
  { viewId, all }: { viewId: string; all: boolean },
): Promise<ActResult> {
  const { slack, sender } = acting;
  const person = activePerson(slack, personId);
  const { view } = modalPlace(slack, person, viewId);
  const cleared = all || (view.payload.type === 'modal' && view.payload.clear_on_close === true);
  for (const closed of closeModals(slack, person.id, cleared)) {
    if (closed.payload.type !== 'modal' || !closed.payload.notify_on_close) continue;
    const payload = {
      type: 'view_closed',
      ...commonParts,
      user: userPart.both(person),
      view: viewJson(closed),
      is_cleared: cleared,
    };
    const delivery = await sender.form({ payload: JSON.stringify(payload) });
    // The modal is gone in any case; Slack says nothing about a lost notice either.
    if (!delivery.ok) slack.log.warn({ problem: resultOf(delivery, person) }, 'A closed modal could not be reported');
  }
  return { ok: true };
}

function modalPlace(slack: LocalSlack, person: Member, viewId: string): ViewPlace {
  const place = placeOf(slack, person, { kind: 'modal', viewId });
  const top = slack.views.stack(person.id).at(-1);
  if (place.kind !== 'view' || top?.id !== viewId) throw new NotThere('another modal lies on top of this one');
  return place;
}

const reply = z.discriminatedUnion('response_action', [
  z.object({ response_action: z.literal('errors'), errors: z.record(z.string(), z.string()) }),
  z.object({ response_action: z.literal('update'), view: z.unknown() }),
  z.object({ response_action: z.literal('push'), view: z.unknown() }),
  z.object({ response_action: z.literal('clear') }),
]);

function follow(slack: LocalSlack, person: Member, place: ViewPlace, body: string): SubmitResult {
  const given = parsedReply(body);
  if (given === null) {
    slack.views.close([place.view.id]);
    slack.changes.tell({ type: 'modals', people: [person.id] });
    return { ok: true, outcome: 'closed' };
  }
  switch (given.response_action) {
    case 'errors': {
      const inputs = new Set(place.elements.flatMap(({ input, blockId }) => (input ? [blockId] : [])));
      const unknown = Object.keys(given.errors).filter((blockId) => !inputs.has(blockId));
      if (unknown.length > 0 || Object.keys(given.errors).length === 0)
        throw new SlackError('invalid_response_errors', [`no input block: ${unknown.join(', ')}`]);
      return refused(person, 'refused_by_app', given.errors);
    }
    case 'update':
      replaceView(slack, place.view, checkedModal(given.view));
      return { ok: true, outcome: 'updated' };
    case 'push':
      pushModal(slack, person.id, checkedModal(given.view));
      return { ok: true, outcome: 'pushed' };
    case 'clear':
      closeModals(slack, person.id, true);
      return { ok: true, outcome: 'cleared' };
  }
}

function parsedReply(body: string): z.infer<typeof reply> | null {
  if (body.trim() === '') return null;
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    throw new SlackError('invalid_response_body');
  }
  if (json !== null && typeof json === 'object' && Object.keys(json).length === 0) return null;
  const parsed = reply.safeParse(json);
  if (!parsed.success) throw new SlackError('invalid_response_action');
  return parsed.data;
}

/** A conversation chosen in a select with `response_url_enabled` comes with an address to answer into it. */
function responseUrls(slack: LocalSlack, person: Member, place: ViewPlace, state: StateValues): object[] {
  return place.elements.flatMap(({ blockId, element }) => {
    const its = state[blockId]?.[element.action_id];
    const channel = its?.['selected_conversation'] ?? its?.['selected_channel'];
    if (!element.response_url_enabled || typeof channel !== 'string') return [];
    const grant = { personId: person.id, channel, messageTs: null, threadTs: null };
    return [
      {
        block_id: blockId,
        action_id: element.action_id,
        channel_id: channel,
        response_url: responseUrl(slack, grant),
      },
    ];
  });
}

function refused(person: Member, problem: string, errors: Record<string, string>): SubmitResult {
  return { ok: false, problem, message: clientSays(person.locale, 'incomplete'), errors };
}

function trouble(person: Member, problem: string): SubmitResult {
  return { ok: false, problem, message: clientSays(person.locale, 'trouble'), errors: {} };
}
