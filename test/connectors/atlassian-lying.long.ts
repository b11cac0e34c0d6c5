import { lyingVendorContract } from '../contracts/lying-vendor-contract.ts';
import { atlassianSkips } from './atlassian-lies.ts';
import { atlassianWorld } from './atlassian-world.ts';

lyingVendorContract('atlassian', () => atlassianWorld({ pageSize: 100 }), atlassianSkips);
