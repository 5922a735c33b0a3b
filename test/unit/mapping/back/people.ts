import fc from 'fast-check';
import type { XeroPhone } from '../../../../lib/xero/contact/contact';
import { hostileText } from '../profiles';

/** Names as they stand in Intercom: typed by people, by forms and by imports. */
const INTERCOM_NAMES = [
	'Jane Doe', 'jane doe', 'JANE DOE', 'Jane', 'Doe, Jane', 'van der Berg, Jan', 'Berg, Jan van der', 'Jan van der Berg', 'Vincent Van Gogh', 'Ludwig van Beethoven', 'María José García Márquez',
	'Ortega y Gasset', "Pat O'Dell", "O'Brien-van der Berg, José (Pepe)", 'Dr Jane Doe', 'Mr Smith', 'Mr & Mrs Smith', 'John & Jane Smith', 'Ann Lee and Bob Ray', 'Robert Downey Jr.', 'Downey, Robert, Jr.',
	'Jane Doe PhD', 'PhD, Jane Mary', 'Yo MA', 'Jane "JJ" Doe', 'Elizabeth (Liz) Taylor', 'Mary Ann Smith Jones', 'Al Smith', 'al-Rashid', 'Ahmed bin Said al-Maktoum', '山田 太郎', '王伟', '王小明', '김 민수', 'ジョン・スミス',
	'マリア・デ・ラ・クルス', 'יוסי כהן', 'محمد بن سلمان', '\u200fיעל לוי\u200e', 'Nguyễn Văn An', 'Łukasz Żak', 'Jane undefined', 'Jane N/A', 'Acme Pty Ltd', 'Harbour Cafe', 'Smith & Co', 'Na Li', 'Jane  Doe ', ' Jane\tDoe',
	'X Æ A-12', 'Cher', 'jane@acme.example', "D'Arcy McGee", 'Anne-Marie de la Tour', 'J. R. R. Tolkien', 'Sir Ian McKellen', 'Smith, Dr Jane', 'Jane Null', 'Lee 李', '', '-', 'N/A', 'Unknown User',
];

/** FirstName and LastName as accountants type them. */
const XERO_NAMES: ReadonlyArray<readonly [string, string]> = [
	['Jane', 'Doe'], ['Jane', ''], ['', 'Doe'], ['Mary Ann', 'Smith'], ['Mary', 'Smith Jones'], ['Jan', 'van der Berg'], ['Jan van der', 'Berg'], ['太郎', '山田'], ['伟', '王'], ['ジョン', 'スミス'], ['マリア', 'デ・ラ・クルス'],
	["Pat", "O'Dell"], ['יוסי', 'כהן'], ['John & Jane', 'Smith'], ['Dr Jane', 'Doe'], ['Robert', 'Downey Jr'], ['', ''], ['José', 'García Márquez'], ['Jane', 'Doe (Sydney)'],
];

/** Phones of Australia, New Zealand, the United Kingdom and the United States in the spellings of people. */
const PHONES = [
	'0412 345 678', '+61 412 345 678', '+61412345678', '0061 412 345 678', '0011 61 412 345 678', '(02) 9374 4000', '02 9374 4000', '9374 4000', '+61 2 9374 4000', '1300 975 707', '412345678', '61412345678',
	'+64 21 123 4567', '021 123 4567', '+64 9 123 4567', '09 123 4567', '+44 20 7946 0958', '020 7946 0958', '07700 900123', '+44 7700 900123', '+1 (415) 555-2671', '415-555-2671', '(415) 555 2671 ext 9', '+14155552671;ext=9',
	'+52 1 55 1234 5678', '', '-', 'call me', 'ring after 5', '12', '+61', 'tel:+61293744000',
];

/** The same in Xero's three boxes. */
const SLOTS: ReadonlyArray<readonly [string, string, string]> = [
	['61', '', '412 345 678'], ['+61', '2', '93744000'], ['', '02', '9374 4000'], ['', '', '0412345678'], ['64', '21', '123 4567'], ['44', '20', '7946 0958'], ['1', '415', '555-2671'], ['', '', '+44 7700 900123'],
	['61', '02', '9374 4000'], ['0061', '2', '9374 4000'], ['', '', ''], ['61', '', ''], ['', '', 'ring after 5'], ['61', '2', '9374 4000 ext 9'],
];

const EMAILS = ['jane@acme.example', 'Jane@Acme.Example', ' jane@acme.example ', 'jane.doe+bills@acme.example', "o'dell@acme.example", 'mailto:jane@acme.example', ''];

export const country = fc.constantFrom('AU', 'NZ', 'GB', 'US');
export const intercomName = fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...INTERCOM_NAMES) }, { weight: 1, arbitrary: hostileText });
export const intercomPhone = fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...PHONES) }, { weight: 1, arbitrary: hostileText });
export const email = fc.constantFrom(...EMAILS);

/** An Intercom contact as people keep it. */
export const intercomPerson = fc.record({ name: intercomName, phone: intercomPhone, email });

export const xeroNames = fc.constantFrom(...XERO_NAMES);
export const xeroPhone = (slot: XeroPhone['PhoneType']): fc.Arbitrary<XeroPhone> =>
	fc.constantFrom(...SLOTS).map(([PhoneCountryCode, PhoneAreaCode, PhoneNumber]) => ({ PhoneType: slot, PhoneCountryCode, PhoneAreaCode, PhoneNumber }));
