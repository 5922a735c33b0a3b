import type { Plan } from '../plan/plan';
import type { ContactBody } from '../record/createdFields';
import type { Change } from '../record/outcome';

type Update = Extract<Plan, { kind: 'update' }>;

/** An update without some of its changes, because Xero's own stay; nothing may be left of it. Pure. */
export function without(plan: Update, dropped: readonly Change[], note: (change: Change) => string): Extract<Plan, { kind: 'update' | 'unchanged' }> {
	const fields = new Set(dropped.map((change) => change.field));
	const changes = plan.changes.filter((change) => !fields.has(change.field));
	const notes = [...plan.notes, ...dropped.map(note)];
	const kept = [...(plan.kept ?? []), ...fields];
	if (changes.length === 0) return { kind: 'unchanged', contact: plan.contact, reason: 'xeroWins', notes, kept };
	return { ...plan, body: bodyWithout(plan.body, fields), changes, notes, kept };
}

function bodyWithout<B extends ContactBody>(body: B, fields: ReadonlySet<string>): B {
	const kept = Object.fromEntries(Object.entries(body).filter(([field]) => !fields.has(field))) as B;
	if (body.Phones) kept.Phones = body.Phones.filter((phone) => !fields.has(`Phones.${phone.PhoneType}`));
	if (body.Addresses) kept.Addresses = body.Addresses.filter((address) => !fields.has(`Addresses.${address.AddressType}`));
	if (kept.Phones?.length === 0) delete kept.Phones;
	if (kept.Addresses?.length === 0) delete kept.Addresses;
	return kept;
}
