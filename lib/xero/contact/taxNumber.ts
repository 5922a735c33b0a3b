const ABN_WEIGHTS = [10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19];

/**
 * Whether these are the digits of an Australian Business Number: eleven, and their check digits right. Pure.
 * @see https://abr.business.gov.au/Help/AbnFormat
 */
export function areAbnDigits(digits: string): boolean {
	if (!/^[1-9]\d{10}$/.test(digits)) return false;
	const sum = ABN_WEIGHTS.reduce((total, weight, index) => total + weight * Number(digits[index]), 0);
	// The rule takes 1 from the first digit before weighing it.
	return (sum - ABN_WEIGHTS[0]!) % 89 === 0;
}

/** What people write around a number: what it is called, and that it is one. */
const LABELS: ReadonlySet<string> = new Set(
	'abn acn arbn nzbn gst ird vat tax tin ein fein utr uid uen ssn itin vatin mwst ust ustid ust-idnr ustidnr tva iva mva btw nif cif nip siren siret no nr num number reg registration id code'.split(' '),
);

/** Between the shortest in use (seven digits and a letter in Ireland, eight digits in Denmark) and any misread word lies this. */
const MIN_CHARS = 7;
const MIN_DIGITS = 6;

/** A word of so many letters is no part of a number: `none`, `pending`, `applied`. Shorter ones are country codes and the like. */
const WORD_CHARS = 4;
const SHORT_WORDS: ReadonlySet<string> = new Set('na nil tba tbc tbd xxx yes'.split(' '));

/** `N/A` beside anything, and a date: people write when they applied. */
const NO_NUMBER = /\bn\s*[/.]\s*a\b|^\D*(?:(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](?:19|20)\d\d)\D*$/i;
/** Behind its zeros a number has more digits than this; `000000001` fills a field. */
const MAX_FILLER_DIGITS = 3;

const COUNTED_UP = '012345678901234567890';
const COUNTED_DOWN = '098765432109876543210';

/**
 * A tax number as it is compared: an ABN by its digits, in whatever spacing and with whatever label; any other number by
 * its digits and letters in capitals, because elsewhere letters tell companies apart (`IE1234567T`, `IE1234567FA`). `''`
 * for what is no plausible number: a placeholder (`0`, `n/a`, `pending 2026`, `000000000`, `123456789`) says nothing
 * about who somebody is. Pure.
 */
export function taxKey(text: string): string {
	if (text === '' || NO_NUMBER.test(text)) return '';
	const words = text.normalize('NFKC').toLowerCase().split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '' && !LABELS.has(word));
	if (words.some(isNoPartOfNumber)) return '';
	const bare = words.join('').replace(/^abn(?=\d)/, '').toUpperCase();
	return isPlausible(bare) ? bare : '';
}

/**
 * Whether two tax numbers are both set and name different companies. One that only lacks the other's country code
 * (`123456789`, `GB123456789`) may be the same: nothing is proved either way. Pure.
 */
export function taxNumbersContradict(a: string, b: string): boolean {
	const [one, other] = [taxKey(a), taxKey(b)];
	return one !== '' && other !== '' && withoutCountry(one) !== other && withoutCountry(other) !== one && one !== other;
}

function withoutCountry(key: string): string {
	return /^[A-Z]{2}\d{7,}$/.test(key) ? key.slice(2) : key;
}

function isNoPartOfNumber(word: string): boolean {
	return SHORT_WORDS.has(word) || (word.length >= WORD_CHARS && /^\p{L}+$/u.test(word));
}

function isPlausible(bare: string): boolean {
	const digits = bare.replace(/\D/g, '');
	if (bare.length < MIN_CHARS || digits.length < MIN_DIGITS || /^(\d)\1*$/.test(digits)) return false;
	if (digits.replace(/^0+/, '').length <= MAX_FILLER_DIGITS) return false;
	const isCounted = digits === bare && (COUNTED_UP.includes(digits) || COUNTED_DOWN.includes(digits));
	return !isCounted;
}
