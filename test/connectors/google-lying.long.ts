import { lyingVendorContract } from '../contracts/lying-vendor-contract.ts';
import { googleSkips } from './google-lies.ts';
import { googleWorld } from './google-world.ts';

lyingVendorContract('google', () => googleWorld(), googleSkips);
