import { lyingVendorContract } from '../contracts/lying-vendor-contract.ts';
import { salesforceSkips } from './salesforce-lies.ts';
import { salesforceWorld } from './salesforce-world.ts';

lyingVendorContract('salesforce', () => salesforceWorld(), salesforceSkips);
