import type { ActRef } from '../views/card-view.ts';

/** Whether a form with this act is a page of the walk, or a handover that is added in it: leaving it leaves a draft. */
export function isOfWalk({ name }: Pick<ActRef, 'name'>): boolean {
  return name.startsWith('walk.') || name === 'handover.save';
}
