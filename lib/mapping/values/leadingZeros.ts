import { isAcn } from '../organisation/abn';

/** A text, and in words what was put back in front of it; absent where nothing was. */
export interface Restored {
	text: string;
	remark?: string;
}

const ACN_DIGITS = 9;
/** Fewer digits than this would fit a check digit by accident too easily. */
const ACN_DIGITS_LEFT_MIN = 6;
/** @see https://www.gov.uk/government/publications/uniform-resource-identifiers-uri-customer-guide (CRN: eight characters) */
const UK_COMPANY_NUMBER_DIGITS = 8;

/**
 * A company number with the zeros that an attribute of type number lost, where that is certain: an Australian ACN whose
 * check digit is then right, a British number of fewer than eight digits. Pure.
 * @param country ISO code
 */
export function companyNumberOf(text: string, country: string): Restored {
	const digits = text.replace(/\s/g, '');
	if (!/^\d+$/.test(digits)) return { text };
	if (country === 'AU' && digits.length >= ACN_DIGITS_LEFT_MIN && digits.length < ACN_DIGITS) {
		const whole = digits.padStart(ACN_DIGITS, '0');
		return isAcn(whole) ? restored(digits, whole) : { text };
	}
	const isBritish = country === 'GB' && digits.length >= ACN_DIGITS_LEFT_MIN && digits.length < UK_COMPANY_NUMBER_DIGITS;
	return isBritish ? restored(digits, digits.padStart(UK_COMPANY_NUMBER_DIGITS, '0')) : { text };
}

/**
 * Digits of the postcodes of countries where some begin with a zero and all have the same length, and what a shorter one
 * must look like to be one that lost it.
 * @see https://www.upu.int/en/Postal-Solutions/Programmes-Services/Addressing-Solutions
 */
const POSTCODES: Readonly<Record<string, { digits: number; shortened: RegExp }>> = {
	// 0200 to 0299 (Canberra) and 0800 to 0999 (Northern Territory).
	AU: { digits: 4, shortened: /^[289]\d\d$/ },
	NZ: { digits: 4, shortened: /^[1-9]\d\d$/ },
	NO: { digits: 4, shortened: /^[1-9]\d{1,2}$/ },
	DK: { digits: 4, shortened: /^[1-9]\d\d$/ },
	ZA: { digits: 4, shortened: /^[1-9]\d{0,2}$/ },
	US: { digits: 5, shortened: /^[1-9]\d{2,3}$/ },
	DE: { digits: 5, shortened: /^[1-9]\d{3}$/ },
	FR: { digits: 5, shortened: /^[1-9]\d{3}$/ },
	ES: { digits: 5, shortened: /^[1-9]\d{3}$/ },
	IT: { digits: 5, shortened: /^[1-9]\d{1,3}$/ },
	FI: { digits: 5, shortened: /^[1-9]\d{2,3}$/ },
	MX: { digits: 5, shortened: /^[1-9]\d{3}$/ },
	MY: { digits: 5, shortened: /^[1-9]\d{3}$/ },
	TR: { digits: 5, shortened: /^[1-9]\d{3}$/ },
	SG: { digits: 6, shortened: /^[1-9]\d{4}$/ },
};

/** A postcode with the zeros that an attribute of type number lost, where the country leaves no doubt. Pure. @param country ISO code */
export function postcodeOf(text: string, country: string): Restored {
	const rule = POSTCODES[country];
	const written = text.trim();
	if (rule === undefined || !rule.shortened.test(written)) return { text };
	return restored(written, written.padStart(rule.digits, '0'));
}

function restored(before: string, text: string): Restored {
	return { text, remark: `${before} became ${text}: attributes of type number lose their leading zeros.` };
}
