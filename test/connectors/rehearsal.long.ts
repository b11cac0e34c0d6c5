import { rehearsalContract, rehearsalOfEachRequest } from '../contracts/rehearsal-contract.ts';
import { rehearsedVendors } from './rehearsed-vendors.ts';

for (const [name, vendor] of Object.entries(rehearsedVendors)) {
  rehearsalContract(name, vendor);
  rehearsalOfEachRequest(name, vendor);
}
