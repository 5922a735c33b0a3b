import { isRecord } from '../http/isRecord';

/** The fields of a contact whose changes in Xero may go to Intercom; a name is Xero's FirstName and LastName, of an organisation its Name. */
export const FLOWING_FIELDS = ['name', 'phone', 'email'] as const;

export type FlowingField = (typeof FLOWING_FIELDS)[number];

/** What happens to a field that was changed in both systems since they last agreed, each to another value. */
export const WHEN_BOTH_CHANGED = ['review', 'intercom', 'xero', 'newest'] as const;

export type WhenBothChanged = (typeof WHEN_BOTH_CHANGED)[number];

/** What a contact of Xero that was archived, merged away without a winner or erased means for its Intercom record. */
export const WHEN_ARCHIVED_IN_XERO = ['leave', 'mark', 'review'] as const;

/**
 * How changes in Xero reach Intercom. A person chooses it in the panel of the trigger; each item carries it, for the upserts of
 * both sides: a field that was changed on one side only goes to the other, whichever of them looks first.
 */
export interface BothWays {
	/** The others go from Intercom to Xero only. Email is not among them unless somebody says so: an Intercom user signs in with it. */
	fields: readonly FlowingField[];
	/** For each flowing field. */
	whenBothChanged: Readonly<Record<FlowingField, WhenBothChanged>>;
	whenArchived: (typeof WHEN_ARCHIVED_IN_XERO)[number];
}

/** Reads what an item carries of it; null: off, or nothing that can be read. Pure, never throws. */
export function bothWaysFrom(value: unknown): BothWays | null {
	if (!isRecord(value) || !Array.isArray(value.fields)) return null;
	const { fields, whenBothChanged: chosen, whenArchived } = value;
	const policyOf = (field: FlowingField) => WHEN_BOTH_CHANGED.find((one) => isRecord(chosen) && chosen[field] === one) ?? 'review';
	return {
		fields: FLOWING_FIELDS.filter((field) => fields.includes(field)),
		whenBothChanged: { name: policyOf('name'), phone: policyOf('phone'), email: policyOf('email') },
		whenArchived: WHEN_ARCHIVED_IN_XERO.find((one) => one === whenArchived) ?? 'leave',
	};
}

/** As the switch gives it when it is turned on. */
export const DEFAULT_BOTH_WAYS: BothWays = {
	fields: ['name', 'phone'], whenBothChanged: { name: 'review', phone: 'review', email: 'review' }, whenArchived: 'leave',
};
