import type { AddressType, XeroAddress } from '../../xero/contact/contact';
import { cleanText } from './cleanText';
import { countryName } from './country';
import type { AddressPart } from '../rules/fieldTable';

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

function spreadLines(parts: Readonly<Partial<Record<AddressPart, string>>>): Partial<Record<AddressPart, string>> {
	const lines = (parts.AddressLine1 ?? '').split(/[\r\n]+/).map(cleanText).filter((line) => line !== '');
	const othersUsed = LINES.slice(1).some((line) => (parts[line] ?? '') !== '');
	if (lines.length < 2) return {};
	if (othersUsed) return { AddressLine1: lines.join(', ') };
	const shown = lines.length > LINES.length ? [...lines.slice(0, 3), lines.slice(3).join(', ')] : lines;
	return Object.fromEntries(shown.map((line, index) => [LINES[index], line]));
}
