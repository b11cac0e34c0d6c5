import { z } from 'zod';
import type { WorkspacePerson } from '../company.ts';
import { accountOf, activityOf } from './activities.ts';
import { buttonsOf, type CardButton, presetsOf } from './card-reading.ts';
import type { Chat, Chats, TeamsMessage } from './chats.ts';
import { bot, objectIdOf } from './identity.ts';

/** What the app answered to something that Teams waits for. */
export interface InvokeAnswer {
  status: number;
  body: unknown;
}

/** An answer that takes the place of the card that was pressed. */
const answeredCardSchema = z.looseObject({
  type: z.literal('application/vnd.microsoft.card.adaptive'),
  value: z.looseObject({}),
});

/** Sends one activity to the app. */
export type Send = (activity: object) => Promise<InvokeAnswer>;

/** By its title or verb, or by anything else about it. */
type WantedButton = string | ((button: CardButton) => boolean);

/** A person who acts in Teams from code, as their client would. */
export interface TeamsPerson {
  readonly person: WorkspacePerson;
  /** The directory's id, which a people picker fills in. */
  readonly objectId: string;
  /** Oldest first, of the personal chat with Relais. */
  inbox(): readonly TeamsMessage[];
  /** `by`: somebody else installs it for this person. */
  install(by?: WorkspacePerson): Promise<void>;
  uninstall(): Promise<void>;
  /** People are mentioned by their ids; `where` is another chat than the personal one. */
  say(text: string, mentions?: readonly WorkspacePerson[], where?: Chat): Promise<void>;
  /** Presses a button, with what was filled in over what the card holds. */
  press(message: TeamsMessage, button: WantedButton, values?: Readonly<Record<string, unknown>>): Promise<InvokeAnswer>;
  /** The same from a client that knows no Execute: an ordinary message with the data in it. */
  submit(message: TeamsMessage, button: WantedButton, values?: Readonly<Record<string, unknown>>): Promise<void>;
  /** Something that Teams waits for: a dialog, a message extension. */
  invoke(name: string, value: unknown): Promise<InvokeAnswer>;
  /** What every activity of this person has in common, and a way to send one past the client's manners. */
  activity(): object;
  send(activity: object): Promise<InvokeAnswer>;
}

export function createTeamsPerson(options: {
  chats: Chats;
  personId: string;
  send: Send;
  serviceUrl: () => string;
  now: () => Date;
}): TeamsPerson {
  const { chats, personId, send, serviceUrl, now } = options;
  const resident = chats.resident(personId);
  const { person } = resident;
  const chat = (): Chat => chats.personal(personId);
  const activity = (where = chat()) =>
    activityOf(person, where, { id: chats.nextId(), serviceUrl: serviceUrl(), now: now() });

  const clicked = (message: TeamsMessage, wanted: WantedButton): CardButton => {
    const card = chat().messages.find(({ id }) => id === message.id)?.card ?? message.card;
    const buttons = buttonsOf(card);
    const fits = typeof wanted === 'string' ? ({ title, verb }: CardButton) => [title, verb].includes(wanted) : wanted;
    const found = buttons.find(fits);
    if (!found)
      throw new RangeError(
        `no such button${typeof wanted === 'string' ? ` as ${wanted}` : ''}; there are ${buttons.map(({ title, verb }) => `${title} (${verb})`).join(', ')}`,
      );
    return found;
  };

  const dataOf = (message: TeamsMessage, button: CardButton, values: Readonly<Record<string, unknown>>) => ({
    ...presetsOf(message.card),
    ...values,
    ...button.data,
  });

  return {
    person,
    objectId: objectIdOf(person.id),
    inbox: () => chat().messages,
    install: async (by = person) => {
      resident.installed = true;
      const from = accountOf(by);
      // Teams tells of it twice, at once.
      await Promise.all([
        send({ ...activity(), type: 'conversationUpdate', membersAdded: [bot, accountOf(person)], from }),
        send({ ...activity(), type: 'installationUpdate', action: 'add', from }),
      ]);
    },
    uninstall: async () => {
      resident.installed = false;
      await send({ ...activity(), type: 'installationUpdate', action: 'remove' });
    },
    say: async (text, mentions = [], where = chat()) => {
      const base = activity(where);
      const people = [...(where.type === 'channel' ? [bot] : []), ...mentions.map(accountOf)];
      const tags = people.map((mentioned) => ({ type: 'mention', mentioned, text: `<at>${mentioned.name}</at>` }));
      const spoken = [
        ...(where.type === 'channel' ? [tags[0]?.text] : []),
        text,
        ...tags.slice(where.type === 'channel' ? 1 : 0).map((tag) => tag.text),
      ];
      await send({ ...base, type: 'message', text: spoken.join(' '), entities: [...base.entities, ...tags] });
    },
    press: async (message, wanted, values = {}) => {
      const button = clicked(message, wanted);
      const action = { type: 'Action.Execute', verb: button.verb, data: dataOf(message, button, values) };
      const value = { action, trigger: 'manual' };
      const answer = await send({
        ...activity(),
        type: 'invoke',
        name: 'adaptiveCard/action',
        value,
        replyToId: message.id,
      });
      const changed = answeredCardSchema.safeParse(answer.body).data?.value;
      const shown = chat().messages.find(({ id }) => id === message.id);
      if (changed && shown) shown.card = changed;
      return answer;
    },
    submit: async (message, wanted, values = {}) => {
      const value = dataOf(message, clicked(message, wanted), values);
      await send({ ...activity(), type: 'message', text: '', value, replyToId: message.id });
    },
    activity: () => activity(),
    send,
    invoke: (name, value) => send({ ...activity(), type: 'invoke', name, value }),
  };
}
