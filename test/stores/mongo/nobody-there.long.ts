import { it } from 'vitest';
import { expectRefusal } from './refusal.ts';

it.each([
  'mongodb://relais:canary@db1.example.com/hr?readPreference=nowhere',
  // Nobody listens there.
  'mongodb://relais:canary@127.0.0.1:1/hr?serverSelectionTimeoutMS=100',
])('a database that does not answer is refused without its password: %s', expectRefusal, 20_000);
