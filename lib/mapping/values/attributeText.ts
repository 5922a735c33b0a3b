import { isoDate } from './isoDate';

/** How the value of a custom attribute is read: by the name of the attribute, always as a date, or as it is. */
export type AttributeReading = 'auto' | 'date' | 'text';

/** Intercom's own rule for its JavaScript API: the name of a date ends in `_at`. People write `_date` and `_on` as well. */
const DATE_NAME = /(?:_at|_date|_on|\bdate)$/i;
/** 1990-01-01: a smaller number in an attribute named like a date is a count, and one of milliseconds is larger by far. */
const FIRST_EPOCH_SECONDS = 631_152_000;

/**
 * The value of a custom attribute as one line of text, the same for the same value. Dates, which Intercom keeps as
 * seconds, become `2026-11-23` (UTC); a list becomes its entries with commas; true and false stay words. A reference to
 * another object, like no value at all, is `''`. Pure, never throws.
 * @param name of the attribute; tells a date from a number where `reading` is `auto`
 */
export function attributeText(value: unknown, name: string, reading: AttributeReading): string {
	if (Array.isArray(value)) return value.map((entry) => attributeText(entry, name, reading)).filter((text) => text !== '').join(', ');
	switch (typeof value) {
		case 'string':
			return reading === 'date' ? dateText(value) : value;
		case 'number':
			return isDate(value, name, reading) ? isoDate(value) : numberText(value);
		case 'boolean':
			return String(value);
		default:
			return '';
	}
}

function isDate(value: number, name: string, reading: AttributeReading): boolean {
	if (reading === 'text' || isoDate(value) === '') return false;
	return reading === 'date' || (DATE_NAME.test(name) && Number.isInteger(value) && value >= FIRST_EPOCH_SECONDS);
}

/** A date that came as text: seconds in digits, or ISO 8601; anything else stays as it is. */
function dateText(text: string): string {
	const written = text.trim();
	if (/^\d{9,10}$/.test(written)) return isoDate(Number(written));
	const iso = /^(\d{4}-\d{2}-\d{2})(?:T[\d:.]+(?:Z|[+-]\d{2}:?\d{2})?)?$/.exec(written);
	return iso === null ? text : isoDate(Date.parse(written) / 1_000) || text;
}

/** A number without exponent: `1e21` means nothing to an accountant. */
function numberText(value: number): string {
	if (!Number.isFinite(value)) return '';
	const short = String(value);
	if (!short.includes('e')) return short;
	return Number.isInteger(value) ? BigInt(value).toString() : value.toFixed(20).replace(/0+$/, '').replace(/\.$/, '');
}
