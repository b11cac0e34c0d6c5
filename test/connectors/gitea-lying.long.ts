import { lyingVendorContract } from '../contracts/lying-vendor-contract.ts';
import { giteaSkips } from './gitea-lies.ts';
import { giteaWorld } from './gitea-world.ts';

lyingVendorContract('gitea', () => giteaWorld(), giteaSkips);
