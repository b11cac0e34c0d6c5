import { createMemoryCallBudget } from '../../../src/engine/concurrency/call-budget-in-memory.ts';
import { callBudgetContract } from '../../contracts/call-budget-contract.ts';

callBudgetContract('in memory', async (processes) => {
  const budget = createMemoryCallBudget();
  return { budgets: Array.from({ length: processes }, () => budget), dispose: async () => {} };
});
