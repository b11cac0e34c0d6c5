import { accountListContract } from '../contracts/account-list-contract.ts';
import { accountListCases } from './account-list-cases.ts';

for (const [name, one] of Object.entries(accountListCases)) accountListContract(name, one);
