import type { TimedContract } from '../../domain/contracts/contract.ts';
import type { Organisation } from './organisation.ts';
import type { Merged, MergedPerson } from './sources/merge.ts';
import { ownFile } from './sources/record.ts';

/**
 * Everybody with a known end, by what sources and `relais.yaml` say together; by the file alone where there are no
 * sources.
 */
export function contractsTold(
  merged: Merged | null,
  { people }: Pick<Organisation, 'people'>,
): readonly TimedContract[] {
  if (merged !== null) return merged.people.flatMap(contractOf);
  return people.flatMap(({ email, name, workerType, contractEnd, sponsor, manager }) =>
    contractEnd === undefined
      ? []
      : [
          {
            ...{ email, name: name ?? null, workerType: workerType ?? null },
            ...{ endsOn: contractEnd, sponsor: sponsor ?? manager ?? null },
          },
        ],
  );
}

function contractOf({ addresses: [email], fields, records }: MergedPerson): readonly TimedContract[] {
  const endsOn = fields.contractEnd.value;
  const isListed = records.some(({ source, missingSince }) => source === ownFile || missingSince === null);
  if (email === undefined || endsOn === null || !isListed) return [];
  return [
    {
      ...{ email, name: fields.name.value, workerType: fields.workerType.value },
      ...{ endsOn, sponsor: fields.sponsor.value ?? fields.manager.value },
    },
  ];
}
