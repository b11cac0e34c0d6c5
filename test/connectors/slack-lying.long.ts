import { lyingVendorContract } from '../contracts/lying-vendor-contract.ts';
import { slackSkips } from './slack-lies.ts';
import { slackWorld } from './slack-world.ts';

for (const plan of ['business', 'enterprise'] as const)
  lyingVendorContract(`slack, ${plan}`, () => slackWorld({ plan }), slackSkips);
