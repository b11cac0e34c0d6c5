import { uncovered } from '../../domain/confirmation/coverage.ts';
import type { Departure } from '../../domain/departure.ts';
import { isDestructive, type PlannedAction } from '../../domain/systems/action.ts';
import { act } from '../act-names.ts';
import { actions, blocks, briefLength, button, dialog, facts, item, items, note, section, text } from '../blocks.ts';
import type { CardAction, CardBlock } from '../card-view.ts';
import { languages } from '../catalogue/languages.ts';
import { cut, oneLine, sentences } from '../words/plain.ts';
import { mentionOf, nameOf, type Voice } from '../words/voice.ts';
import type { AccessReading } from './access-reading.ts';
import { actionWords, confirmationState, systemsOf } from './access-state.ts';
import { systemLabelOf } from './system-label.ts';
import { coversLater, endsAt, lapsing } from './when-access-ends.ts';

/** Who has confirmed, how many are missing, how long it counts. */
export function confirmationBlocks(reading: AccessReading): readonly CardBlock[] {
  const { departure, voice, now, phase } = reading;
  if (phase === 'none') return [];
  const { given, expiresAt } = confirmationState(departure, now);
  return blocks(
    facts(expiresAt === null ? null : [voice.t('access.expires'), voice.instant(expiresAt)]),
    lapseWords(reading),
    given.length > 0 &&
      section(
        voice.t('access.otherConfirmations'),
        items(
          given.map(({ by, at }) =>
            item(
              'done',
              voice.t('access.confirmation'),
              voice.rich('access.confirmedBy', { name: mentionOf(departure, by, voice), when: voice.instant(at) }),
            ),
          ),
        ),
      ),
  );
}

/** Said as long as it can be mended: what lapses before the cut-off covers nothing when it comes. */
function lapseWords({ departure, voice, now }: AccessReading): CardBlock | false {
  const lapse = lapsing(departure, now);
  if (lapse === null || departure.dates === null) return false;
  const names = voice.list([...new Set(lapse.by)].map((id) => nameOf(departure, id, voice)));
  const when = voice.zoned(departure.dates.cutOff);
  return text([{ strong: voice.t('access.lapses', { names, until: voice.instant(lapse.until), when }) }]);
}

/** What changed since the last plan that somebody may have confirmed. */
export function planChangeBlocks({ departure, voice }: AccessReading): readonly CardBlock[] {
  const { planChange } = departure;
  if (!planChange) return [];
  const added = planChange.added.map((id) => actionNamed(departure, id, voice));
  const removed = planChange.removed.map((id) => actionNamed(departure, id, voice));
  const lines = sentences(
    voice.t('access.changed', { when: voice.instant(planChange.at) }),
    added.length > 0 && `${voice.t('access.changed.added', { what: listed(added, voice) })}.`,
    removed.length > 0 && `${voice.t('access.changed.removed', { what: listed(removed, voice) })}.`,
    planChange.cutOffMoved && voice.t('access.changed.moved'),
  );
  return [note(lines)];
}

/** The plan's words for an action; one that is gone from the plan is known by its system alone. */
function actionNamed(departure: Departure, id: string, voice: Voice): string {
  const known = departure.revocations.find((one) => one.action.id === id)?.action;
  if (known) return `${oneLine(known.systemLabel)}, ${actionWords(known, voice)}`;
  return systemLabelOf(departure, id.split('/')[0] ?? id, voice);
}

function listed(names: readonly string[], voice: Voice): string {
  return cut([...new Set(names)].join(' ; ').replaceAll(' ; ', languages[voice.locale].semicolon), 600);
}

/**
 * Confirm, withdraw, ask again: what this reader may do with the plan as it is; and the way to read all of it, which no
 * card has room for.
 */
export function confirmActions(reading: AccessReading): readonly CardBlock[] {
  const { departure, roles, voice, name, phase } = reading;
  if (phase === 'none' || phase === 'unresolved' || departure.planHash === null || roles.length === 0) return [];
  if (departure.runStartedAt !== null && uncovered(departure).length === 0) return [];
  const offer = offered(reading);
  const whole = button(voice, act('access.plan', departure.id), 'button.accessPlan', { about: name });
  return blocks(offer.why !== undefined && note(offer.why), actions(...offer.buttons, whole));
}

