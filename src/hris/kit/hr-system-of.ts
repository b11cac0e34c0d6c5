import { checkReport, type Problem } from '../../connectors/kit/check-frame.ts';
import { addDays, day, instantSchema, localDate, plus, toInstant } from '../../domain/calendar/time.ts';
import type { CheckReport, ConnectorContext, ConnectorError } from '../../engine/ports/connector.ts';
import type { ChangedEmployments, Employment, HrSystem } from '../../engine/ports/hr-system.ts';
import type { CheckedHrSystem, HrIdentity } from '../define-hr-system.ts';
import { unproven, wholeList } from './whole-list.ts';

/** What an adapter brings; the rules about absence and change are the same for all and stand here. */
export interface HrSystemParts {
  identity: HrIdentity;
  /** Everybody whom the system knows, those who left too, to the end of the list. Throws rather than ending early. */
  all(context: ConnectorContext): AsyncIterable<Employment>;
  byId: HrSystem['byId'];
  /**
   * The id of anybody, by the first page of the same list: proof that the system answers for these credentials. Null:
   * it lists nobody.
   */
  anybody(context: ConnectorContext): Promise<string | null>;
  readHook: HrSystem['readHook'];
  /** The rights that the credentials need, as the vendor names them. */
  needed: readonly string[];
  /** A failed call in an administrator's words, and what to do. */
  explain(error: ConnectorError): Problem;
}

/**
 * Changes that a stamp dates a little before the cursor are read once more: the system's clock is not ours, and some
 * stamps carry no zone. Whoever comes again with nothing new is nothing new.
 */
const overlap = day;

/** Days before today that are still looked at as ahead: somewhere the day has only begun. */
const zonesApart = 2;

export function hrSystemOf(parts: HrSystemParts): CheckedHrSystem {
  const { id, label } = parts.identity;

  async function changesSince(
    cursor: string | null,
    lookBack: Date,
    context: ConnectorContext,
  ): Promise<ChangedEmployments> {
    // What changes while the list is read is read again next time.
    const began = context.now();
    const since = startOf(cursor, began);
    const ahead = addDays(localDate(toInstant(began), 'UTC'), -zonesApart);
    const from = since === null ? localDate(toInstant(lookBack), 'UTC') : ahead;
    const everybody = await wholeList(parts.all(context));
    const isWanted = ({ end, move, changedAt }: Employment) => {
      const days = [end?.contractEnd, end?.lastWorkingDay, move?.on];
      if (days.some((one) => one && (one >= from || one >= ahead))) return true;
      // Without a stamp it may have changed, and what was taken back shows only so.
      return since !== null && (changedAt === null || changedAt >= since);
    };
    return { employments: everybody.filter(isWanted), cursor: toInstant(began) };
  }

  async function byId(person: string, context: ConnectorContext): Promise<Employment | null> {
    const found = await parts.byId(person, context);
    if (found !== null && found.person.id !== person)
      // Some take an address, or a word of their own such as `0`, for an id.
      throw unproven(
        'the system answered with somebody else than was asked for',
        'le système a répondu avec une autre personne que celle demandée',
      );
    if (found !== null) return found;
    // The wrong organisation knows nobody either: "not there" counts only where somebody else is.
    if ((await parts.anybody(context)) === null)
      throw unproven(
        'the person is not there, but nor is anybody else: this may be the wrong organisation, or the credentials see nobody',
        'la personne n’y est pas, mais personne d’autre non plus : ce n’est peut-être pas la bonne organisation, ou les identifiants ne voient personne',
      );
    return null;
  }

  return {
    id,
    label,
    changesSince,
    byId,
    async *everybody(context) {
      for (const one of await wholeList(parts.all(context))) if (one.status !== 'ended') yield one;
    },
    readHook: parts.readHook,
    check: (context) => check(parts, context),
  };
}

/**
 * Null where it is to be begun anew: there is none, it cannot be read, or it lies ahead of our clock, which would hide
 * what came before it.
 */
function startOf(cursor: string | null, now: Date): string | null {
  const read = instantSchema.safeParse(cursor);
  if (!read.success || read.data > toInstant(now)) return null;
  return plus(read.data, -overlap);
}

async function check(parts: HrSystemParts, context: ConnectorContext): Promise<CheckReport> {
  const { needed, explain } = parts;
  const listed = async (): Promise<readonly Problem[]> => {
    const someone = await parts.anybody(context);
    if (someone === null)
      return [
        {
          message: { en: 'nobody is listed', fr: 'personne n’est listé' },
          fix: {
            en: 'Give the credentials the right to see every employee.',
            fr: 'Donnez aux identifiants le droit de voir chaque salarié.',
          },
        },
      ];
    const one = await parts.byId(someone, context);
    if (one === null || one.person.id !== someone)
      return [
        {
          message: {
            en: 'somebody who is listed is not found by their id',
            fr: 'quelqu’un qui est listé n’est pas trouvé par son identifiant',
          },
          fix: {
            en: 'Give the credentials the right to read single employees, not only the list.',
            fr: 'Donnez aux identifiants le droit de lire chaque salarié, et pas seulement la liste.',
          },
        },
      ];
    return [];
  };
  const whole = async (): Promise<readonly Problem[]> => {
    const everybody = await wholeList(parts.all(context));
    const withAddress = everybody.filter(({ person }) => person.email !== null);
    return withAddress.length > 0
      ? []
      : [
          {
            message: { en: 'nobody has a work address', fr: 'personne n’a d’adresse professionnelle' },
            fix: {
              en: 'Give the credentials the right to read work addresses: without them nobody is recognised.',
              fr: 'Donnez aux identifiants le droit de lire les adresses professionnelles : sans elles, personne n’est reconnu.',
            },
          },
        ];
  };
  return checkReport({ needed, steps: [listed, whole], explain }, context);
}
