import { isOpen, type Revocation } from '../../domain/actions/revocation.ts';
import type { Departure } from '../../domain/departure.ts';
import { isDestructive, type PlannedAction } from '../../domain/systems/action.ts';
import type { AskedSystem } from '../../domain/systems/asked-system.ts';
import { act } from '../act-names.ts';
import { actions, blocks, button, fold, item, items, note, section } from '../blocks.ts';
import type { CardBlock, CardItem } from '../card-view.ts';
import { cut, oneLine } from '../words/plain.ts';
import { mentionOf, type Voice } from '../words/voice.ts';
import type { AccessReading } from './access-reading.ts';
import { actionMark, actionWords, effectWords, type SystemView, systemMark } from './access-state.ts';
import { lossNote } from './losses.ts';
import { setAsideButtons } from './set-aside.ts';
import { unresolvedWords } from './unresolved-words.ts';

/** How many actions of one system the plan spells out; the rest is counted. */
const longest = 12;

/**
 * One line a system, those first in which something cannot be undone; each opens to its actions and to exactly what is
 * sent.
 */
export function planBlocks(systems: readonly SystemView[], voice: Voice): readonly CardBlock[] {
  return finalFirst(systems).map((system) => {
    const ordered = finalThenByHand(system.revocations);
    const shown = ordered.slice(0, longest);
    const left = ordered.length - shown.length;
    return fold(
      `${system.label} · ${extentWords(system.revocations, voice)}`,
      ...systemNotes(system, voice),
      { type: 'items', items: shown.map((revocation) => plannedItem(revocation, voice)) },
      // In the order of the lines above; what a person does comes last there, and has no call.
      {
        type: 'code',
        lines: shown.filter(({ action }) => !action.manual).map(({ action }) => callWords(action, voice)),
      },
      ...(left > 0 ? [{ type: 'note' as const, text: voice.t('access.moreActions', { count: left }) }] : []),
    );
  });
}

/** Systems in which something cannot be undone first. */
export function finalFirst(systems: readonly SystemView[]): readonly SystemView[] {
  return [...systems].sort((a, b) => Number(hasFinal(b)) - Number(hasFinal(a)));
}

/** Whose accounts there, what passes on, and what is lost. */
export function systemNotes(system: SystemView, voice: Voice): readonly { type: 'note'; text: string }[] {
  return [
    { type: 'note', text: cut(systemWords(system, voice), 150) },
    ...passingNotes(system, voice),
    ...lossNotes(system, voice),
  ];
}

/** In one sentence what passes to somebody there, and that licences and deletions come after it. */
function passingNotes({ revocations }: SystemView, voice: Voice): readonly { type: 'note'; text: string }[] {
  const passing = revocations.filter(({ action }) => action.stage === 'data');
  if (passing.length === 0) return [];
  const waiting = revocations.filter(({ action }) => action.needs.includes('data')).length;
  const what = listedShort(passing, voice);
  return [{ type: 'note', text: cut(voice.t('access.passesOn', { count: passing.length, what, waiting }), 600) }];
}

function lossNotes(system: SystemView, voice: Voice): readonly { type: 'note'; text: string }[] {
  const text = lossNote(system, voice);
  return text === null ? [] : [{ type: 'note', text }];
}

/** How many of what passes on are named. */
const mostPassing = 6;

function listedShort(revocations: readonly Revocation[], voice: Voice): string {
  const names = revocations.slice(0, mostPassing).map(({ action }) => {
    const label = action.target ? voice.localized(action.target.label) : '';
    return label === '' ? actionWords(action, voice) : oneLine(label);
  });
  const more = revocations.length - names.length;
  return names.join('; ') + (more > 0 ? `; +${more}` : '');
}

/** What the vendor is still handing over, with since when: such a transfer may take hours. */
function passingNow({ revocations }: SystemView, voice: Voice): string | null {
  const passing = revocations.filter(({ action, status }) => action.stage === 'data' && status === 'accepted');
  const since = passing.flatMap(({ calledAt }) => calledAt ?? []).toSorted()[0];
  return passing.length === 0 || since === undefined
    ? null
    : voice.t('access.passing', { what: listedShort(passing, voice), since: voice.instant(since) });
}

