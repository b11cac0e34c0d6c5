import { storeContract } from '../../contracts/store-contract.ts';
import { makeSqliteBench } from './bench.ts';

storeContract('sqlite', makeSqliteBench);
