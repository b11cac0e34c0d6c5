import { describe } from 'vitest';
import { callBudgetContract } from '../../contracts/call-budget-contract.ts';
import { storeContract } from '../../contracts/store-contract.ts';
import { makeMongoBench, serverUri } from './bench.ts';

describe.skipIf(serverUri === null)('MongoDB', () => {
  storeContract('mongo', makeMongoBench);

  /** Each with a client of its own, as processes have. */
  callBudgetContract('in MongoDB', async (processes) => {
    const bench = await makeMongoBench();
    const stores = await Promise.all(Array.from({ length: processes }, () => bench.open()));
    return { budgets: stores.map(({ calls }) => calls), dispose: () => bench.dispose() };
  });
});
