import { isRecord } from '../http/isRecord';

/** The fields of a contact whose changes in Xero may go to Intercom; a name is Xero's FirstName and LastName, of an organisation its Name. */
export const FLOWING_FIELDS = ['name', 'phone', 'email'] as const;

export type FlowingField = (typeof FLOWING_FIELDS)[number];

/** What happens to a field that was changed in both systems since they last agreed, each to another value. */
export const WHEN_BOTH_CHANGED = ['review', 'intercom', 'xero', 'newest'] as const;

export type WhenBothChanged = (typeof WHEN_BOTH_CHANGED)[number];

/** What a contact of Xero that was archived, merged away without a winner or erased means for its Intercom record. */
export const WHEN_ARCHIVED_IN_XERO = ['leave', 'mark', 'review'] as const;

/** Which contacts of Xero that no Intercom record is bound to become users in Intercom. */
export const CREATED_IN_INTERCOM = ['nobody', 'customers', 'groups'] as const;

/** `customers`: Xero says IsCustomer, which it does from the first sales invoice on; `groups`: in one of these contact groups, by their ContactGroupID. */
export type Creation = { of: 'customers' } | { of: 'groups'; groupIds: readonly string[] };

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
	/** Absent: nobody is created in Intercom. */
	creation?: Creation;
}

/** Reads what an item carries of it; null: off, or nothing that can be read. Pure, never throws. */
export function bothWaysFrom(value: unknown): BothWays | null {
	if (!isRecord(value) || !Array.isArray(value.fields)) return null;
	const { fields, whenBothChanged: chosen, whenArchived } = value;
	const creation = creationFrom(value.creation);
	const policyOf = (field: FlowingField) => WHEN_BOTH_CHANGED.find((one) => isRecord(chosen) && chosen[field] === one) ?? 'review';
	return {
		fields: FLOWING_FIELDS.filter((field) => fields.includes(field)),
		whenBothChanged: { name: policyOf('name'), phone: policyOf('phone'), email: policyOf('email') },
		whenArchived: WHEN_ARCHIVED_IN_XERO.find((one) => one === whenArchived) ?? 'leave',
		...(creation !== null && { creation }),
	};
}

/** null: nobody, or nothing that can be read. */
function creationFrom(value: unknown): Creation | null {
	if (!isRecord(value)) return null;
	if (value.of === 'customers') return { of: 'customers' };
	if (value.of !== 'groups' || !Array.isArray(value.groupIds)) return null;
	return { of: 'groups', groupIds: value.groupIds.filter((id): id is string => typeof id === 'string' && id !== '') };
}

/** As the switch gives it when it is turned on. */
export const DEFAULT_BOTH_WAYS: BothWays = {
	fields: ['name', 'phone'], whenBothChanged: { name: 'review', phone: 'review', email: 'review' }, whenArchived: 'leave',
};
