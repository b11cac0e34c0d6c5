import { z } from 'zod';
import { type ConnectorContext, ConnectorError } from '../../../engine/ports/connector.ts';
import { path } from '../../http/path.ts';
import { sawAll } from '../../kit/connector-of.ts';
import { idText, optional } from '../../kit/vendor-shapes.ts';
import type { EntraSystem, Listed } from '../entra-system.ts';
import { listBelow } from '../list-below.ts';
import { unlessNoMailbox } from './mailbox.ts';

/** An odd one is not left out: of the whole rule it is then not told what it does. */
const recipients = z.array(z.object({ emailAddress: z.object({ address: z.string() }) })).nullish();

const ruleShape = z.object({
  id: idText,
  displayName: z.string().nullish().catch(null),
  isEnabled: z.boolean().nullish().catch(null),
  actions: optional(z.object({ forwardTo: recipients, forwardAsAttachmentTo: recipients, redirectTo: recipients })),
});
export type InboxRule = z.output<typeof ruleShape>;

export function rulesPath(userId: string): string {
  return path`/users/${userId}/mailFolders/inbox/messageRules`;
}

/**
 * Every rule of the inbox; none where there is no mailbox. Throws `unproven` for one of which Graph does not tell what
 * it does.
 */
export async function inboxRules(
  system: EntraSystem,
  userId: string,
  context: ConnectorContext,
): Promise<Listed<InboxRule>> {
  const { answer, evidence } = await unlessNoMailbox(() =>
    listBelow(system, { path: rulesPath(userId), shape: ruleShape }, context),
  );
  if (answer === null) return { items: [], evidence: [...evidence] };
  if (answer.items.some(({ actions, isEnabled }) => actions === undefined || typeof isEnabled !== 'boolean'))
    throw new ConnectorError(
      'unproven',
      {
        en: 'Graph does not tell what a rule of the inbox does',
        fr: 'Graph ne dit pas ce que fait une règle de la boîte',
      },
      { evidence: answer.evidence },
    );
  return { items: answer.items, evidence: sawAll(answer.evidence, `${answer.items.length} rules`) };
}

/** To whom a rule sends mail on. */
export function sendsTo({ actions }: InboxRule): string[] {
  const all = [actions?.forwardTo, actions?.forwardAsAttachmentTo, actions?.redirectTo];
  return all.flatMap((list) => (list ?? []).map(({ emailAddress }) => emailAddress.address.toLowerCase()));
}

const ownName = /^Relais until (\d{4}-\d{2}-\d{2})$/;
const dayInMilliseconds = 86_400_000;

/** The name of the rule by which Relais forwards; it tells its own end, a day in UTC. */
export function ownRuleName(now: Date, days: number): string {
  return `Relais until ${new Date(now.getTime() + days * dayInMilliseconds).toISOString().slice(0, 10)}`;
}

/**
 * Whether this is Relais' own rule, and not ended yet: by its name, its one recipient, and an end no later than Relais
 * would set it, so that a rule of the same name that somebody made for themselves is none.
 */
export function isOwnRule(rule: InboxRule, { to, days, now }: { to: string; days: number; now: Date }): boolean {
  const [, end] = ownName.exec(rule.displayName ?? '') ?? [];
  const today = now.toISOString().slice(0, 10);
  const latest = ownRuleName(now, days).slice(-today.length);
  const targets = sendsTo(rule);
  return end !== undefined && end >= today && end <= latest && targets.length === 1 && targets[0] === to.toLowerCase();
}
