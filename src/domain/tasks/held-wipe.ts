import type { Departure } from '../departure.ts';

/**
 * Whether a task is to wipe a device and a legal hold stands: then nobody may do it, whoever decided it before. What a
 * device holds is kept nowhere else.
 */
export function isHeldWipeTask(
  { equipment = [], holds = [] }: Pick<Departure, 'equipment' | 'holds'>,
  taskId: string,
): boolean {
  return holds.length > 0 && equipment.some(({ remote }) => remote?.action === 'wipe' && remote.lockTaskId === taskId);
}
