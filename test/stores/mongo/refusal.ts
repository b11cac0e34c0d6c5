import { expect } from 'vitest';
import { openMongoDatabase } from '../../../src/stores/mongo/connection.ts';

/** That no store is opened by the URI, whose password is `canary`, and that nothing of the error tells the password. */
export async function expectRefusal(uri: string): Promise<void> {
  const error: unknown = await openMongoDatabase(uri).catch((refusal: unknown) => refusal);
  expect(error).toMatchObject({ name: 'StoreError', kind: 'unavailable' });
  for (let cause = error; cause instanceof Error; cause = cause.cause)
    expect(`${cause.message} ${cause.stack}`).not.toContain('canary');
}
