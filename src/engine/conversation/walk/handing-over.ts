import type { HandingOver } from '../../../views/departure/heir-words.ts';
import type { Turn } from '../turn.ts';

/** The systems in which what the leaver owns passes to somebody, in the order of `relais.yaml`. */
export function handingOver(turn: Turn): readonly HandingOver[] {
  return [...turn.deps.connectors.values()].flatMap(({ id, label, handsOver }) =>
    handsOver === true ? [{ system: id, label }] : [],
  );
}
