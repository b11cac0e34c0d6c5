import type { Acting } from '../acts/acting.ts';
import { loadOptions } from '../acts/options.ts';
import { choices } from '../blocks/placed-elements.ts';
import type { ElementValue } from '../browser-api.ts';
import type { Clickable } from './targets.ts';

/**
 * What a person picks, in the words they see: an option by its label, somebody by name, handle or e-mail address, a
 * channel by `#name`. Values and ids do too. In an external select, the text is typed and what it finds is picked.
 */
export async function pickedValue(
  acting: Acting,
  personId: string,
  clickable: Clickable,
  given: ElementValue,
): Promise<ElementValue> {
  const pick = async (one: string): Promise<string> => await picked(acting, personId, clickable, one);
  if (Array.isArray(given)) return await Promise.all(given.map(pick));
  return typeof given === 'string' ? await pick(given) : given;
}

async function picked(
  acting: Acting,
  personId: string,
  { container, placed }: Clickable,
  given: string,
): Promise<string> {
  const { slack } = acting;
  const { element, blockId } = placed;
  switch (element.type) {
    case 'users_select':
    case 'multi_users_select': {
      const found = slack.people
        .all()
        .find(({ id, name, handle, email }) => [id, name, handle, `@${handle}`, email].includes(given));
      return found?.id ?? given;
    }
    case 'conversations_select':
    case 'multi_conversations_select':
    case 'channels_select':
    case 'multi_channels_select': {
      const found = slack.conversations.all().find(({ id, name }) => id === given || (name && `#${name}` === given));
      return found?.id ?? given;
    }
    case 'external_select':
    case 'multi_external_select': {
      const query = { container, blockId, actionId: element.action_id, query: given };
      const { groups } = await loadOptions(acting, personId, query);
      const offered = groups.flatMap((group) => group.options);
      const found =
        offered.find(({ label, value }) => label === given || value === given) ??
        offered.find(({ label }) => label.includes(given));
      return found?.value ?? given;
    }
    default:
      return choices(element).find(({ text }) => text.text === given)?.value ?? given;
  }
}
