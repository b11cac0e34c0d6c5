import { connectorContract } from '../contracts/connector-contract.ts';
import { giteaWorld } from './gitea-world.ts';

connectorContract('gitea', () => giteaWorld(), { ambiguous: 'Gitea gives each address and each name to one account' });
