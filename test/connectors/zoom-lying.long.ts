import { lyingVendorContract } from '../contracts/lying-vendor-contract.ts';
import { zoomSkips } from './zoom-lies.ts';
import { zoomWorld } from './zoom-world.ts';

lyingVendorContract('zoom', () => zoomWorld(), zoomSkips);
