import type { Departure } from '../../domain/departure.ts';
import { commonKindSchema, type DepartureKind, type Flow } from '../../domain/flow/flow.ts';
import { cut, oneLine } from './plain.ts';
import type { Voice } from './voice.ts';

/** What people call a kind of departure, also one of a company's own, which the flow names. */
export function kindName(kind: DepartureKind, flow: Pick<Flow, 'names'> | null, voice: Voice): string {
  const common = commonKindSchema.safeParse(kind);
  if (common.success) return voice.t(`kind.${common.data}`);
  const name = flow?.names?.[kind];
  return name === undefined ? kind : cut(oneLine(voice.localized(name)), 75);
}

/** The kind of this departure; of a draft, as the flow called it that was chosen last. Null while nobody has said. */
export function kindOf({ kind, flow, draft }: Pick<Departure, 'kind' | 'flow' | 'draft'>, voice: Voice): string | null {
  const said = kind ?? draft.kind;
  if (said === null) return null;
  const named = draft.kindName ? { names: { [said]: draft.kindName } } : null;
  return kindName(said, flow ?? named, voice);
}
