import type { FlowingField } from '../../ledger/bothWays';

/** A field that was changed on both sides since they agreed, as people read it. */
export interface BothChangedField {
	field: FlowingField;
	/** What they agreed on. */
	base: string;
	intercom: string;
	xero: string;
}

const LABELS: Readonly<Record<FlowingField, string>> = { name: 'Name', phone: 'Phone', email: 'Email' };

/** What was changed on both sides, for the person who decides. Pure. */
export function bothChangedWords(fields: readonly BothChangedField[]): string {
	return fields.map(({ field, base, intercom, xero }) => `${LABELS[field]}: ${said(base)} before; now ${said(intercom)} in Intercom and ${said(xero)} in Xero.`).join(' ');
}

/** A value as words tell it. Pure. */
export function said(value: string): string {
	return value.trim() === '' ? 'nothing' : `"${value}"`;
}
