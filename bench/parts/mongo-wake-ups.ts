import { pino } from 'pino';
import { MongoWakeBackend } from '../../src/scheduling/mongo-wake-backend.ts';
import { databaseOf } from '../../src/stores/mongo/connection.ts';
import { throughElections } from '../../src/stores/mongo/persistently.ts';
import { onMongo } from '../mongo-server.ts';
import { definePart, type Size } from '../part.ts';
import { type Load, measureWakeUps } from './wake-ups.ts';

const loads: Record<Size, Load> = {
  full: { waiting: 100_000, due: 500, over: 15_000 },
  tiny: { waiting: 40, due: 10, over: 500 },
};

export const mongoWakeUps = definePart({
  name: 'mongo-wake-ups',
  about: 'how late due wake-ups come on MongoDB among many that wait',
  measure: (size) =>
    onMongo(1, 'lateness of due wake-ups on MongoDB', ({ uri }) =>
      measureWakeUps(
        new MongoWakeBackend({ uri, database: databaseOf(uri), log: pino({ level: 'silent' }), throughElections }),
        loads[size],
        () => undefined,
      ),
    ),
});
