import { ownPicture } from '../own-picture.ts';

/** Somebody of the directory, as a people picker offers them. */
export interface PickablePerson {
  objectId: string;
  name: string;
}

type Node = Readonly<Record<string, unknown>>;

/** What stands around a mention in a text until it is drawn; nothing that anybody writes may contain it. */
export const mentionMarks = { open: '\uE000', close: '\uE001' } as const;

/**
 * What Teams' client does with a card before its renderer sees it: mentions that the card declares are marked, and the
 * people picker gets the people of the directory, for which Teams asks Microsoft 365.
 */
export function prepareCard(card: Node, people: readonly PickablePerson[]): object {
  const mentions = mentionsOf(card);
  const prepare = (value: unknown): unknown => {
    if (typeof value === 'string') return mentions.reduce(marked, value.replaceAll(/[\uE000\uE001]/g, ''));
    if (Array.isArray(value)) return value.map(prepare);
    if (!isNode(value)) return value;
    // What comes with a click is the app's own: it goes back as it came.
    const drawn = Object.entries(value).map(([key, inside]) => [key, key === 'data' ? inside : prepare(inside)]);
    const made: Node = Object.fromEntries(drawn);
    const node = typeof made['url'] === 'string' ? { ...made, url: ownPicture(made['url']) } : made;
    return asksForPeople(value) ? withPeople(node, people) : node;
  };
  // `msteams` is Teams' own; the renderer knows nothing of it.
  const { msteams: _, ...rest } = card;
  return { ...rest, ...Object(prepare(rest)) };
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function mentionsOf({ msteams }: Node): string[] {
  const entities = isNode(msteams) ? msteams['entities'] : [];
  return (Array.isArray(entities) ? entities : []).flatMap((entity) =>
    isNode(entity) && typeof entity['text'] === 'string' ? [entity['text']] : [],
  );
}

function marked(text: string, tag: string): string {
  const name = tag.replace(/^<at>|<\/at>$/g, '');
  return text.replaceAll(tag, `${mentionMarks.open}${name}${mentionMarks.close}`);
}

function asksForPeople({ type, 'choices.data': data }: Node): boolean {
  return type === 'Input.ChoiceSet' && isNode(data) && data['dataset'] === 'graph.microsoft.com/users';
}

/** One types a name, or picks one; whoever is preset by the card stays what the card says. */
function withPeople(input: Node, people: readonly PickablePerson[]): Node {
  const { 'choices.data': _, choices, value, ...rest } = input;
  const preset = (Array.isArray(choices) ? choices : []).filter(isNode);
  const named = new Set(preset.map(({ title }) => title));
  const others = people.filter(({ name }) => !named.has(name)).map((one) => ({ title: one.name, value: one.objectId }));
  // The renderer shows the value of a list one types into as it is; it looks up what a title stands for.
  const chosen = preset.find((choice) => choice['value'] === value)?.['title'];
  return {
    ...rest,
    style: 'filtered',
    choices: [...preset, ...others],
    ...(chosen !== undefined && { value: chosen }),
  };
}
