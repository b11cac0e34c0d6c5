import { expect, it } from 'vitest';
import { createTakingGate } from '../../src/scheduling/taking-gate.ts';
import { aJob, connectedBackend } from './scratch.ts';

const minute = 60_000;
const take = (repository: Parameters<typeof createTakingGate>[0]) =>
  repository.getNextJobToRun('water the plants', new Date(), new Date(Date.now() - minute), undefined, undefined);

it('gives back what is being taken when it closes, and takes nothing more', async () => {
  const { repository } = await connectedBackend();
  const { _id: id } = await repository.saveJob(aJob(), undefined);
  const gate = createTakingGate(repository);
  const taking = take(gate.repository);
  const closed = gate.close();
  expect(await taking).toBeUndefined();
  await closed;
  expect(await repository.getJobById(String(id))).not.toHaveProperty('lockedAt');
  expect(await take(gate.repository)).toBeUndefined();
  gate.open();
  expect(await take(gate.repository)).toMatchObject({ _id: id });
  expect(await gate.repository.getDistinctJobNames()).toEqual(['water the plants']);
});
