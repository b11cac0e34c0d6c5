import { ledTogether } from '../../domain/cards/collected.ts';
import type { ActRef, CardAction, CardBlock } from '../../views/card-view.ts';
import type { FlatPart, FormPart, FormView } from '../../views/form-view.ts';

/** What a mail and the page behind it are about. */
export type Scope =
  | { type: 'departure'; id: string }
  /** Reminders of several departures. */
  | { type: 'digest' }
  | { type: 'wave'; id: string }
  /** What is asked of one person for several departures of a wave: `id` names the wave and the group. */
  | { type: 'collected'; id: string }
  /** A message about something that belongs to no departure. */
  | { type: 'hr-feed' | 'contracts' | 'critical-posts' | 'auditors' };

/** By the key of the card that was sent. */
export function scopeOf(key: string): Scope {
  const [about = '', second = '', third = ''] = key.split('/');
  switch (about) {
    case 'digest':
    case 'hr-feed':
    case 'contracts':
    case 'critical-posts':
    case 'auditors':
      return { type: about };
    case 'wave':
      return { type: 'wave', id: second };
    case 'collected':
      return { type: 'collected', id: `${second}/${third}` };
    default:
      return { type: 'departure', id: about };
  }
}

/** A link is for one purpose: it opens no way to whatever else its person may do. */
export function isWithin(scope: Scope, { departureId, name, target }: ActRef): boolean {
  switch (scope.type) {
    case 'departure':
      return departureId === scope.id;
    case 'digest':
      return departureId !== null || name.startsWith('collected.');
    case 'collected':
      if (departureId === null) return name.startsWith('collected.') && target === scope.id;
      return scope.id.endsWith(`/${ledTogether}`) || name.startsWith('task.') || name.startsWith('equipment.');
    case 'wave':
      return departureId === null && name.startsWith('wave.') && target === scope.id;
    case 'hr-feed':
      return departureId === null && name.startsWith('hr-feed.');
    case 'contracts':
      return departureId === null && (name === 'contracts' || name.startsWith('contract.'));
    case 'critical-posts':
      return departureId === null && (name === 'posts' || name.startsWith('post.'));
    case 'auditors':
      return departureId === null && (name === 'auditors' || name.startsWith('auditor.'));
  }
}

/** The form without buttons that could only be refused on its page. */
export function formWithin(scope: Scope, form: FormView): FormView {
  const isHere = ({ act }: CardAction) => isWithin(scope, act);
  const partsWithin = (part: FlatPart): FlatPart[] => {
    if (part.type === 'field') return [part];
    return blockWithin(part.block, isHere).map((block) => ({ type: 'block', block }));
  };
  return {
    ...form,
    parts: form.parts.flatMap((part): FormPart[] =>
      part.type === 'fold' ? [{ ...part, parts: part.parts.flatMap(partsWithin) }] : partsWithin(part),
    ),
    ...(form.leave && { leave: form.leave.filter(isHere) }),
  };
}

function blockWithin(block: CardBlock, isHere: (action: CardAction) => boolean): CardBlock[] {
  if (block.type === 'items')
    return [
      {
        ...block,
        items: block.items.map((one) => (one.action && !isHere(one.action) ? { ...one, action: null } : one)),
      },
    ];
  if (block.type !== 'actions') return [block];
  const actions = block.actions.filter(isHere);
  return actions.length === 0 ? [] : [{ ...block, actions }];
}
