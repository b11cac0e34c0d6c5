import { commonWorkerTypeSchema, type Flow, type WorkerType } from '../../domain/flow/flow.ts';
import { cut, oneLine } from './plain.ts';
import type { Voice } from './voice.ts';

/** What people call a contract, also one of a company's own, which the flow names. */
export function workerTypeName(type: WorkerType, flow: Pick<Flow, 'names'> | null, voice: Voice): string {
  const common = commonWorkerTypeSchema.safeParse(type);
  if (common.success) return voice.t(`worker.${common.data}`);
  const name = flow?.names?.[type];
  return name === undefined ? type : cut(oneLine(voice.localized(name)), 75);
}
