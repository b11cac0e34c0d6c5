import { z } from 'zod';
import { optionGroup, plainOption } from '../blocks/composition.ts';
import type { OptionsAnswer, OptionsQuery } from '../browser-api.ts';
import { clientSays } from '../client-words.ts';
import { commonParts, userPart } from '../sending/payload-parts.ts';
import { type Acting, activePerson } from './acting.ts';
import { whereItHappened } from './actions.ts';
import { elementIn, offerPlace, placeOf } from './places.ts';

const options = z.array(plainOption).max(100);
const answer = z.union([
  z.object({ options }).transform((given) => [{ label: '', options: given.options }]),
  z
    .object({ option_groups: z.array(optionGroup).max(100) })
    .transform(({ option_groups }) =>
      option_groups.map((group) => ({ label: group.label.text, options: group.options })),
    ),
]);

/** A person opens or types into an external select: Slack asks the app what to offer. */
export async function loadOptions(acting: Acting, personId: string, asked: OptionsQuery): Promise<OptionsAnswer> {
  const { slack, sender } = acting;
  const person = activePerson(slack, personId);
  const place = placeOf(slack, person, asked.container);
  elementIn(place, asked.blockId, asked.actionId);
  const { response_url: _url, state: _state, ...where } = whereItHappened(acting, person, place, {}, asked.blockId);
  const payload = {
    type: 'block_suggestion',
    ...commonParts,
    user: userPart.named(person),
    ...where,
    block_id: asked.blockId,
    action_id: asked.actionId,
    value: asked.query,
  };
  const delivery = await sender.form({ payload: JSON.stringify(payload) });
  const groups = delivery.ok ? parsed(delivery.body) : null;
  if (!groups) return { groups: [], problem: clientSays(person.locale, 'trouble') };
  const all = groups.flatMap((group) => group.options);
  slack.offers.offer(person.id, offerPlace(place, asked.blockId, asked.actionId), all);
  return {
    groups: groups.map((group) => ({
      label: group.label,
      options: group.options.map((option) => ({
        label: option.text.text,
        value: option.value,
        ...(option.description ? { description: option.description.text } : {}),
      })),
    })),
    problem: null,
  };
}

function parsed(body: string): z.infer<typeof answer> | null {
  try {
    return answer.safeParse(JSON.parse(body)).data ?? null;
  } catch {
    return null;
  }
}
