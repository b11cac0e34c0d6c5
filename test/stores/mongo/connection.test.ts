import { expect, it } from 'vitest';
import { databaseOf, openMongoDatabase, uriOfDatabase } from '../../../src/stores/mongo/connection.ts';

it.each([
  ['mongodb://db1.example.com', 'relais'],
  ['mongodb://db1.example.com/', 'relais'],
  ['mongodb://db1.example.com/?replicaSet=rs0', 'relais'],
  ['mongodb://db1.example.com:27017,db2.example.com:27017/hr?replicaSet=rs0', 'hr'],
  ['mongodb://relais:p%40ss@db1.example.com/off%20boarding', 'off boarding'],
  ['mongodb+srv://cluster.example.com/hr', 'hr'],
])('the database of %s is %s', (uri, name) => {
  expect(databaseOf(uri)).toBe(name);
});

it.each([
  [
    'mongodb://u:p%40ss@a.example.com,b.example.com/hr?replicaSet=rs0',
    'mongodb://u:p%40ss@a.example.com,b.example.com/story?replicaSet=rs0',
  ],
  ['mongodb://a.example.com', 'mongodb://a.example.com/story'],
  ['mongodb://a.example.com/?replicaSet=rs0', 'mongodb://a.example.com/story?replicaSet=rs0'],
])('another database of the same server: %s', (uri, expected) => {
  expect(uriOfDatabase(uri, 'story')).toBe(expected);
});

it.each([
  'mongodb://relais:canary@ss@db1.example.com:27017:1/hr',
  'mongodb://relais:canary@db1.example.com/hr?readPreference=nowhere',
  // Nobody listens there.
  'mongodb://relais:canary@127.0.0.1:1/hr?serverSelectionTimeoutMS=100',
])(
  'what cannot be used is refused without its password: %s',
  async (uri) => {
    const error: unknown = await openMongoDatabase(uri).catch((refusal: unknown) => refusal);
    expect(error).toMatchObject({ name: 'StoreError', kind: 'unavailable' });
    for (let cause = error; cause instanceof Error; cause = cause.cause)
      expect(`${cause.message} ${cause.stack}`).not.toContain('canary');
  },
  20_000,
);
