import { hrSystemContract } from '../contracts/hr-system-contract.ts';
import { everyFake } from './every-fake.ts';

for (const vendor of everyFake) hrSystemContract(vendor);
