import { lyingVendorContract } from '../contracts/lying-vendor-contract.ts';
import { entraLyingWorld } from './entra-lying-world.ts';

// Mailboxes that outlive their licences, so that every action about mail can be read back whatever was done before it.
lyingVendorContract('entra with mail and files', () => entraLyingWorld({ mail: 'shared' }));
