import type { Departure } from '../../domain/departure.ts';
import { hasKeepsake } from '../../domain/keepsake/given.ts';
import { askedAtOnce, greetingSchema, longestGreeting } from '../../domain/keepsake/keepsake.ts';
import type { Person } from '../../domain/people/people.ts';
import { refuse } from '../../domain/refusal.ts';
import type { ActName } from '../../views/act-names.ts';
import { audienceOf, leads } from '../../views/audience.ts';
import { greetingFields, keepsakeField } from '../../views/forms/fields.ts';
import { greetingForm, keepsakeForm } from '../../views/forms/keepsake-form.ts';
import type { Reply } from './conversation.ts';
import { errorReply, formReply, refusalReply } from './replies.ts';
import { done } from './task-acts.ts';
import { about, command, type Handler, type Turn, textOf } from './turn.ts';
import { notSpokenWith } from './walk/walk-people.ts';

/** The card that teammates sign. */
export const keepsakeHandlers = {
  'keepsake.open': about((turn, departure) => {
    if (!leads(audienceOf(departure, turn.reader, turn.roles)))
      return refusalReply(turn, refuse('not-permitted').refusal);
    if (!hasKeepsake(departure)) return refusalReply(turn, refuse('keepsake-off').refusal);
    return formReply(keepsakeForm(departure, turn));
  }),
  'keepsake.ask': about(ask),
  'keepsake.sign': about((turn, departure) =>
    departure.keepsake?.asked.includes(turn.reader.id)
      ? formReply(greetingForm(departure, turn.reader))
      : refusalReply(turn, refuse('not-permitted').refusal),
  ),
  'keepsake.sign.submit': about(async (turn, departure) => {
    const read = greetingSchema.safeParse(textOf(turn, greetingFields.text)?.slice(0, longestGreeting));
    if (!read.success)
      return { type: 'errors', errors: { [greetingFields.text]: turn.voice.t('notice.textTooShort', { min: 2 }) } };
    return done(turn, departure, { type: 'keepsake.sign', text: read.data }, { key: 'notice.signed' });
  }),
  'keepsake.remove': about((turn, departure) =>
    done(
      turn,
      departure,
      { type: 'keepsake.remove', signer: turn.act.ref.target ?? '' },
      { key: 'notice.greetingTakenOut' },
    ),
  ),
} satisfies Partial<Record<ActName, Handler>>;

async function ask(turn: Turn, departure: Departure): Promise<Reply> {
  const people = new Map<string, Person>();
  for (let index = 0; index < askedAtOnce; index += 1) {
    const field = keepsakeField(index);
    const id = textOf(turn, field);
    if (id === null) continue;
    const person = await turn.deps.directory.byId(id);
    if (!person) return { type: 'errors', errors: { [field]: turn.voice.t('notice.personMissing') } };
    const shut = notSpokenWith(turn, person, field);
    if (shut) return shut;
    people.set(id, person);
  }
  const first = keepsakeField(0);
  if (people.size === 0) return { type: 'errors', errors: { [first]: turn.voice.t('notice.personMissing') } };
  const result = await command(turn, departure.id, { type: 'keepsake.ask', people: [...people.values()] });
  return result.type === 'done'
    ? formReply(keepsakeForm(result.departure, turn))
    : errorReply(turn, first, result.refusal);
}
