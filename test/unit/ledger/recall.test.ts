import { keepForecasts, recallForecasts, type Forecast } from '../../../lib/ledger/decisions/forecasts';
import type { Subject } from '../../../lib/ledger/rows/subject';
import { contactNumbered, foreseen, PagesWorld } from './pagesWorld';

/** What a dry run foresaw on earlier pages, found by the keys of a record of this one. */
const X = 'x0000000-0000-4000-8000-000000000001';

/** A dry run with a page for each list; each forecast is about one contact, and has a key of its own beside what it had and would have. */
async function afterPages(pages: { name: string; keys: string[] }[][]): Promise<PagesWorld> {
	const world = await PagesWorld.open(pages.flat().length, Math.max(...pages.map((page) => page.length)));
	await world.start('dry', { kind: 'dryRun' });
	for (const wanted of pages) {
		const page = await world.page('dry');
		const taken = await world.take(page);
		const subjects = 'records' in taken ? taken.records.map(({ subject }) => subject) : [];
		const forecasts = wanted.map(({ name, keys }, at): Forecast => ({ ...foreseen(subjects[at]!, 'updated'), subject: subjects[at]!, keys: [...keys, `own ${at}`], contact: { ContactID: X, Name: name } }));
		await world.world.store.change(keepForecasts('dry', page.token, { forecasts, failure: null }, { auditValues: false }, world.world.now));
		await world.world.wait(1_000);
	}
	return world;
}

const recalled = async ({ world }: PagesWorld, keys: string[], own: Subject[] = []) => (await world.store.change(recallForecasts('dry', own, keys))).map(({ contact }) => contact?.Name);

test('a contact is found by what it had, and by what it would have; the latest comes last', async () => {
	const pages = await afterPages([[{ name: 'first', keys: ['email a', 'email b'] }], [{ name: 'second', keys: ['email b', 'email c'] }]]);
	expect(await recalled(pages, ['email a'])).toEqual(['first']);
	expect(await recalled(pages, ['email c', 'email z'])).toEqual(['second']);
	expect(await recalled(pages, ['email b'])).toEqual(['first', 'second']);
	expect(await recalled(pages, ['email z'])).toEqual([]);
	expect(await recalled(pages, [])).toEqual([]);
});

test('a record does not meet what was foreseen of itself, or of others of its page', async () => {
	const pages = await afterPages([[{ name: 'first', keys: ['email b'] }], [{ name: 'second', keys: ['email b'] }]]);
	expect(await recalled(pages, ['email b'], [contactNumbered(1)])).toEqual(['first']);
	expect(await recalled(pages, ['email b'], [contactNumbered(0), contactNumbered(1)])).toEqual([]);
});

test('all who foresee one contact on a page tell it once', async () => {
	const pages = await afterPages([[{ name: 'staff', keys: ['domain acme'] }, { name: 'staff', keys: ['domain acme'] }]]);
	expect(await recalled(pages, ['domain acme'])).toEqual(['staff']);
	expect(pages.forecasts().map(({ contact }) => contact)).toEqual([{ ContactID: X, Name: 'staff' }, null]);
});

test('keys go with their forecasts: with the record, and when another job begins', async () => {
	const pages = await afterPages([[{ name: 'first', keys: ['email b'] }], [{ name: 'second', keys: ['email b'] }]]);
	const keys = () => [...pages.world.store.rows.forecastKeys.values()].map(({ id, key }) => `${id} ${key}`);
	expect(keys()).toEqual(['p000 email b', 'p000 own 0', 'p001 email b', 'p001 own 0']);
	await pages.world.store.change({ name: 'erase', need: {}, decide: () => ({ answer: null, changes: [{ do: 'erase', subject: contactNumbered(0), xeroContacts: [] }] }) });
	expect(keys()).toEqual(['p001 email b', 'p001 own 0']);
	await pages.start('again', { kind: 'dryRun' });
	expect(keys()).toEqual([]);
});
