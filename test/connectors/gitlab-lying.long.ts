import { lyingVendorContract } from '../contracts/lying-vendor-contract.ts';
import { gitlabSkips } from './gitlab-lies.ts';
import { gitlabWorld } from './gitlab-world.ts';

lyingVendorContract('gitlab, an instance', () => gitlabWorld({ of: 'instance' }), gitlabSkips);
lyingVendorContract('gitlab, a group', () => gitlabWorld({ of: 'group' }), gitlabSkips);
