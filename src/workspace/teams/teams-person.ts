import { z } from 'zod';
import type { WorkspacePerson } from '../company.ts';
import { accountOf, activityOf } from './activities.ts';
import { buttonsOf, type CardButton, presetsOf, refreshOf } from './card-reading.ts';
import type { Chat, Chats, TeamsMessage } from './chats.ts';
import { bot, objectIdOf, userIdOf } from './identity.ts';

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
  /** The card as this person sees it when it comes into sight: the client asks for their own view where the card names them. */
  look(message: TeamsMessage): Promise<unknown>;
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

  /** The message as it stands by now, and the chat it is in. */
  const standing = (message: TeamsMessage) => {
    const where = chats.holding(message.id) ?? chat();
    return { where, now: where.messages.find(({ id }) => id === message.id) ?? message };
  };

  const clicked = (message: TeamsMessage, wanted: WantedButton): CardButton => {
    const { card } = standing(message).now;
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
      // A bot hears what is said among others only when it is mentioned.
      const called = where.type === 'personal' ? [] : [bot];
      const people = [...called, ...mentions.map(accountOf)];
      const tags = people.map((mentioned) => ({ type: 'mention', mentioned, text: `<at>${mentioned.name}</at>` }));
      const spoken = [
        ...tags.slice(0, called.length).map((tag) => tag.text),
        text,
        ...tags.slice(called.length).map((tag) => tag.text),
      ];
      await send({ ...base, type: 'message', text: spoken.join(' '), entities: [...base.entities, ...tags] });
    },
    look: async (message) => {
      const { where, now: shown } = standing(message);
      const refresh = refreshOf(shown.card);
      if (!refresh?.userIds.includes(userIdOf(person.id))) return shown.card;
      const action = { type: 'Action.Execute', verb: refresh.action.verb, data: refresh.action.data };
      const value = { action, trigger: 'automatic' };
      const invoke = { type: 'invoke', name: 'adaptiveCard/action', value, replyToId: message.id };
      const answer = await send({ ...activity(where), ...invoke });
      return answeredCardSchema.safeParse(answer.body).data?.value ?? shown.card;
    },
    press: async (message, wanted, values = {}) => {
      const button = clicked(message, wanted);
      const { where } = standing(message);
      const action = { type: 'Action.Execute', verb: button.verb, data: dataOf(message, button, values) };
      const value = { action, trigger: 'manual' };
      const answer = await send({
        ...activity(where),
        type: 'invoke',
        name: 'adaptiveCard/action',
        value,
        replyToId: message.id,
      });
      const changed = answeredCardSchema.safeParse(answer.body).data?.value;
      // Among others the answer is seen by whoever clicked only.
      if (changed && where.type === 'personal') standing(message).now.card = changed;
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
