import type { hrSystemTypes } from '../../src/hris/registry.ts';

export type HrSystemType = (typeof hrSystemTypes)[number]['type'];

/**
 * `documented`: the vendor says so in public. `two sources`: others who use it say so alike. `recalled`: found nowhere
 * in public. `seen`: on the real thing.
 */
type Certainty = 'seen' | 'documented' | 'two sources' | 'recalled';

interface Notes {
  /** On what it was tried, the best first. */
  tried: string;
  cannot: readonly string[];
  /** What it reads, and how. */
  reads: readonly string[];
  /** How hooks are proven. */
  hooks: string;
  /** How to let Relais in. */
  setUp: string;
  facts: readonly (readonly [fact: string, certainty: Certainty])[];
}

const noOrganisation =
  'Tell your organisation from another one of the same vendor, where credentials of the wrong one are configured: it reads whom these see.';

/** What no schema says. A kind without notes does not compile. */
export const hrSystemNotes: Readonly<Record<HrSystemType, Notes>> = {
  bamboohr: {
    tried: 'Held to BambooHR’s own description, requests and the fake’s answers. Not tried on a real account.',
    cannot: [
      'Tell the last working day apart from the day on which the employment ends: BambooHR has one day.',
      'Tell why somebody leaves in words that are the same everywhere: each company has a list of its own (`reasons`).',
      noOrganisation,
    ],
    reads: [
      'Everybody, page by page; the total that comes with the list is compared with what came.',
      'The table Employment Status of everybody in one call: an end ahead is a line there long before the status changes. The line that comes last counts, so a rehire ends an earlier termination.',
      'When each employee was last changed.',
    ],
    hooks:
      'HMAC-SHA256, in hex, of the raw body followed by `X-BambooHR-Timestamp`, in `X-BambooHR-Signature`; refused after five minutes. Event-based and field-based webhooks are both read.',
    setUp:
      'Make a user for Relais whose access level sees every employee, the work e-mail, *Reporting to*, *Hire date* and the table *Employment Status*, and an API key as that user. Account settings, Webhooks: an event-based one on `employee.updated` with the fields Status, Employment Status and Employment Status: Date; its private key is shown once.',
    facts: [
      [
        'Lists, one employee, the table of everybody, `changed`; Basic authentication with the key as user',
        'documented',
      ],
      ['`X-BambooHR-Signature` is an HMAC-SHA256 with the private key', 'documented'],
      ['It covers the raw body followed by the timestamp, in hex', 'two sources'],
      ['The status that ends an employment is called `Terminated`, and its day is the last one', 'recalled'],
    ],
  },
  personio: {
    tried:
      'Against a fake written from what Personio publishes about API v2. The description that we have is of v1, so nothing is held to it. Not tried on a real account.',
    cannot: [
      'Notice that the list of persons ends early: v2 does not say how many there are.',
      'Read ends in one call: v2 tells them person by person, so each poll makes one call for every person, five at a time.',
      noOrganisation,
    ],
    reads: [
      'Every person, fifty a page, and all employments of each; the one that began last counts.',
      'The end is the day of the termination, else of the employment, else of a fixed-term contract (`end-of-contract`).',
    ],
    hooks:
      'HMAC-SHA256, in hex, of the raw body, in `X-Personio-Signature`. Personio repeats a delivery for three days, and so long one is taken. With `companyId`, hooks of another company are refused.',
    setUp:
      'Settings, Integrations, API credentials: new ones, with read access to persons and employments and to the attributes name, e-mail, supervisor, department, team, position, hire date and termination. Make the webhook with `POST /v2/webhooks` on `employment.updated`, `employment.terminated`, `person.updated` and `person.deleted`.',
    facts: [
      [
        '`/v2/persons`, `/v2/persons/{id}/employments`, at most 50 a page, the next page in `_meta.links.next`',
        'documented',
      ],
      ['The days and the kind of a termination (`termination_date`, `last_working_date`, `type`)', 'two sources'],
      ['Hooks carry `company_id`, `event_name`, `occurred_at` and no data; repeated for three days', 'documented'],
      ['`employment.terminated` comes on the day itself', 'documented'],
      ['The header of the signature and what it covers', 'two sources'],
      ['Where in `payload` the person stands; tokens at `/v2/auth/token`', 'recalled'],
    ],
  },
  lucca: {
    tried: 'Against a fake written from Lucca’s public documentation. Not tried on a real account.',
    cannot: [
      'Tell managers, titles and teams: these are job positions, which are not read.',
      'Ask for what changed only: every employment is read at each poll.',
      noOrganisation,
    ],
    reads: [
      'Every employee and every employment, a hundred a page; totals are compared with what came.',
      'Of several employments of one person, the one that began last counts.',
    ],
    hooks:
      'HMAC-SHA256, in base64, of `Lucca-Timestamp`, a dot and the raw body, in `Lucca-Signature`; refused after five minutes. The activation challenge is answered.',
    setUp:
      'Make an OAuth application with the scopes `employees.readonly` and `employments.readonly`. Make the webhook endpoint on `employee.updated` and `employment.*`; its secret is shown once.',
    facts: [
      [
        '`/lucca-api/employments` and `/lucca-api/employees`, `start.date`, `end`, `links.next`, `totalCount`, at most 100 a page',
        'documented',
      ],
      ['Signature, timestamp and the five minutes', 'documented'],
      ['The challenge comes in the query, and goes back as plain text; its name is `echo`', 'two sources'],
      ['Tokens at `accounts.world.luccasoftware.com/connect/token`', 'two sources'],
      ['How an event says whom it is about; why somebody leaves, and the last day of work, inside `end`', 'recalled'],
    ],
  },
  workday: {
    tried: 'Against a fake of a report. Not tried on a real tenant.',
    cannot: [
      'Receive hooks: Workday has none that anybody may subscribe to. It is polled.',
      'Notice that the report leaves people out: it is your own, and comes in one answer. Put everybody into it, those who left in the last months too, and up to about 8 MB.',
      'Tell a field that is hidden from one that is empty: reports leave both out.',
      noOrganisation,
    ],
    reads: ['One advanced report that is enabled as a web service, in JSON, with the columns that `columns` names.'],
    hooks: 'None.',
    setUp:
      'Make an advanced report over all workers, future-dated terminations included, with a column for each thing under `columns`, and enable it as a web service. Make an integration system user, share the report with it, and give its security group *Get* on the domains of these columns.',
    facts: [
      ['The address of a report, `format=json`, `Report_Entry`, prompts as parameters', 'two sources'],
      ['Days may carry an offset (`2026-12-31-08:00`), which says nothing about the zone of the person', 'recalled'],
      ['Access tokens by a refresh token at `/ccx/oauth2/{tenant}/token`', 'recalled'],
    ],
  },
  factorial: {
    tried: 'Against a fake written from Factorial’s public documentation and clients. Not tried on a real account.',
    cannot: [
      'Prove the body of a hook, or its age: Factorial signs nothing, and only sends along a word that you chose. Whoever reads that word can make Relais look at a person, and nothing more.',
      'Tell titles, teams, contracts and the first day: these stand elsewhere, and are not read.',
      'Tell the last working day apart from the day of the termination.',
      noOrganisation,
    ],
    reads: ['Every employee, former ones too, a hundred a page; the total is compared with what came.'],
    hooks: 'The word that was chosen as `challenge` comes with each delivery, in `x-factorial-wh-challenge`.',
    setUp:
      'Make an API key as an administrator. Make webhook subscriptions for terminated and unterminated employees, with a long random word as `challenge`: that is `hookSecret`.',
    facts: [
      ['`employees/employees` with `terminated_on`, `manager_id`, `active`; the key in `x-api-key`', 'two sources'],
      ['The challenge comes with every delivery, and the resource stands at the top of the body', 'documented'],
      ['A termination that is taken back has an event of its own', 'documented'],
      ['Pages go on with `after_id`; `terminated_on` is the last day', 'recalled'],
    ],
  },
  hibob: {
    tried: 'Against a fake written from Bob’s public documentation. Not tried on a real account.',
    cannot: [
      'Tell when somebody was last changed: everybody is told again at each poll, and what is not new is nothing new.',
      'Tell a field that is hidden from one that is empty, unless somebody has left: an end that is hidden for people who are still there looks like none.',
      'Notice that the list was cut short: it comes in one answer.',
      noOrganisation,
    ],
    reads: ['Everybody in one call, former employees too; one person by a call of its own.'],
    hooks:
      'HMAC-SHA512, in base64, of the raw body, in `Bob-Signature`; refused a day after it happened. With `companyId`, hooks of another company are refused.',
    setUp:
      'Settings, Integrations, Automation, Service users: make one. Put it into a permission group that sees Root, Work, Lifecycle, Termination and Home (private e-mail) of everybody, former employees too. Make a v2 webhook on the employee events.',
    facts: [
      [
        '`POST /v1/people/search` and `/v1/people/{id}`, no pages, hidden fields left out, `showInactive`',
        'documented',
      ],
      [
        'Hooks carry `companyId`, `triggeredAt`, `data`; the signature is in base64; lifecycle events come at midnight on the day',
        'documented',
      ],
      ['The signature is an HMAC-SHA512 of the body', 'two sources'],
      ['The field `internal.terminationDate`', 'two sources'],
      [
        'The fields of the reason, and of the kind of contract; `data.employeeId`; for how long a delivery is repeated',
        'recalled',
      ],
    ],
  },
  successfactors: {
    tried: 'Against a fake that verifies the signed assertion. Not tried on a real tenant.',
    cannot: [
      'Receive hooks: Intelligent Services events go through the Integration Center, and have no signature of one form. It is polled.',
      'Tell why somebody leaves: that stands behind codes of each company’s own.',
      'Tell managers by id: they are told by address.',
      noOrganisation,
    ],
    reads: [
      'Every employment with its user, for all time (`fromDate`, `toDate`), following `__next`; `__count` is compared with what came.',
      'Of several employments of one person (`personIdExternal`), the one that began last counts.',
    ],
    hooks: 'None.',
    setUp:
      'Manage OAuth2 Client Applications: register one with the certificate of a key of yours. Give a technical user OData access to Employment and User of everybody, inactive ones too.',
    facts: [
      ['OAuth with a SAML 2.0 bearer assertion at `/oauth/token`, self-made assertions are taken', 'documented'],
      ['The elements of that assertion', 'two sources'],
      ['`EmpEmployment` with `endDate`, `lastDateWorked`; dates as `/Date(…)/`; `__next`', 'two sources'],
      [
        '`endDate` is the last day and stands there as soon as a termination ahead is entered; inactive people are in the list',
        'recalled',
      ],
    ],
  },
  tryton: {
    tried:
      'Tried on the real one (Tryton 8.2): an end set, moved and taken back by HR is seen by the poll, and whoever has left is still found.',
    cannot: [
      'Receive hooks: Tryton has none. It is polled.',
      'Tell why somebody leaves, and the last working day apart from the end.',
      'Tell which of several addresses is the work one: the first counts.',
      noOrganisation,
    ],
    reads: [
      'Every employee, inactive ones too, two hundred at a time by `Range`; the total in `Content-Range` is compared with what came.',
      'Days mean what they mean in the company’s zone, where it has one.',
    ],
    hooks: 'None.',
    setUp:
      'As a user who may read employees and parties: Preferences, Applications: a user application of the kind REST; an administrator validates it. Its key is `key`.',
    facts: [
      [
        'Whoever’s end has passed is inactive and left out of searches, also of those that ask for `active` in both states; `X-Tryton-Context` with `active_test: false` brings them back',
        'seen',
      ],
      ['A search is to be written in base64 with its padding', 'seen'],
      ['A range ends before its second number, and `Content-Range` has the total', 'seen'],
      ['Dates are objects; `write_date` changes with the end, and is null before the first change', 'seen'],
    ],
  },
  webhook: {
    tried: 'The format is Relais’ own: a program of yours speaks it. The local workspace’s HR system does, over HTTP.',
    cannot: [
      'Notice that your program leaves somebody out: whoever has an end ahead must be in every answer to `since`.',
      'Go by a page that is not exactly of the shape: it is refused whole, and IT hears of it.',
    ],
    reads: [
      '`GET <baseUrl>/employments?since=…&lookBack=…`, page by page (`next`), and `GET <baseUrl>/employments/<id>`.',
    ],
    hooks:
      'HMAC-SHA256, in hex, of `<timestamp>.<raw body>`, in `Relais-Signature: v1=…` beside `Relais-Timestamp` in seconds; refused after five minutes. The body names whom it is about and nothing else: `{"event": "…", "people": ["…"]}`.',
    setUp: 'Choose a token for the reads and a secret for the signatures, and give both to your program.',
    facts: [['Everything: the format is Relais’ own', 'seen']],
  },
  csv: {
    tried: 'Files as Excel and LibreOffice write them, in each of their encodings and separators.',
    cannot: [
      'Take a part of a file: one line that cannot be read refuses all of it, and IT hears of it.',
      'Tell when something was changed: everybody is compared at each poll.',
    ],
    reads: ['The whole file at each poll. Replace it whole: write beside it, then rename.'],
    hooks: 'None: a file sends no calls.',
    setUp: '`relais hr import <file>` shows what would come of a file, line by line, and changes nothing.',
    facts: [['Encodings and separators that spreadsheets write', 'seen']],
  },
};
