import { decideRecord } from '../../../../lib/ledger/decisions/person';
import type { Settlement } from '../../../../lib/ledger/events/settlement';
import { makeReport, type MadeReport, type ReportWish } from '../../../../lib/ledger/report/report';
import { contact, failed, LedgerWorld, ORGANISATION, review, synced } from '../ledgerWorld';

export const XERO_ID = '45e4708e-d862-4111-ab3a-dd8cd03913e1';

/** What strangers may type, and what came through a workflow. */
export interface Typed {
	name: string;
	email: string;
	candidate: string;
	url: string;
	message: string;
	reason: string;
	by: string;
	field: string;
}

export const HARMLESS: Typed = { name: 'Jane Doe', email: 'jane@acme.example', candidate: 'Acme', url: `https://go.xero.com/Contacts/View/${XERO_ID}`, message: 'Several fit.', reason: 'ambiguous', by: 'Jane', field: 'Name' };

/** A ledger in which everything that a report shows has happened, with these texts wherever somebody else could have put them. */
export async function busyWorld(typed: Typed = HARMLESS): Promise<LedgerWorld> {
	const world = await new LedgerWorld().open();
	for (let n = 1; n <= 5; n++) await world.notify(contact(n));
	const [one, two, three, four, five] = await world.claim();
	world.now += 2_500;
	const callsLeft = { organisationId: ORGANISATION, day: 4_321, knownAt: world.now };
	const asked: Settlement = {
		...review(two!, typed.reason), outcome: 'review', message: typed.message, nextStep: typed.message, who: { name: typed.name, email: typed.email }, changes: [{ field: typed.field, before: typed.name, after: typed.email }],
		candidates: [{ xeroContactId: XERO_ID, name: typed.candidate, email: typed.email, status: 'ACTIVE', url: typed.url }, { xeroContactId: 'no id', name: typed.name, email: '', status: typed.reason, url: typed.url }],
	} as Settlement;
	await world.settle([
		{ ...synced(one!, { result: 'created' }), callsLeft }, asked, failed(three!, { class: 'validation', reason: typed.reason, message: typed.message, nextStep: typed.message, retryable: false }),
		{ outcome: 'skipped', subject: four!.subject, token: four!.token, reason: 'lead', requestIds: [] }, failed(five!, { reason: typed.reason, message: typed.message }),
	]);
	await world.store.change(decideRecord(contact(1), { do: 'tryAgain' }, typed.by, world.now));
	return world;
}

/** The report on it. */
export async function reportOn(world: LedgerWorld, wish: Partial<ReportWish> = {}): Promise<MadeReport> {
	return await makeReport(world.store, { format: 'html', ledger: 'default', days: 3, recordId: '', live: { said: '', freshSecret: 'secret' }, ...wish }, world.now);
}
