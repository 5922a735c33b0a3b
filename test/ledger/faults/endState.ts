import { omit } from 'es-toolkit';
import type { Stage } from './stage';

/** By which a note is known again; it is made of ids. */
const MARK = / \[n8n [0-9a-f]+\]/;

/** Both vendors and the ledger as they are, without times and with names for ids: to be the same, however often something failed. */
export async function endState(stage: Stage): Promise<Record<string, unknown[]>> {
	const { sandbox: { intercom }, organisation } = stage;
	const workspace = intercom.workspace();
	const contacts = [...workspace.contacts.values()];
	const companies = [...workspace.companies.values()];
	const inXero = organisation.allContacts();
	const names = new Map<string, string>([
		[organisation.id, 'the organisation'],
		...contacts.map(({ id, name, email }) => [id, `Intercom's ${name ?? email ?? 'nobody'}`] as const),
		...companies.map(({ id, name }) => [id, `Intercom's company ${name ?? ''}`] as const),
		...inXero.map(({ ContactID, Name }) => [ContactID, `Xero's ${Name}`] as const),
	]);
	const named = (rows: readonly unknown[]) => rows.map((row) => [...names].reduce((text, [id, name]) => text.replaceAll(id, name), JSON.stringify(row))).sort().map((text) => JSON.parse(text) as unknown);
	const [records, work, reviews, jobs] = [await stage.rows('record'), await stage.rows('work'), await stage.rows('review'), await stage.rows('job')];
	return {
		xero: named(inXero.map((contact) => ({ ...omit(contact, ['UpdatedDateUTC']), notes: (organisation.notes.get(contact.ContactID) ?? []).map(({ details }) => details.replace(MARK, '')) }))),
		groups: named([...organisation.groups.values()].map(({ name, members }) => ({ name, members: [...members].sort() }))),
		intercom: named(contacts.map(({ id, name, email, phone, role, custom, state }) => ({ id, name, email, phone, role, custom, state }))),
		companies: named(companies.map(({ id, name, custom }) => ({ id, name, custom }))),
		records: named(records.map(({ kind, id, state, xeroContactId, reference }) => ({ kind, id, state, xeroContactId, reference }))),
		work: named(work.map(({ kind, id, state, reason }) => ({ kind, id, state, reason }))),
		reviews: named(reviews.map(({ kind, id, reason }) => ({ kind, id, reason }))),
		jobs: named(jobs.map(({ jobId, job: { state } }) => ({ jobId: jobId.replace(/\d{4}-\d\d/, 'month'), state }))),
	};
}

/** Titles of what a person was told, in whatever form it came; sorted. */
export function titles({ told }: Pick<Stage, 'told'>): string[] {
	return told.flatMap((body) => titlesIn(String(body))).sort();
}

function titlesIn(body: string): string[] {
	try {
		const { alerts, text = '' } = JSON.parse(body) as { alerts?: Array<{ title: string }>; text?: string };
		return alerts?.map(({ title }) => title) ?? [text.split('\n', 1)[0]!];
	} catch {
		return [body.split('\n', 1)[0]!];
	}
}
