import { z } from 'zod';
import { contractsPage } from '../../views/desk/contracts-page.ts';
import { contractSettingsSchema } from '../contracts/contract-settings.ts';
import { contractLines } from '../contracts/read-contracts.ts';
import { type DrawPage, mostInFile } from './reading.ts';

const pageSize = 25;

export const drawContracts: DrawPage = async (reading) => {
  const { deps, voice, query, whole } = reading;
  const only = z.enum(['all', 'passed']).catch('all').parse(query['only']);
  const page = z.coerce.number().int().min(1).max(100_000).catch(1).parse(query['page']);
  const { askDaysBefore } = deps.contracts ?? contractSettingsSchema.parse({});
  const lines = await contractLines(deps, reading);
  return contractsPage(
    { lines, only, page: whole ? 0 : page - 1, size: whole ? mostInFile : pageSize, nearDays: askDaysBefore },
    voice,
  );
};
