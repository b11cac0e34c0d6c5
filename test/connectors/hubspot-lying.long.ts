import { lyingVendorContract } from '../contracts/lying-vendor-contract.ts';
import { hubspotSkips } from './hubspot-lies.ts';
import { hubspotWorld } from './hubspot-world.ts';

lyingVendorContract('hubspot', () => hubspotWorld(), hubspotSkips);
