import { randomUUID } from 'node:crypto';
import { describe, inject, onTestFinished } from 'vitest';
import { dropMongoDatabase, uriOfDatabase } from '../../src/stores/mongo/connection.ts';
import { scratchFolder } from '../cli/run-relais.ts';
import { processesContract } from '../contracts/processes-contract.ts';
import { onMongo, onSqlite } from '../support/processes/company.ts';

const serverUri = inject('mongodbUri');

processesContract('one file', () => onSqlite(scratchFolder()));

describe.skipIf(serverUri === null)('with a replica set', () => {
  processesContract('MongoDB', () => {
    const uri = uriOfDatabase(serverUri ?? '', `relais_test_${randomUUID().slice(0, 13)}`);
    onTestFinished(() => dropMongoDatabase(uri));
    return onMongo(uri);
  });
});
