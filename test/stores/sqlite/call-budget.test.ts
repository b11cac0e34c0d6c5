import { callBudgetContract } from '../../contracts/call-budget-contract.ts';
import { makeSqliteBench } from './bench.ts';

/** Each with a connection of its own on one file, as processes have. */
callBudgetContract('in SQLite', async (processes) => {
  const bench = await makeSqliteBench();
  const stores = await Promise.all(Array.from({ length: processes }, () => bench.open()));
  return { budgets: stores.map(({ calls }) => calls), dispose: () => bench.dispose() };
});
