import { expect, it } from 'vitest';
import { allEnded } from '../../../src/engine/concurrency/all-ended.ts';

it('a pass that fails ends only when everything else of it has ended', async () => {
  const seen: string[] = [];
  let finish: () => void = () => undefined;
  const slow = new Promise<void>((done) => {
    finish = done;
  }).then(() => void seen.push('the slow call'));
  const pass = allEnded([Promise.reject(new Error('the disk is full')), slow]).catch((error: Error) => {
    seen.push(error.message);
  });
  await new Promise((done) => setImmediate(done));
  expect(seen).toEqual([]);
  finish();
  await pass;
  expect(seen).toEqual(['the slow call', 'the disk is full']);
  expect(await allEnded([Promise.resolve(1), Promise.resolve(2)])).toEqual([1, 2]);
});
