import { lyingVendorContract } from '../contracts/lying-vendor-contract.ts';
import { oktaSkips } from './okta-lies.ts';
import { oktaWorld } from './okta-world.ts';

lyingVendorContract('okta with an API token', () => oktaWorld(), oktaSkips);
lyingVendorContract('okta with a service app', () => oktaWorld({ oauth: true }), oktaSkips);
