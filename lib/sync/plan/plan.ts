import type { XeroContact, WritableContact } from '../../xero/contact/contact';
import type { ContactView } from '../../xero/directory/contactDirectory';
import type { Bound } from '../identity/identity';
import { isOwnNumber, numberKeeper } from '../identity/numberOwner';
import { keptNumberNote } from './keptNumber';
import { firstFreeName, nameCandidates } from '../record/contactName';
import { createdFields, type ContactBody } from '../record/createdFields';
import type { Change } from '../record/outcome';
import type { MappedRecord } from '../record/record';
import { phoneText } from '../record/slotText';
import type { Told } from '../record/told';
import { planName } from './planName';
import { newPeople, planPeople } from './planPeople';
import { planSlots } from './planSlots';
import { planText } from './planText';

/** What to do with one record, decided before anything is sent. */
export type Plan =
	| { kind: 'create'; body: ContactBody & { Name: string; ContactNumber: string }; changes: Change[]; notes: string[] }
	| {
			kind: 'update';
			body: ContactBody & { ContactID: string };
			contact: XeroContact;
			changes: Change[];
			notes: string[];
			/** What a person should hear of, once it is written. */
			tell?: readonly Told[];
			/** Fields, as changes name them, in which a change made in Xero stays. */
			kept?: readonly string[];
	  }
	| { kind: 'unchanged'; contact: XeroContact; reason: 'nothingChanged' | 'olderThanLastWritten' | 'xeroWins'; notes: string[]; kept?: readonly string[] }
	| { kind: 'nameTaken'; name: string; holders: readonly XeroContact[]; notes: string[] };

/** Whether an active contact other than `exceptContactId`, or one about to be written, has that name. */
export type IsNameTaken = (name: string, exceptContactId?: string) => boolean;

export interface PlanOptions {
	/** When another active contact has the name: add a suffix, let a person decide, or fail. */
	nameTaken: 'suffix' | 'review' | 'fail';
}

/** Plans a new contact. */
export function planCreate(
	record: MappedRecord,
	notes: string[],
	options: PlanOptions,
	isTaken: IsNameTaken,
	view: ContactView,
): Plan {
	const base = record.xero.Name ?? record.match.name;
	// A person decided that it is another one than the namesake.
	const maySuffix = options.nameTaken === 'suffix' || record.decision?.do === 'create';
	const candidates = maySuffix ? nameCandidates(base, record) : [base];
	const name = firstFreeName(candidates, (candidate) => isTaken(candidate));
	if (name === undefined) return { kind: 'nameTaken', name: base, holders: view.byName(base), notes };
	const { people, notes: peopleNotes } = newPeople(record);
	const filled = withoutEmpty({ ...record.xero, ContactPersons: people.length > 0 ? people : undefined });
	const body = Object.assign(filled, { Name: name, ContactNumber: record.match.contactNumber });
	const suffixNote = name === base ? [] : [`Named "${name}" because "${base}" belongs to another contact.`];
	return { kind: 'create', body, changes: createdFields(body), notes: [...notes, ...suffixNote, ...peopleNotes] };
}

/** Plans the smallest update that makes the contact what the record and the rules say. */
export function planUpdate(
	record: MappedRecord,
	identity: Bound,
	view: ContactView,
	isTaken: IsNameTaken,
	options: PlanOptions = { nameTaken: 'suffix' },
): Plan {
	const { contact } = identity;
	const name = planName(record, contact, (candidate) => isTaken(candidate, contact.ContactID), options.nameTaken === 'suffix');
	if (name.taken !== undefined) {
		return { kind: 'nameTaken', name: name.taken, holders: view.byName(name.taken), notes: identity.notes };
	}
	const text = planText(record, contact);
	const parts = [
		name,
		text,
		planSlots(record, contact),
		planPeople(record, contact, text.body.EmailAddress),
	];
	const number = planNumber(record, identity, view);
	const notes = [...identity.notes, ...parts.flatMap((part) => part.notes), ...number.notes];
	const changes = [...parts.flatMap((part) => part.changes), ...number.changes];
	if (changes.length === 0) return { kind: 'unchanged', contact, reason: 'nothingChanged', notes };
	const body = Object.assign({ ContactID: contact.ContactID }, number.body, ...parts.map((part) => part.body));
	return { kind: 'update', body, contact, changes, notes };
}

interface NumberPlan {
	body: { ContactNumber?: string };
	changes: Change[];
	notes: string[];
}

/**
 * ContactNumber becomes the Intercom id: where it is empty, or holds an id the record had before a merge, or that of a
 * record that is gone. A number
 * that an archived or merged contact still holds cannot be given again, Xero would refuse the whole element.
 */
function planNumber(record: MappedRecord, { contact, takesNumber = false }: Bound, view: ContactView): NumberPlan {
	const present = contact.ContactNumber ?? '';
	const desired = record.match.contactNumber;
	const nothing: NumberPlan = { body: {}, changes: [], notes: [] };
	if (present.toLowerCase() === desired.toLowerCase()) return nothing;
	if (present !== '' && !isOwnNumber(present, record) && !takesNumber) return nothing;
	const keeper = numberKeeper(contact, record, view);
	if (keeper) return { ...nothing, notes: [keptNumberNote(contact, keeper, record, view)] };
	return {
		body: { ContactNumber: desired },
		changes: [{ field: 'ContactNumber', before: present, after: desired }],
		notes: [],
	};
}

/** Lists that are filled stay the record's own. */
function withoutEmpty({ Phones: phones = [], ...others }: WritableContact): WritableContact {
	const filled = phones.filter((phone) => phoneText(phone) !== '');
	const Phones = filled.length === phones.length ? phones : filled;
	const contact = { ...others, ...(filled.length > 0 && { Phones }) };
	return Object.fromEntries(Object.entries(contact).filter(([, value]) => value !== '' && value !== undefined && value !== null));
}
