import { isRecord } from '../../http/isRecord';
import type { XeroContactGroup } from '../contact/contact';

/** The groups of an answer of Xero, without deleted ones and without anything that has no id or name. Pure. */
export function groupsFrom(list: readonly unknown[]): XeroContactGroup[] {
	return list.flatMap((element) => {
		const { ContactGroupID, Name, Status } = isRecord(element) ? element : {};
		if (typeof ContactGroupID !== 'string' || typeof Name !== 'string' || Status === 'DELETED') return [];
		return [{ ContactGroupID: ContactGroupID.toLowerCase(), Name }];
	});
}
