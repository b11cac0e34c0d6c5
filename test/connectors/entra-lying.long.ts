import { lyingVendorContract } from '../contracts/lying-vendor-contract.ts';
import { entraLyingWorld } from './entra-lying-world.ts';

lyingVendorContract('entra', () => entraLyingWorld());
