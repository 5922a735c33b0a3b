import { areAbnDigits } from '../../xero/contact/taxNumber';

const ACN_WEIGHTS = [8, 7, 6, 5, 4, 3, 2, 1];

/** Digits of a business number, whatever stands between them (`51 824 753 556`, `51-824-753-556`). Pure. */
export function digitsOf(text: string): string {
	return text.replace(/\D/g, '');
}

/**
 * Whether a text is an Australian Business Number: 11 digits whose check digits are right, in any spacing. Pure.
 * @see https://abr.business.gov.au/Help/AbnFormat
 */
export function isAbn(text: string): boolean {
	return areAbnDigits(digitsOf(text));
}

/**
 * Whether a text is an Australian Company Number: 9 digits, the last one the check digit. Pure.
 * @see https://asic.gov.au/for-business/registering-a-company/steps-to-register-a-company/australian-company-numbers/australian-company-number-digit-check/
 */
export function isAcn(text: string): boolean {
	const digits = digitsOf(text);
	if (digits.length !== 9) return false;
	return (10 - (weighed(digits, ACN_WEIGHTS) % 10)) % 10 === Number(digits[8]);
}

function weighed(digits: string, weights: readonly number[]): number {
	return weights.reduce((total, weight, index) => total + weight * Number(digits[index]), 0);
}

/** An ABN in the usual groups (`51 824 753 556`); any other text unchanged. Pure. */
export function formatAbn(text: string): string {
	return isAbn(text) ? digitsOf(text).replace(/^(\d{2})(\d{3})(\d{3})(\d{3})$/, '$1 $2 $3 $4') : text;
}

/** Whether a text was meant as an ABN and has a wrong digit: eleven digits and nothing but separators. Pure. */
export function isBrokenAbn(text: string): boolean {
	return /^[\d\s.-]+$/.test(text) && digitsOf(text).length === 11 && !isAbn(text);
}