interface Offer {
  buttons: readonly CardAction[];
  /** Why there is no button that confirms. */
  why?: string;
}

function offered(reading: AccessReading): Offer {
  const { departure, reader, roles, voice, now, name } = reading;
  const { given, missing } = confirmationState(departure, now);
  if (given.some((one) => one.by === reader.id)) {
    const confirm = dialog(
      voice,
      { title: 'dialog.withdraw.title', confirm: 'dialog.withdraw.confirm', deny: 'dialog.withdraw.deny' },
      voice.t('dialog.withdraw.text', { name, at: endsAt(departure, now) }),
    );
    return {
      buttons: [button(voice, act('access.withdraw', departure.id), 'button.withdraw', { about: name, confirm })],
    };
  }
  const replan = button(voice, act('access.replan', departure.id), 'button.askAgain', { about: name });
  if (reader.id === departure.requester) return { buttons: [replan], why: voice.t('access.requester') };
  if (!missing.some(({ role }) => roles.includes(role))) return { buttons: [] };
  const confirm = button(
    voice,
    act('access.confirm', departure.id, { seen: departure.planHash ?? '' }),
    'button.confirmAccess',
    {
      style: 'danger',
      about: name,
      confirm: confirmDialog(reading),
    },
  );
  return { buttons: [confirm, replan] };
}

/**
 * How long each list of a dialog may be where it has room: a card of Teams holds the dialog twice, and 28 KB in all.
 */
const longestList = 2000;

function confirmDialog({ departure, voice, name, now }: AccessReading) {
  const appeared = uncovered(departure);
  const systems = systemsOf(appeared.length > 0 ? appeared : departure.revocations);
  const closes = systems.some(({ revocations }) => revocations.some(({ action }) => endsAccount(action)));
  const final = systems.flatMap(({ label, revocations }) =>
    revocations
      .filter(({ action }) => isDestructive(action))
      .map(({ action }) => `${label} (${actionWords(action, voice)})`),
  );
  const text = (named: string, what: string) =>
    voice.t(appeared.length > 0 ? 'dialog.confirm.appeared' : 'dialog.confirm.text', {
      name,
      count: systems.length,
      systems: named,
      final: final.length,
      what,
      when: departure.dates ? voice.zoned(departure.dates.cutOff) : '',
      at: endsAt(departure, now),
      stays: closes ? 'no' : 'yes',
      later: coversLater(departure) ? 'yes' : 'no',
    });
  const labels = systems.map((system) => system.label);
  // A short dialog is cut at its end, and what it covers must be read: what cannot be undone has two thirds of the room
  // for names.
  const room = Math.max(0, briefLength - text('', '').length);
  const what = listWithin(final, Math.floor((room * 2) / 3), voice);
  return dialog(
    voice,
    { title: 'dialog.confirm.title', confirm: 'dialog.confirm.confirm', deny: 'dialog.confirm.deny' },
    text(listWithin(labels, longestList, voice), listWithin(final, longestList, voice)),
    text(listWithin(labels, room - what.length, voice), what),
  );
}

/**
 * As many names as fit into `length` characters, and how many more there are; the first one cut where not even it fits.
 */
function listWithin(names: readonly string[], length: number, voice: Voice): string {
  const whole = voice.list(names);
  if (whole.length <= length) return whole;
  for (let shown = names.length - 1; shown > 0; shown -= 1) {
    const more = voice.t('access.moreActions', { count: names.length - shown });
    const some = `${names.slice(0, shown).join(', ')} ${more}`;
    if (some.length <= length) return some;
  }
  return cut(whole, length);
}

/** Of a group, a role or a licence alone the account stays. What a person does by hand may close anything. */
function endsAccount({ stage, manual }: PlannedAction): boolean {
  return stage === 'disable' || stage === 'delete' || stage === 'task' || (manual && stage !== 'groups');
}
