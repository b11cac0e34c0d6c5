import { isOpen } from '../../domain/actions/revocation.ts';
import type { PlannedAction } from '../../domain/systems/action.ts';
import type { AskedSystem } from '../../domain/systems/asked-system.ts';
import { act } from '../act-names.ts';
import { actions, blocks, button, heading, item, items, note, section } from '../blocks.ts';
import type { CardBlock, CardItem } from '../card-view.ts';
import { cut, oneLine } from '../words/plain.ts';
import { mentionOf, type Voice } from '../words/voice.ts';
import type { AccessReading } from './access-reading.ts';
import { actionMark, actionWords, effectWords, type SystemView, systemMark } from './access-state.ts';
import { setAsideButtons } from './set-aside.ts';
import { unresolvedWords } from './unresolved-words.ts';

/** How many actions of one system the plan spells out; the rest is counted. */
const longest = 12;

/** System by system: each action in words, its effect, and exactly what is sent. */
export function planBlocks(systems: readonly SystemView[], voice: Voice): readonly CardBlock[] {
  return systems.flatMap((system): CardBlock[] => {
    const { revocations } = system;
    const left = revocations.length - longest;
    return [
      heading(cut(systemWords(system, voice), 150)),
      items(
        revocations.slice(0, longest).map((revocation) => {
          const { action } = revocation;
          const { icon, state } = actionMark(revocation, voice);
          return item(
            action.manual ? 'manual' : icon,
            state,
            [{ strong: actionWords(action, voice) }, ` · ${effectWords(action, voice)}`],
            { detail: action.manual ? null : [{ muted: callWords(action, voice) }] },
          );
        }),
      ),
      ...(left > 0 ? [note(voice.t('access.moreActions', { count: left }))] : []),
    ];
  });
}

/** Exactly what is sent, and what instead where the account is by then in a state in which that is impossible. */
export function callWords({ call, fallback }: PlannedAction, voice: Voice): string {
  const first = cut(oneLine(voice.localized(call)), 200);
  if (fallback === null) return first;
  const effect = voice.t(`effect.${fallback.effect}`);
  return `${first} ${voice.t('access.fallbackCall', { call: cut(oneLine(fallback.call), 200), effect })}`;
}

function systemWords({ label, tier, logins }: SystemView, voice: Voice): string {
  return voice.t('access.system', { system: label, tier: voice.t(`tier.${tier}`), logins: logins.join(', ') });
}

/** One line a system while it runs and afterwards. */
export function runItems(systems: readonly SystemView[], voice: Voice): readonly CardItem[] {
  return systems.map((system) => {
    const { icon, state } = systemMark(system, voice);
    const done = system.revocations.filter((one) => !isOpen(one)).length;
    return item(icon, state, [{ strong: system.label }, ` · ${cut(system.logins.join(', '), 100)}`], {
      detail: voice.t('access.systemProgress', { done, total: system.revocations.length }),
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
