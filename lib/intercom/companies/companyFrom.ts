import type { Intercom } from 'intercom-client';
import { isRecord } from '../../http/isRecord';
import { companyAttributesFrom } from '../attributes/customAttributes';
import { labelOf, nameOf } from '../profile/escapedText';
import type { IntercomCompany, NamedRecord } from '../profile/profile';
import { epochSeconds, idOf, listOf, numberOf } from '../api/wireValue';

/** A company on the wire: the vendor's field names, values of any shape. */
type WireCompany = { [Field in keyof Intercom.Company]?: unknown };

/**
 * Reads a company of REST or of a notification (whose name may be null although the company has one).
 * @returns null where there is no company with an id. Pure, never throws.
 */
export function companyFrom(wire: unknown): IntercomCompany | null {
	if (!isRecord(wire)) return null;
	const fields: WireCompany = wire;
	const id = idOf(fields.id);
	if (id === null) return null;
	return {
		id,
		company_id: labelOf(idOf(fields.company_id)) ?? '',
		name: nameOf(fields.name),
		website: labelOf(fields.website),
		industry: labelOf(fields.industry),
		size: numberOf(fields.size),
		monthly_spend: numberOf(fields.monthly_spend),
		plan: labelOf(isRecord(fields.plan) ? fields.plan.name : fields.plan),
		created_at: epochSeconds(fields.created_at) ?? 0,
		updated_at: epochSeconds(fields.updated_at) ?? 0,
		custom_attributes: companyAttributesFrom(fields.custom_attributes),
		tags: namedRecordsFrom(isRecord(fields.tags) ? (fields.tags.tags ?? fields.tags.data) : fields.tags),
	};
}

/** The entries of a list that have an id and a name (tags, segments). Pure. */
export function namedRecordsFrom(wire: unknown): NamedRecord[] {
	return listOf(wire).flatMap((entry) => {
		const id = isRecord(entry) ? idOf(entry.id) : null;
		const name = isRecord(entry) ? labelOf(entry.name) : null;
		return id === null || name === null ? [] : [{ id, name }];
	});
}
