import { describe, expect, it } from 'vitest';
import {
  countryName,
  countrySchema,
  isKnownCountry,
  nearestCountry,
  whyNoCountry,
  whyNoCountryWords,
} from '../../../src/domain/people/country.ts';

/** ISO 3166-1 alpha-2 as it stood in 2026, written down here, and XK. */
const countries = `
  AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ
  CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR
  GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT
  JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY
  MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ
  OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ
  TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW`
  .trim()
  .split(/\s+/);

describe('a country', () => {
  it('is what ISO 3166-1 lists, and nothing else of two letters', () => {
    const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
    const known = letters.flatMap((a) => letters.map((b) => a + b)).filter(isKnownCountry);
    expect(countries).toHaveLength(250);
    expect(known).toEqual(countries);
  });

  it.each(['', 'F', 'fr', 'FRA', 'F1', '??', 'F\n', '001'])('is not %j', (text) => {
    expect(isKnownCountry(text)).toBe(false);
  });

  it('may be written in small letters', () => {
    expect(countrySchema.parse('gb')).toBe('GB');
  });

  it.each([
    ['UK', 'GB'],
    ['EL', 'GR'],
    ['JA', 'JP'],
    ['DA', 'DK'],
    ['YU', 'RS'],
    ['RF', 'FR'],
    ['uk', 'GB'],
    ['Germany', 'DE'],
    ['Allemagne', 'DE'],
    [' france ', 'FR'],
    ['ZZ', null],
    ['QQ', null],
    ['FRA', null],
    ['', null],
    ['somebody’s name', null],
  ])('that is written %j was probably meant as %j', (text, code) => {
    expect(nearestCountry(text)).toBe(code);
  });

  it('that is none is refused with the nearest, and only two letters are repeated', () => {
    const expected = 'expected the two letters of a country in ISO 3166-1, such as FR';
    expect(whyNoCountry('UK')).toBe(`${expected}; UK is none, did you mean GB (United Kingdom)?`);
    expect(whyNoCountry('el')).toBe(`${expected}; EL is none, did you mean GR (Greece)?`);
    expect(whyNoCountry('ZZ')).toBe(`${expected}; there is no country ZZ`);
    const inFrench = 'il faut les deux lettres d’un pays selon ISO 3166-1, comme FR';
    expect(whyNoCountryWords('UK').fr).toBe(`${inFrench} ; UK n’en est pas un, pensiez-vous à GB (Royaume-Uni) ?`);
    expect(whyNoCountryWords('ZZ').fr).toBe(`${inFrench} ; aucun pays n’a le code ZZ`);
    expect(whyNoCountry('france')).toBe(`${expected}; did you mean FR (France)?`);
    expect(whyNoCountry('somebody’s name')).toBe(expected);
    expect(countrySchema.safeParse('UK').error?.issues[0]?.message).toBe(whyNoCountry('UK'));
  });

  it('has a name in each language', () => {
    expect([countryName('JO', 'en-GB'), countryName('JO', 'fr-FR'), countryName('ZZ', 'en-GB')]).toEqual([
      'Jordan',
      'Jordanie',
      'ZZ',
    ]);
  });
});
