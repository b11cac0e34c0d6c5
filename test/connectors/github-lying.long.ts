import { lyingVendorContract } from '../contracts/lying-vendor-contract.ts';
import { githubLyingWorld } from './github-lying-world.ts';

lyingVendorContract('github', githubLyingWorld);
