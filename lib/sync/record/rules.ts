import { ACCOUNTANTS_FIELDS } from '../../xero/contact/accountantsFields';
import type { FieldRule, MappedField, MappedRecord } from './record';

/** Filled when empty, never replaced, unless the user says otherwise. */
const ONLY_IF_EMPTY: readonly MappedField[] = ACCOUNTANTS_FIELDS;

/** The rule of a field: the record's own, else the safe default. */
export function ruleFor(record: MappedRecord, field: MappedField): FieldRule {
	return record.rules[field] ?? { update: ONLY_IF_EMPTY.includes(field) ? 'ifEmpty' : 'always', clear: false };
}

/**
 * Whether a mapped value may replace the present one.
 * @param isEmpty of the present value in Xero
 */
export function mayWrite(rule: FieldRule, desiredIsEmpty: boolean, presentIsEmpty: boolean): boolean {
	if (rule.update === 'onCreate') return false;
	if (rule.update === 'ifEmpty' && !presentIsEmpty) return false;
	return !desiredIsEmpty || rule.clear;
}
