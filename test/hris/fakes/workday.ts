import { type Company, type FakePerson, hasLeft, odd } from '../company.ts';
import { type Asked, bad, basic, type FakeVendor, type Given, nowhere, unauthorised } from '../fake-vendor.ts';

function answer({ url, headers }: Asked, company: Company): Given {
  if (headers['authorization'] !== basic('ISU_Relais', 'canary-password')) return unauthorised;
  if (url.pathname !== '/ccx/service/customreport2/example/ISU_Relais/Leavers') return nowhere;
  if (url.searchParams.get('format') !== 'json') return bad('format');
  // The whole report, whatever its length.
  const people =
    company.lie === 'one-id-twice' ? [...company.page(0).people, ...company.people.slice(2)] : company.people;
  return { json: { Report_Entry: people.map((one) => rowOf(one, company)) } };
}

/** Empty columns are left out, and days may carry the offset of the tenant. */
function rowOf(one: FakePerson, company: Company): object {
  const row = {
    Worker_ID: one.id,
    Worker: odd(company, `${one.firstName} ${one.lastName}`),
    Work_Email: odd(company, one.email),
    Home_Email: odd(company, one.privateEmail),
    Manager_ID: odd(company, one.managerId),
    Business_Title: odd(company, one.title),
    Supervisory_Organization: odd(company, one.team),
    Country: odd(company, one.country === 'FR' ? 'France' : one.country),
    Worker_Type: odd(company, one.contractor ? 'Contingent Worker' : 'Employee'),
    Hire_Date: odd(company, `${one.startsOn}-08:00`),
    Worker_Status: hasLeft(one, company.now()) ? 'Terminated' : 'Active',
    Termination_Date: company.lie === 'hides-ends' || one.end === null ? null : `${one.end}-08:00`,
    Termination_Reason: one.end === null ? null : 'Resignation',
    Last_Modified: one.changedAt,
  };
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null));
}

const oneAnswer = 'the report comes in one answer';

export const workdayFake: FakeVendor = {
  type: 'workday',
  settings: {
    baseUrl: 'https://wd5-services1.myworkday.com',
    tenant: 'example',
    report: 'ISU_Relais/Leavers',
    auth: { method: 'basic', user: 'ISU_Relais', password: 'env:PASSWORD' },
  },
  env: { PASSWORD: 'canary-password' },
  answer,
  issuesToken: false,
  tellsChanges: true,
  cannot: { 'repeats-pages': oneAnswer, 'ends-early': oneAnswer },
  hooks: null,
};
