import type { FakeVendor } from './fake-vendor.ts';
import { bamboohrFake } from './fakes/bamboohr.ts';
import { factorialFake } from './fakes/factorial.ts';
import { hibobFake } from './fakes/hibob.ts';
import { luccaFake } from './fakes/lucca.ts';
import { personioFake } from './fakes/personio.ts';
import { successfactorsFake } from './fakes/successfactors.ts';
import { trytonFake } from './fakes/tryton.ts';
import { workdayFake } from './fakes/workday.ts';

/** A fake of each kind of HR system; `registry.test.ts` holds the list against the registry. */
export const everyFake: readonly FakeVendor[] = [
  bamboohrFake,
  personioFake,
  luccaFake,
  workdayFake,
  factorialFake,
  hibobFake,
  successfactorsFake,
  trytonFake,
];
