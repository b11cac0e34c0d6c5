import { describe, expect, it } from 'vitest';
import { compareRegister } from '../../../src/engine/equipment/compare-register.ts';
import { readEquipment } from '../../../src/engine/equipment/read-equipment.ts';
import { readMoney } from '../../../src/engine/equipment/read-money.ts';
import { createEquipmentRegister } from '../../../src/engine/equipment/register.ts';
import { dayOfWords, kindOfWords } from '../../../src/engine/equipment/words-of-lists.ts';
import { createMemoryStore } from '../../support/memory/memory-store.ts';

const table = (...lines: string[]) => Buffer.from(lines.join('\r\n'), 'utf8');
const messages = (bytes: Uint8Array) => readEquipment(bytes).problems.map(({ line, message }) => `${line}: ${message}`);

describe('a list of equipment', () => {
  it('is read as Excel writes it in Western Europe, each thing to its holder', () => {
    const bytes = Buffer.from(
      [
        'Courriel;Catégorie;Modèle;Numéro de série;Prix d’achat;Devise;État;Remis le;Batterie;Pays de retour'.replace(
          '’',
          ' ',
        ),
        'Alex.Moreau@example.com;Ordinateur portable;Dell 5440;SN-1;1 299,00;EUR;bon état;31.03.2024;oui;France',
        'alex.moreau@example.com;Badge;Badge 12;;;;;;;',
      ].join('\r\n'),
      'latin1',
    );
    const { lists, problems, ignored } = readEquipment(bytes);
    expect([problems, ignored]).toEqual([[], []]);
    expect(lists.get('alex.moreau@example.com')).toEqual([
      {
        ...{ kind: 'computer', name: 'Dell 5440', serial: 'SN-1', value: { amount: 129_900, currency: 'EUR' } },
        ...{ condition: 'good', since: '2024-03-31', battery: true, returnTo: 'FR', note: null },
      },
      {
        ...{ kind: 'badge', name: 'Badge 12', serial: null, value: null, condition: null, since: null },
        ...{ battery: null, returnTo: null, note: null },
      },
    ]);
  });

  it('goes by an employee number where there is no address', () => {
    const { lists } = readEquipment(table('employee number,name', '42,Key'));
    expect([...lists.keys()]).toEqual(['#42']);
  });

  it('says line by line what cannot be read, and quotes nothing', () => {
    const found = messages(
      table(
        'email,name,serial,value,condition,since,battery,country',
        'nobody,Laptop,SN-1,12.000,shiny,02/03/2024,perhaps,Atlantis',
        'alex@example.com,Laptop,SN-1,,,,,',
        'maya@example.com,Phone,sn-1,,,,,',
        ',Phone,,,,,,',
        'alex@example.com,,,,,,,',
      ),
    );
    expect(found).toEqual([
      '2: email: expected an e-mail address',
      '2: value: expected an amount with its currency, such as 1299.00 EUR',
      '2: condition: expected new, good, worn or damaged (in French neuf, bon, usé, abîmé)',
      '2: since: expected a day such as 2026-03-31',
      '2: battery: expected yes or no',
      '2: returnTo: expected a country such as FR',
      '3: has the serial number of line 2: each thing stands in one line',
      '4: has the serial number of line 2: each thing stands in one line',
      '5: expected an e-mail address or an employee number',
      '6: expected a name or a kind',
    ]);
    expect(found.join()).not.toMatch(/SN-1|nobody|shiny|Atlantis/i);
  });

  it('is refused without a holder, without names, and with two columns of one meaning', () => {
    expect(() => readEquipment(table('name', 'Laptop'))).toThrow('whose thing it is');
    expect(() => readEquipment(table('email', 'alex@example.com'))).toThrow('expected a column "name" or "kind"');
    expect(() => readEquipment(table('email,mail,name', 'a@example.com,,x'))).toThrow('mean the same');
    expect(() => readEquipment(table('email,name'))).toThrow('no row follows');
  });

  it('keeps thirty things for one person, and not one more', () => {
    const rows = Array.from({ length: 31 }, (_, index) => `alex@example.com,Key ${index}`);
    expect(messages(table('email,name', ...rows))).toEqual(['32: expected at most 30 things for one person']);
  });

  it('is compared before it is kept: new, changed, gone, and who is not in it', async () => {
    const register = createEquipmentRegister(createMemoryStore().notes);
    const first = readEquipment(
      table('email,name,serial', 'a@example.com,Laptop,1', 'a@example.com,Badge,', 'b@example.com,Key,'),
    );
    await register.put(first.lists);
    const next = readEquipment(table('email,name,serial', 'a@example.com,Laptop Pro,1', 'a@example.com,Phone,2'));
    expect(await compareRegister(register, next.lists)).toEqual({
      ...{ people: 1, things: 2, added: 1, changed: 1, gone: 1, untouched: ['b@example.com'] },
    });
    expect(await register.of(['a@example.com'])).toHaveLength(2);
    expect((await register.of(['a@example.com']))[0]?.name).toBe('Laptop');
  });
});

describe('amounts, days and kinds', () => {
  it.each([
    ['1299', 'EUR', 129_900, 'EUR'],
    ['1 299,00 €', null, 129_900, 'EUR'],
    ['1,299.00 USD', null, 129_900, 'USD'],
    ["CHF 1'299.5", null, 129_950, 'CHF'],
    ['1.299.000', 'EUR', 129_900_000, 'EUR'],
    ['1500', 'JPY', 1500, 'JPY'],
  ])('reads %s', (text, currency, amount, code) => {
    expect(readMoney(text, currency)).toEqual({ amount, currency: code });
  });

  it.each(['1.299 EUR', '1299', '12 XYZ', 'many', '1,2,3.00 EUR', '1500.5 JPY', 'EUR 5 USD', '-5 EUR'])(
    'does not guess at %s',
    (text) => {
      expect(readMoney(text, null)).toBeNull();
    },
  );

  it('reads days that can only be one', () => {
    expect(['2026-03-31', '31.03.2026', '31/03/2026', '03/31/2026'].map(dayOfWords)).toEqual(
      Array(4).fill('2026-03-31'),
    );
    expect(['03/04/2026', '2026-02-30', '31.02.2026', 'soon'].map(dayOfWords)).toEqual(Array(4).fill(null));
  });

  it('knows kinds by any of their words', () => {
    expect(['MacBook Pro', 'Écran 27"', 'Clés du bureau', 'carte SIM', 'Plant'].map(kindOfWords)).toEqual([
      ...['computer', 'screen', 'key', 'card', 'other'],
    ]);
  });
});
