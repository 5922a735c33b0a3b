import { NoAnswer, type Clock } from '../../../lib/http/transport';
import type { Outcome } from '../../../lib/sync/record/outcome';
import type { MappedRecord } from '../../../lib/sync/record/record';
import { upsertContacts } from '../../../lib/sync/upsert';
import { Gatherings } from '../../../lib/sync/write/gathering';
import { namedPeople } from './namedPeople';
import { recordOf } from './people';
import { lastSyncOf, openStage, OPTIONS, type Stage } from './stage';

/** Contacts on a page of Intercom's. */
const A_PAGE = 150;
/** Records under way above which no other page is read, as claimPage has it. */
const UNDER_WAY = 2 * A_PAGE;
/** Real time for a second of waiting for others. */
const SECOND_MS = 40;

/** What a job costs that takes so many people page by page, some pages side by side, as executions of one process do. */
export async function inPages(stage: Stage, pages: readonly (readonly MappedRecord[])[]): Promise<{ outcomes: Outcome[]; calls: number }> {
	const deps = stage.deps();
	const clock = patientClock(deps.clock, (ms) => stage.sandbox.clock.advance(ms));
	const gatherings = new Gatherings();
	const outcomes = new Array<Outcome[]>(pages.length);
	const open = new Set<Promise<void>>();
	let underWay = 0;
	stage.before = () => renewed(stage);
	stage.callsSpent();
	for (const [at, page] of pages.entries()) {
		while (underWay > UNDER_WAY) await Promise.race(open);
		const options = { ...OPTIONS, organisationId: stage.organisationId, series: { name: 'job', isLast: at === pages.length - 1 } };
		underWay += page.length;
		const one: Promise<void> = upsertContacts(page, { ...deps, clock, gatherings }, options).then((made) => {
			outcomes[at] = made;
			underWay -= page.length;
			open.delete(one);
		});
		open.add(one);
		// The next page is read meanwhile.
		await new Promise((resolve) => setTimeout(resolve, SECOND_MS / 4));
	}
	await Promise.all(open);
	return { outcomes: outcomes.flat(), calls: stage.callsSpent() };
}

let renewedAt = 0;

/** A token of Xero's lasts half an hour, and n8n gets a new one. */
function renewed(stage: Stage): void {
	const now = stage.sandbox.clock.now();
	if (Math.abs(now - renewedAt) < 10 * 60_000) return;
	renewedAt = now;
	stage.connect('offline_access', 'accounting.contacts', 'accounting.settings.read');
}

/** Waits for other runs in real time, which is short here; everything else passes at once. */
function patientClock({ now, random, sleep }: Clock, advance: (ms: number) => void): Clock {
	return {
		now,
		random,
		sleep: async (ms, signal) => {
			if (signal === undefined) return await sleep(ms);
			await new Promise<void>((resolve, reject) => {
				const timer = setTimeout(resolve, (ms / 1_000) * SECOND_MS);
				signal.addEventListener('abort', () => {
					clearTimeout(timer);
					reject(new NoAnswer('cancelled', 'The execution was stopped.'));
				});
			});
			advance(ms);
		},
	};
}

export function pagesOf(records: readonly MappedRecord[]): MappedRecord[][] {
	return Array.from({ length: Math.ceil(records.length / A_PAGE) }, (_, page) => records.slice(page * A_PAGE, (page + 1) * A_PAGE));
}

/** Calls to Xero of a migration of so many people, of whom so many are in Xero already, and of a later one for which one in a hundred has changed. */
export async function callsOfMigration(people: number, inXero: number): Promise<{ first: number; changed: number; created: number; updated: number; changedPeople: number }> {
	const stage = await openStage({ xero: { limits: { perDay: Number.MAX_SAFE_INTEGER } } });
	try {
		const every = Math.floor(people / inXero);
		const everybody = namedPeople(people);
		stage.seed(...everybody.filter((_, index) => index % every === 0 && index / every < inXero).map(({ name, email }) => ({ Name: name, FirstName: name.split(' ')[0]!, LastName: 'Smith', EmailAddress: email })));
		stage.sandbox.clock.advance(10 * 60_000);
		const records = everybody.map((person) => recordOf(person));
		const first = await inPages(stage, pagesOf(records));
		const count = (outcome: Outcome['outcome']) => first.outcomes.filter((one) => one.outcome === outcome).length;
		stage.forget();
		const changed = records.flatMap((record, index) => (index % 100 === 7 ? [{ ...recordOf({ ...everybody[index], phone: '+61 399 999 999', updatedAt: 1_780_000_000 }), match: { ...record.match, contactId: first.outcomes[index]!.xeroContactId!, organisationId: stage.organisationId }, lastSync: lastSyncOf(first.outcomes[index]) }] : []));
		// A page of the job holds those few of its contacts that have changed.
		const later = await inPages(stage, Array.from({ length: Math.ceil(people / A_PAGE) }, (_, page) => changed.filter((_, index) => Math.floor((index * 100 + 7) / A_PAGE) === page)));
		if (!later.outcomes.every(({ outcome }) => outcome === 'updated')) throw new Error(`not everybody was updated: ${later.outcomes.find(({ outcome }) => outcome !== 'updated')?.reason}`);
		return { first: first.calls, changed: later.calls, created: count('created'), updated: count('updated'), changedPeople: changed.length };
	} finally {
		await stage.stop();
	}
}
