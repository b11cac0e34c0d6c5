import { z } from 'zod';
import { inputIdOf } from '../../src/channels/teams/field-values.ts';
import type { Relais } from '../../src/start.ts';
import type { ActName } from '../../src/views/act-names.ts';
import { buttonsOf, type CardButton, textOf } from '../../src/workspace/teams/card-reading.ts';
import type { TeamsMessage } from '../../src/workspace/teams/chats.ts';
import type { InvokeAnswer, TeamsPerson } from '../../src/workspace/teams/teams-person.ts';

const dataSchema = z.looseObject({ relais: z.looseObject({ name: z.string(), target: z.string().nullable() }) });

/** Whether a button asks for this act, about this target. */
function asksFor(act: ActName, target?: string): (button: CardButton) => boolean {
  return ({ data }) => {
    const ref = dataSchema.safeParse(data).data?.relais;
    return ref?.name === act && (target === undefined || ref.target === target);
  };
}

/** One person in front of Teams: sees the cards of their chat, presses what they see. */
export class TeamsSeat {
  readonly me: TeamsPerson;
  /** Everything that Teams waited for, with the answer. */
  readonly answers: InvokeAnswer[] = [];

  constructor({ workspace }: Pick<Relais, 'workspace'>, personId: string) {
    if (!workspace) throw new Error('there is no local workspace');
    this.me = workspace.teams.as(personId);
  }

  /** The newest card with a button for this act. */
  card(act: ActName, target?: string): TeamsMessage | null {
    const fits = asksFor(act, target);
    return this.me.inbox().findLast(({ card }) => buttonsOf(card).some(fits)) ?? null;
  }

  async press(
    act: ActName,
    { target, values = {} }: { target?: string; values?: Readonly<Record<string, unknown>> } = {},
  ): Promise<InvokeAnswer> {
    const card = this.card(act, target);
    if (!card) throw new Error(`${this.me.person.name} sees no button for ${act} ${target ?? ''}; ${this.says()}`);
    const filled = Object.entries(values).map(([id, value]) => [inputIdOf(id), value] as const);
    const answer = await this.me.press(card, asksFor(act, target), Object.fromEntries(filled));
    this.answers.push(answer);
    return answer;
  }

  /** What the newest card, or all of them, say. */
  says(): string {
    return this.me
      .inbox()
      .map(({ card, text }) => `${text}${textOf(card)}`)
      .join('\n---\n');
  }
}
