import type { Departure } from '../../domain/departure.ts';
import type { act } from '../act-names.ts';
import type { HandingOver } from '../departure/heir-words.ts';
import type { FlatPart, FoldPart } from '../form-view.ts';
import { oneLine } from '../words/plain.ts';
import type { Voice } from '../words/voice.ts';
import { heirFieldOf, walkHeirFields } from './fields.ts';
import { personField } from './form-parts.ts';

/** Who takes over what was theirs: one person, the manager unless told. Nothing where no system hands anything over. */
export function heirParts(
  { draft, manager }: Departure,
  { systems, voice }: { systems: readonly HandingOver[]; voice: Voice },
): readonly FlatPart[] {
  if (systems.length === 0) return [];
  const base = { id: walkHeirFields.heir, label: 'walk.heirs.heir', required: false } as const;
  const hint = voice.t('walk.heirs.hint', { systems: voice.list(systems.map(({ label }) => oneLine(label))) });
  return [personField(voice, { ...base, hint }, draft.heir ?? manager)];
}

/** Somebody else for single systems; null where there is no more than one. */
export function heirsFold(
  { draft }: Departure,
  {
    systems,
    voice,
    open,
    show,
  }: { systems: readonly HandingOver[]; voice: Voice; open: boolean; show: ReturnType<typeof act> },
): FoldPart | null {
  if (systems.length < 2) return null;
  return {
    type: 'fold',
    id: 'heirs',
    label: voice.t('walk.day.heirs'),
    open: open || Object.keys(draft.heirs ?? {}).length > 0,
    show,
    parts: systems.map(({ system, label }) => {
      const part = personField(
        voice,
        { id: heirFieldOf(system), label: 'walk.heirs.one', required: false },
        draft.heirs?.[system] ?? null,
      );
      const text = voice.t('walk.heirs.in', { system: oneLine(label) });
      return part.type === 'field' ? { ...part, field: { ...part.field, label: text } } : part;
    }),
  };
}