/** All that a plan does, on one line: `4 systems: 23 actions, 5 cannot be undone`. */
export function totalWords(systems: readonly SystemView[], voice: Voice): string {
  const all = systems.flatMap(({ revocations }) => revocations);
  return voice.t('access.total', { systems: systems.length, actions: extentWords(all, voice) });
}

/** `9 actions, 2 cannot be undone, 1 by hand`. */
export function extentWords(revocations: readonly Revocation[], voice: Voice): string {
  return voice.t('access.extent', {
    count: revocations.length,
    final: revocations.filter(({ action }) => isDestructive(action)).length,
    hand: revocations.filter(({ action }) => action.manual).length,
  });
}

function hasFinal({ revocations }: SystemView): boolean {
  return revocations.some(({ action }) => isDestructive(action));
}

export function finalThenByHand(revocations: readonly Revocation[]): readonly Revocation[] {
  const rank = ({ action }: Revocation) => (action.manual ? 2 : isDestructive(action) ? 0 : 1);
  return [...revocations].sort((a, b) => rank(a) - rank(b));
}

export function plannedItem(revocation: Revocation, voice: Voice): CardItem {
  const { action } = revocation;
  const { icon, state } = actionMark(revocation, voice);
  return item(action.manual ? 'manual' : icon, action.manual ? state : '', [
    { strong: actionWords(action, voice) },
    ` · ${effectWords(action, voice)}`,
  ]);
}

/** Exactly what is sent, and what instead where the account is by then in a state in which that is impossible. */
export function callWords({ call, fallback }: PlannedAction, voice: Voice, most = 200): string {
  const first = cut(oneLine(voice.localized(call)), most);
  if (fallback === null) return first;
  const effect = voice.t(`effect.${fallback.effect}`);
  return `${first} ${voice.t('access.fallbackCall', { call: cut(oneLine(fallback.call), most), effect })}`;
}

function systemWords({ label, tier, logins }: SystemView, voice: Voice): string {
  return voice.t('access.system', { system: label, tier: voice.t(`tier.${tier}`), logins: logins.join(', ') });
}

/** One line a system while it runs and afterwards. */
export function runItems(systems: readonly SystemView[], departure: Departure, voice: Voice): readonly CardItem[] {
  return systems.map((system) => {
    const { icon, state } = systemMark(system, departure, voice);
    const done = system.revocations.filter((one) => !isOpen(one)).length;
    const progress = voice.t('access.systemProgress', { done, total: system.revocations.length });
    return item(icon, state, [{ strong: system.label }, ` · ${cut(system.logins.join(', '), 100)} · ${progress}`], {
      detail: passingNow(system, voice),
    });
  });
}

/** Systems that could not tell who the leaver is there: what waits for them, and what IT goes on without. */
export function unresolvedBlocks({ departure, reader, voice, name }: AccessReading): readonly CardBlock[] {
  const unresolved = departure.systems.filter(({ problem }) => problem !== null);
  const waits = unresolved.filter(({ setAside }) => setAside === undefined);
  const leftOut = unresolved.filter(({ setAside }) => setAside !== undefined);
  const why = ({ systemLabel, problem }: AskedSystem) =>
    voice.t('access.unresolvedItem', {
      system: oneLine(systemLabel),
      reason: unresolvedWords(problem?.reason ?? '', voice),
    });
  return [
    ...section(
      voice.t('access.unresolved'),
      items(
        waits.map((one) => {
          const [action] = setAsideButtons(departure, one.system, { reader, voice });
          return item('failed', voice.t('word.unresolved'), why(one), action && { action });
        }),
      ),
    ),
    ...section(
      voice.t('access.leftOut'),
      items(
        leftOut.map((one) =>
          item('failed', voice.t('word.unresolved'), why(one), {
            detail: voice.rich('access.leftOutBy', {
              name: mentionOf(departure, one.setAside?.by ?? '', voice),
              when: voice.instant(one.setAside?.at ?? ''),
            }),
          }),
        ),
      ),
      leftOut.length > 0 && note(voice.t('access.leftOutWhy')),
    ),
    ...blocks(
      unresolved.length > 0 &&
        actions(
          button(voice, act('access.replan', departure.id), 'button.askAgain', { style: 'primary', about: name }),
        ),
    ),
  ];
}
