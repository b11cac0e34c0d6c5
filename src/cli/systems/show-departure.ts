import { inEnglish } from '../../domain/localized.ts';
import { addressesOf, type Person } from '../../domain/people/people.ts';
import type { LookItem } from '../../domain/systems/look.ts';
import { type Connector, type ConnectorContext, ConnectorError } from '../../engine/ports/connector.ts';
import { counted } from '../terminal.ts';

/** What a departure of this person would do in the system, line by line. Reads only. */
export async function departureLines(
  connector: Connector,
  { person, heir }: { person: Person; heir: Person | null },
  context: ConnectorContext,
): Promise<string[]> {
  try {
    const found = await connector.find(person, context);
    switch (found.status) {
      case 'none':
        return [`${person.name} has no account there; asked by ${addressesOf(person).join(', ')}.`];
      case 'ambiguous':
        return [
          ...(found.because ? [inEnglish(found.because)] : []),
          'It cannot be told which of these is theirs; a departure would ask:',
          ...found.candidates.map(({ login, id }) => `  ${login} (${id})`),
        ];
      case 'found': {
        const lines: string[] = found.unsettled ? [inEnglish(found.unsettled.because)] : [];
        for (const account of found.accounts) {
          const { items, untold } = await connector.look(account, { ...context, heir });
          const { login, id, status, protectedBecause } = account;
          lines.push(`${login} (${id}), ${status}: ${counted(items.length, 'action', 'actions')}`);
          if (protectedBecause !== null) lines.push(`  not touched: ${inEnglish(protectedBecause)}`);
          lines.push(...items.map(itemLine), ...lossLines(items));
          lines.push(...untold.map(({ named, reason }) => `  not told: ${inEnglish(named)}: ${inEnglish(reason)}`));
        }
        return lines;
      }
    }
  } catch (error) {
    if (error instanceof ConnectorError) return [`A departure would stop there: ${error.message}`];
    throw error;
  }
}

function itemLine({ action, standing }: LookItem): string {
  const { stage, target, call, manual, effect } = action;
  const how = standing === 'closed' ? 'done already' : manual ? 'by hand' : effect;
  const what = target === null ? '' : ` ${inEnglish(target.label)}:`;
  return `  ${stage} (${how}):${what} ${inEnglish(call)}`;
}

/** What the vendor does away with by itself once all of it is done. */
function lossLines(items: readonly LookItem[]): string[] {
  const lines = items.flatMap(({ action }) =>
    (action.losses ?? []).map(({ what, afterDays }) => {
      const when = afterDays === null ? 'at a time it does not say' : counted(afterDays, 'day later', 'days later');
      return `  lost by itself, ${when}: ${inEnglish(what)}`;
    }),
  );
  return [...new Set(lines)];
}
