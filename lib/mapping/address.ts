import type { AddressType, XeroAddress } from '../xero/contact';
import { cleanText } from './cleanText';
import type { AddressPart } from './fieldTable';

const LINES = ['AddressLine1', 'AddressLine2', 'AddressLine3', 'AddressLine4'] as const;

/**
 * Builds the address of one slot from its parts: cleaned, the country as Xero takes it, a first line of several lines
 * spread over the free lines below it. Parts that are absent stay absent. Pure, never throws.
 */
export function addressOf(slot: AddressType, parts: Readonly<Partial<Record<AddressPart, string>>>): XeroAddress {
	const { Country: country, ...texts } = { ...parts, ...spreadLines(parts) };
	const cleaned = Object.entries(texts).map(([part, text]) => [part, cleanText(text ?? '')]);
	return {
		AddressType: slot,
		...Object.fromEntries(cleaned),
		...(country !== undefined && { Country: countryName(country) }),
	};
}

/**
 * A country as Xero accepts it, letters and blanks only: an ISO code becomes the English name, accents go
 * (`Côte d'Ivoire` is `Cote d Ivoire`). What has no Latin letters becomes `''`. Pure, never throws.
 * @see https://developer.xero.com/documentation/api/accounting/types Country: max 50, [A-Z], [a-z] only
 */
export function countryName(text: string): string {
	const written = cleanText(text);
	const name = /^[a-z]{2}$/i.test(written) ? (nameOfCode(written.toUpperCase()) ?? written) : written;
	return name.normalize('NFD').replace(/\p{M}/gu, '').replace(/[^A-Za-z]+/g, ' ').trim();
}

function spreadLines(parts: Readonly<Partial<Record<AddressPart, string>>>): Partial<Record<AddressPart, string>> {
	const lines = (parts.AddressLine1 ?? '').split(/[\r\n]+/).map(cleanText).filter((line) => line !== '');
	const othersUsed = LINES.slice(1).some((line) => (parts[line] ?? '') !== '');
	if (lines.length < 2) return {};
	if (othersUsed) return { AddressLine1: lines.join(', ') };
	const shown = lines.length > LINES.length ? [...lines.slice(0, 3), lines.slice(3).join(', ')] : lines;
	return Object.fromEntries(shown.map((line, index) => [LINES[index], line]));
}

let regionNames: Intl.DisplayNames | undefined;

function nameOfCode(code: string): string | undefined {
	// Built on first use: it costs milliseconds, and most mappings have no address.
	regionNames ??= new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });
	return regionNames.of(code);
}
