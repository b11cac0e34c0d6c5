import { expect, it } from 'vitest';
import { databaseOf, uriOfDatabase } from '../../../src/stores/mongo/connection.ts';
import { expectRefusal } from './refusal.ts';

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

it('what cannot be read is refused without its password', async () => {
  await expectRefusal('mongodb://relais:canary@ss@db1.example.com:27017:1/hr');
});
